import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {inject} from 'vitest'
import {openEmbeddedStore} from '../../../../src/hub/store/embedded/open.ts'
import type {HubStore} from '../../../../src/hub/store/store.ts'
import type {Subject} from '../contract/subject.ts'

/** The thread of the bundled sources. */
export function workerScript(): URL {
  return pathToFileURL(join(inject('toolBundle'), 'hub/store-worker.js'))
}

/** A new, empty embedded store in a folder of its own. */
export async function openFreshEmbedded(): Promise<Subject & {readonly directory: string}> {
  const directory = mkdtempSync(join(tmpdir(), 'groundtruth-hub-store-'))
  const opened: HubStore[] = []
  const open = async () => {
    const store = await openEmbeddedStore({directory, worker: workerScript()})
    opened.push(store)
    return store
  }
  const store = await open()
  return {
    directory,
    store,
    beside: open,
    async reopen() {
      await store.close()
      return open()
    },
    async dispose() {
      await Promise.all(opened.map(store => store.close()))
      rmSync(directory, {recursive: true, force: true})
    }
  }
}
