import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {workerScript} from './open-fresh.ts'

/** The thread of a store, which ends, once, before it answers a request for the list of projects. Written into the folder. */
export function crashingWorker(directory: string): URL {
  const path = join(directory, 'crashing-worker.mjs')
  const text = `import {existsSync, writeFileSync} from 'node:fs'
    import {parentPort} from 'node:worker_threads'
    const crashed = ${JSON.stringify(join(directory, 'crashed'))}
    parentPort.on('message', ({name}) => {
      if (name !== 'listProjects' || existsSync(crashed)) return
      writeFileSync(crashed, '')
      process.exit(1)
    })
    await import(${JSON.stringify(workerScript().href)})`
  writeFileSync(path, text)
  return pathToFileURL(path)
}
