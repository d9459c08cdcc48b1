import {onTestFinished} from 'vitest'
import {openStore} from '../../../../src/hub/store/open-store.ts'
import {createPlaces, type Kind} from '../../backup/support/place.ts'
import {startTestHub, type TestHub, type TestHubOptions} from '../../server/support/test-hub.ts'

/** A hub over a store of its own, of either kind. It is gone at the end of the test. */
export interface ServedStore {
  readonly hub: TestHub
  /** Text of the first token. */
  readonly adminSecret: string
  /** A directory, or the URL of a database. */
  readonly location: string
  /** Stops the hub, and starts it at the same address over the same data. */
  restart(): Promise<TestHub>
}

/** For one file of tests: how to serve a new, empty store. */
export function serveStores(): (kind: Kind, options?: Omit<TestHubOptions, 'store'>) => Promise<ServedStore> {
  const emptyPlace = createPlaces()
  return async (kind, options = {}) => {
    const {location, worker} = await emptyPlace(kind)
    const start = async (port: number) =>
      startTestHub({
        ...options,
        store: await openStore(location, {worker}),
        listen: {host: '127.0.0.1', port}
      })
    let running = await start(0)
    onTestFinished(() => running.close())
    return {
      hub: running,
      adminSecret: running.hub.adminToken ?? '',
      location,
      async restart() {
        await running.close()
        running = await start(Number(new URL(running.hub.url).port))
        return running
      }
    }
  }
}

/** The public part of a token. */
export function idOf(secret: string): string {
  return secret.split('_')[1] ?? ''
}
