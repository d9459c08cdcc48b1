import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const script = fileURLToPath(new URL('verify-process.mjs', import.meta.url))

/**
 * What is wrong with the database of a process that has ended.
 *
 * @param {{open: string, worker: string}} bundle
 * @param {string} directory
 * @param {ReadonlyMap<string, string>} acknowledged numbers by id
 */
export function verify(bundle, directory, acknowledged) {
  const output = execFileSync(process.execPath, [script, bundle.open, bundle.worker, directory], {
    input: JSON.stringify([...acknowledged]),
    encoding: 'utf8'
  })
  return JSON.parse(output)
}

/** Whether anything in it is wrong. */
export function isBroken({lost, duplicated, gaps, changed, integrity}) {
  return lost + duplicated + gaps + changed > 0 || integrity !== 'ok'
}
