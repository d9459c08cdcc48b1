import {describe, expect, test} from 'vitest'
import type {NewEntry} from '../../../../src/hub/entry.ts'
import {allRows, entry, fresh, type OpenFresh, publish, publishAll, seqsOf} from './subject.ts'

export function idempotencyContract(openFresh: OpenFresh): void {
  describe('the same id twice', () => {
    test('C-2, D-6: with the same content keeps its number, also after a restart', async () => {
      const subject = await fresh(openFresh)
      await publishAll(subject.store, ['a', 'b'])
      const again = publish([entry('b'), entry('c')], {author: 'bob', publishedAt: 5})
      expect(await subject.store.append(again)).toMatchObject({seqs: [2, 3], duplicates: 1})
      const store = await subject.reopen()
      expect(await store.append(again)).toMatchObject({seqs: [2, 3], duplicates: 2})
      expect((await store.read({since: 1, limit: 1})).rows).toMatchObject([{author: 'ada'}])
      expect(await store.head()).toBe(3)
    })

    test('with another meta is the same, and keeps the first one', async () => {
      const {store} = await fresh(openFresh)
      await store.append(publish([entry('a', {meta: {commit: '1', line: '2'}})]))
      const moved = publish([entry('a', {meta: {commit: '3'}})])
      expect(await store.append(moved)).toMatchObject({seqs: [1], duplicates: 1})
      expect(await allRows(store)).toMatchObject([{meta: {commit: '1', line: '2'}}])
    })

    test.each<[string, Partial<NewEntry>]>([
      ['content', {content: 'other'}],
      ['type', {type: 'action'}]
    ])('C-2, C-3: with another %s is a conflict that names the id, and stores nothing', async (_, change) => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a'])
      const conflict = store.append(publish([entry('new'), entry('a', change), entry('newer')]))
      await expect(conflict).rejects.toMatchObject({name: 'HubError', kind: 'conflict'})
      await expect(conflict).rejects.toThrow(/\ba\b/)
      await expect(conflict).rejects.not.toThrow(/text of/)
      expect(seqsOf(await allRows(store))).toEqual([1])
      expect(await store.counts()).toEqual([{project: 'alpha', type: 'zone', entries: 1}])
      expect((await store.append(publish([entry('newer')]))).seqs).toEqual([2])
    })

    test('in another project is another entry', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a'])
      const other = publish([entry('a', {content: 'other'})], {project: 'beta'})
      expect(await store.append(other)).toMatchObject({seqs: [2], duplicates: 0})
    })

    test('within one publish is stored once, or is a conflict', async () => {
      const {store} = await fresh(openFresh)
      const same = publish([entry('a'), entry('b'), entry('a')])
      expect(await store.append(same)).toMatchObject({seqs: [1, 2, 1], duplicates: 1})
      const different = publish([entry('c'), entry('c', {content: 'other'})])
      await expect(store.append(different)).rejects.toMatchObject({kind: 'conflict'})
      expect(await store.head()).toBe(2)
    })

    test('C-2, D-6: at two openers at once is stored once', async () => {
      const subject = await fresh(openFresh)
      const stores = [subject.store, await subject.beside()]
      const ids = ['a', 'b', 'c', 'd', 'e', 'f']
      const results = await Promise.all(
        ids.flatMap(id => stores.map(store => store.append(publish([entry(id)]))))
      )
      expect(results.reduce((sum, {duplicates}) => sum + duplicates, 0)).toBe(ids.length)
      for (const index of ids.keys()) expect(results[2 * index]?.seqs).toEqual(results[2 * index + 1]?.seqs)
      expect(await subject.store.head()).toBe(ids.length)
    })

    test('C-2: of two contents at once is stored with one of them', async () => {
      const subject = await fresh(openFresh)
      const stores = [subject.store, await subject.beside()]
      const results = await Promise.allSettled(
        stores.map((store, index) => store.append(publish([entry('a', {content: `${index}`})])))
      )
      expect(results.map(({status}) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(results.find(({status}) => status === 'rejected')).toMatchObject({reason: {kind: 'conflict'}})
    })

    test('C-3: a conflict fails no publish beside it', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a'])
      const results = await Promise.allSettled(
        Array.from({length: 30}, (_, index) =>
          store.append(publish([entry(`new ${index}`), entry(index % 3 ? `${index}` : 'a', {content: 'c'})]))
        )
      )
      const stored = results.filter(({status}) => status === 'fulfilled')
      expect(results.map(({status}) => status === 'rejected')).toEqual(
        results.map((_, index) => index % 3 === 0)
      )
      expect(stored.length).toBe(20)
      expect(seqsOf(await allRows(store))).toEqual(Array.from({length: 41}, (_, index) => index + 1))
    })
  })
}
