import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {rolldown} from 'rolldown'
import {onTestFinished} from 'vitest'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Where processes of a test find our code: Node.js 20 runs no TypeScript. */
export interface StoreBundle {
  /** Exports `openEmbeddedStore`. */
  readonly open: string
  /** Exports `acquireLock`. */
  readonly lock: string
  /** Script of the store's thread. */
  readonly worker: string
}

/** URLs of the present sources as modules; they are gone at the end of the test. */
export async function bundleStore(): Promise<StoreBundle> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, {recursive: true})
  const folder = mkdtempSync(join(cache, 'groundtruth-hub-store-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  const input = {
    open: 'src/hub/store/embedded/open.ts',
    lock: 'src/hub/lock/kernel-lock.ts',
    worker: 'src/hub/store/embedded/worker.ts'
  }
  const bundle = await rolldown({cwd: root, input, platform: 'node', external: ['libsql']})
  await bundle.write({dir: folder, format: 'esm'})
  await bundle.close()
  const url = (name: string) => pathToFileURL(join(folder, `${name}.js`)).href
  return {open: url('open'), lock: url('lock'), worker: url('worker')}
}
