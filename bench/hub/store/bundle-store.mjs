import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {rolldown} from 'rolldown'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The present sources as modules, by URL: `open` exports openEmbeddedStore, `lock` acquireLock; gone when this process ends. */
export async function bundleStore() {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, {recursive: true})
  const folder = mkdtempSync(join(cache, 'groundtruth-hub-bench-'))
  // A run that is stopped leaves nothing behind either: a signal alone would skip what is done at the exit.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  const input = {
    open: 'src/hub/store/embedded/open.ts',
    lock: 'src/hub/lock/kernel-lock.ts',
    worker: 'src/hub/store/embedded/worker.ts'
  }
  const bundle = await rolldown({cwd: root, input, platform: 'node', external: ['libsql']})
  await bundle.write({dir: folder, format: 'esm'})
  await bundle.close()
  const url = name => pathToFileURL(join(folder, `${name}.js`)).href
  return {open: url('open'), lock: url('lock'), worker: url('worker')}
}
