import {describe, expect, test} from 'vitest'
import type {EntryType} from '../../../../src/hub/entry.ts'
import {limits} from '../../../../src/hub/limits.ts'
import type {HubStore, LogQuery} from '../../../../src/hub/store/store.ts'
import {allRows, entry, fresh, type OpenFresh, publish, publishAll, seqsOf} from './subject.ts'

/** Rows 1 to 8: project and type. */
const rows: readonly (readonly [string, EntryType])[] = [
  ['alpha', 'zone'],
  ['beta', 'zone'],
  ['alpha', 'action'],
  ['gamma', 'verdict'],
  ['alpha', 'zone'],
  ['beta', 'action'],
  ['beta', 'zone'],
  ['alpha', 'zone']
]

async function withRows(openFresh: OpenFresh): Promise<HubStore> {
  const {store} = await fresh(openFresh)
  for (const [index, [project, type]] of rows.entries())
    await store.append(publish([entry(`${index + 1}`, {type})], {project}))
  return store
}

export function pagingContract(openFresh: OpenFresh): void {
  describe('pages', () => {
    test('a page starts after its cursor, ends at its limit and says how far it went', async () => {
      const store = await withRows(openFresh)
      const check = async (query: LogQuery, seqs: readonly number[], through: number) => {
        const page = await store.read(query)
        expect([seqsOf(page.rows), page.through, page.head], JSON.stringify(query)).toEqual([
          seqs,
          through,
          8
        ])
      }
      await check({since: 0, limit: 3}, [1, 2, 3], 3)
      await check({since: 3, limit: 3}, [4, 5, 6], 6)
      await check({since: 6, limit: 3}, [7, 8], 8)
      await check({since: 8, limit: 3}, [], 8)
      await check({since: 0, limit: 2, projects: ['alpha']}, [1, 3], 3)
      await check({since: 3, limit: 2, projects: ['alpha']}, [5, 8], 8)
      await check({since: 0, limit: 9, projects: ['alpha', 'gamma']}, [1, 3, 4, 5, 8], 8)
      await check({since: 0, limit: 2, projects: ['gamma', 'beta']}, [2, 4], 4)
      await check({since: 0, limit: 9, types: ['action']}, [3, 6], 8)
      await check({since: 0, limit: 2, types: ['verdict', 'action']}, [3, 4], 4)
      await check({since: 1, limit: 9, projects: ['alpha', 'beta'], types: ['zone']}, [2, 5, 7, 8], 8)
      await check({since: 2, limit: 1, projects: ['beta', 'beta'], types: ['zone', 'zone']}, [7], 7)
    })

    test('a query that nothing fits has looked at everything', async () => {
      const store = await withRows(openFresh)
      for (const filter of [
        {projects: ['delta']},
        {types: ['learning' as const]},
        {projects: []},
        {types: []}
      ])
        expect(await store.read({since: 0, limit: 5, ...filter})).toEqual({rows: [], through: 8, head: 8})
    })

    test('ctx store_test: many projects and types are joined in the order of numbers', async () => {
      const store = await withRows(openFresh)
      const others = Array.from({length: 300}, (_, index) => `other ${index}`)
      const projects = [...others, 'gamma', 'beta', 'alpha']
      expect(seqsOf((await store.read({since: 0, limit: 3, projects})).rows)).toEqual([1, 2, 3])
      const types = ['action', 'verdict', 'zone'] as const
      expect(seqsOf(await allRows(store, {projects, types, limit: 3}))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    })

    test('a page ends before its bytes are over, and one row always fits', async () => {
      const {store} = await fresh(openFresh)
      const content = 'x'.repeat(limits.maxContentBytes)
      await store.append(publish(['a', 'b', 'c'].map(id => entry(id, {content, meta: {}}))))
      await publishAll(store, ['d'])
      const page = await store.read({since: 0, limit: 100})
      const bytes = page.rows.reduce((sum, row) => sum + (row.kind === 'entry' ? row.content.length : 0), 0)
      expect(page.rows.length).toBeGreaterThan(0)
      expect(bytes).toBeLessThanOrEqual(limits.maxPageBytes)
      expect(page.through).toBe(page.rows.length)
      expect(seqsOf(await allRows(store))).toEqual([1, 2, 3, 4])
      expect(seqsOf(await allRows(store, {types: ['zone']}))).toEqual([1, 2, 3, 4])
    })
  })
}
