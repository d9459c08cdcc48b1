import {describe} from 'vitest'
import {openPostgresStore, type PostgresStore} from '../../../src/hub/store/postgres/open.ts'
import {hasPostgres} from '../support/database.ts'
import {reuseDatabases} from '../support/reuse-databases.ts'
import {storeContract} from './contract/store-contract.ts'

describe.skipIf(!hasPostgres())('over PostgreSQL', () => {
  const databases = reuseDatabases()
  storeContract('postgres', async () => {
    const database = await databases.take()
    const opened: PostgresStore[] = []
    const open = async () => {
      const store = await openPostgresStore({url: database.url, poolSize: 4})
      opened.push(store)
      return store
    }
    const store = await open()
    return {
      store,
      async reopen() {
        await store.close()
        return open()
      },
      beside: open,
      async dispose() {
        for (const each of opened) await each.close()
        await database.free()
      }
    }
  })
})
