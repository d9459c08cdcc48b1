import {openEmbeddedStore} from './embedded/open.ts'
import {openPostgresStore} from './postgres/open.ts'
import type {HubStore} from './store.ts'

/**
 * Whether a location of a store is a database that nodes share; else it is a directory. Any URL is taken for one, also what
 * no store understands: as a directory its password would become the name of a folder.
 */
export function isDatabaseUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(location)
}

/**
 * The store of a URL (`postgres://…`) or of a directory, which is made where it is not there. `worker`: script of the thread of
 * a directory's store, where it does not lie beside this code. Rejects as the two stores do.
 */
export function openStore(location: string, {worker}: {readonly worker?: URL} = {}): Promise<HubStore> {
  if (isDatabaseUrl(location)) return openPostgresStore({url: location})
  return openEmbeddedStore({directory: location, ...(worker && {worker})})
}
