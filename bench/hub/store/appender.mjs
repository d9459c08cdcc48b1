import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'

const script = fileURLToPath(
  new URL('../../../test/hub/store/support/appending-process.mjs', import.meta.url)
)

/**
 * A process that appends to a store of its own until it is killed; it outlives this one never.
 *
 * @param {{open: string, worker: string}} bundle
 * @param {string} directory
 * @param {string} run first part of its ids
 */
export function startAppender(bundle, directory, run) {
  const child = spawn(process.execPath, [script, bundle.open, bundle.worker, directory, run, '8', '0'], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = once(child, 'close').finally(() => process.off('exit', kill))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
  })
  return {
    child,
    ended,
    /** Waits for the first output that holds the text; or the end. */
    async said(text) {
      while (!output.includes(text)) {
        const data = once(child.stdout, 'data').then(() => true)
        if (!(await Promise.race([data, ended.then(() => false)]))) return
      }
    },
    opened: () => output.includes('opened\n'),
    /** Numbers of what was acknowledged, by id; the last line may be cut off. */
    acknowledged() {
      const lines = output.split('\n').slice(0, -1)
      return new Map(lines.filter(line => line.includes('/')).map(line => line.split(' ')))
    }
  }
}
