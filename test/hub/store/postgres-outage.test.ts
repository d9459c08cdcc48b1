import {describe, expect, onTestFinished, test, vi} from 'vitest'
import {openPostgresStore} from '../../../src/hub/store/postgres/open.ts'
import {hasPostgres} from '../support/database.ts'
import {startEmbedded} from '../support/postgres.ts'
import {allRows, publishAll, seqsOf} from './contract/subject.ts'

/** Time for a slow machine. */
const soon = {timeout: 10_000, interval: 50}

describe.skipIf(!hasPostgres())('a store over PostgreSQL', () => {
  test('C-12: is unavailable while the database is away, loses nothing in a crash of it, and recovers unaided', async () => {
    const server = await startEmbedded()
    onTestFinished(() => server.stop())
    const store = await openPostgresStore({url: server.url})
    onTestFinished(() => store.close())
    const heads: number[] = []
    store.onHead(head => heads.push(head))
    await publishAll(store, ['a', 'b'])
    for (const [index, mode] of (['fast', 'immediate'] as const).entries()) {
      await server.halt(mode)
      await expect(publishAll(store, [mode])).rejects.toMatchObject({name: 'HubError', kind: 'unavailable'})
      await expect(store.read({since: 0, limit: 1})).rejects.toMatchObject({kind: 'unavailable'})
      await server.start()
      await publishAll(store, [mode])
      expect(seqsOf(await allRows(store))).toEqual([1, 2, 3, 4].slice(0, 3 + index))
      await vi.waitFor(() => expect(heads.at(-1)).toBe(3 + index), soon)
    }
  })
})
