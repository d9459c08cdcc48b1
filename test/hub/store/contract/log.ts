import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {entryTypes} from '../../../../src/hub/entry.ts'
import {limits} from '../../../../src/hub/limits.ts'
import {allRows, entry, fresh, type OpenFresh, publish, publishAll, seqsOf} from './subject.ts'

const text = fc.string({unit: 'grapheme', maxLength: 40})

export function logContract(openFresh: OpenFresh): void {
  describe('log', () => {
    test('ctx store_test: an empty log has the head 0, a log id and no rows', async () => {
      const {store} = await fresh(openFresh)
      expect(await store.head()).toBe(0)
      expect(await store.logId()).toMatch(/^[0-9a-f-]{36}$/)
      expect(await store.read({since: 0, limit: 10})).toEqual({rows: [], through: 0, head: 0})
      expect(await store.counts()).toEqual([])
    })

    test('ctx store_test: entries are numbered from 1 and read as they were published', async () => {
      const {store} = await fresh(openFresh)
      const entries = [entry('a'), entry('b', {type: 'verdict', meta: {}})]
      const logId = await store.logId()
      expect(await store.append(publish(entries))).toEqual({seqs: [1, 2], duplicates: 0, logId})
      expect(await store.append(publish([entry('c')], {author: 'bob', project: 'beta'}))).toMatchObject({
        seqs: [3]
      })
      const common = {kind: 'entry', redacted: false, publishedAt: 1_700_000_000_000}
      expect((await store.read({since: 0, limit: 10})).rows).toEqual([
        {...entries[0], ...common, seq: 1, project: 'alpha', author: 'ada'},
        {...entries[1], ...common, seq: 2, project: 'alpha', author: 'ada'},
        {...entry('c'), ...common, seq: 3, project: 'beta', author: 'bob'}
      ])
    })

    test('D-4, ctx store_test: the log, its id and its numbers outlive the process', async () => {
      const subject = await fresh(openFresh)
      await publishAll(subject.store, ['a', 'b'])
      const [logId, before] = [await subject.store.logId(), await allRows(subject.store)]
      const store = await subject.reopen()
      expect(await store.logId()).toBe(logId)
      expect(await allRows(store)).toEqual(before)
      expect((await store.append(publish([entry('c')]))).seqs).toEqual([3])
    })

    test('C-11: any text survives, and so does any meta', async () => {
      const subject = await fresh(openFresh)
      const expected = new Map<string, unknown>()
      const texts = fc.tuple(text, fc.dictionary(text, text, {maxKeys: 3}), fc.constantFrom(...entryTypes))
      for (const [index, [content, meta, type]] of fc.sample(texts, 40).entries())
        expected.set(`${index}`, {content, meta, type})
      const hard = ['', '\0', 'a\0b', '---\nkey: 1\n---\n', '😀\u{10ffff}', '\r\n\u2028', "';--", '\\u0000']
      for (const [index, content] of hard.entries())
        expected.set(`hard ${index}`, {content, meta: {[`key${content}`]: content}, type: 'learning'})
      const entries = [...expected].map(([id, rest]) => entry(id, rest as object))
      await subject.store.append(publish(entries.slice(0, 24)))
      await subject.store.append(publish(entries.slice(24)))
      const rows = await allRows(await subject.reopen())
      expect(rows).toMatchObject(entries)
    })

    test('C-11, D-3: entries of the greatest size survive', async () => {
      const subject = await fresh(openFresh)
      const contents = ['x'.repeat(limits.maxContentBytes), '\0'.repeat(limits.maxContentBytes)]
      await subject.store.append(publish(contents.map((content, index) => entry(`${index}`, {content}))))
      const rows = await allRows(await subject.reopen())
      expect(rows.map(row => row.kind === 'entry' && contents.indexOf(row.content))).toEqual([0, 1])
    })

    test('C-1: concurrent publishers at two openers leave no gap, and a reader of the tail skips nothing', async () => {
      const subject = await fresh(openFresh)
      const stores = [subject.store, await subject.beside()]
      const total = 16 * 6
      const publishing = Promise.all(
        Array.from({length: 16}, async (_, publisher) => {
          for (let index = 0; index < 6; index++)
            await stores[publisher % 2]?.append(publish([entry(`${publisher}/${index}`)]))
        })
      )
      const seen: number[] = []
      for (let since = 0; since < total; ) {
        const page = await subject.store.read({since, limit: 50})
        seen.push(...seqsOf(page.rows))
        since = page.through
      }
      await publishing
      expect(seen).toEqual(Array.from({length: total}, (_, index) => index + 1))
    })

    test('ctx store_test: counts entries by project and type, sorted', async () => {
      const {store} = await fresh(openFresh)
      await store.append(publish([entry('a'), entry('b'), entry('c', {type: 'action'})]))
      await store.append(publish([entry('a'), entry('d')], {project: 'Beta'}))
      await store.append(publish([entry('a')]))
      expect(await store.counts()).toEqual([
        {project: 'Beta', type: 'zone', entries: 2},
        {project: 'alpha', type: 'action', entries: 1},
        {project: 'alpha', type: 'zone', entries: 2}
      ])
    })

    test('a renewed log id stays, and the numbers with it', async () => {
      const subject = await fresh(openFresh)
      await publishAll(subject.store, ['a'])
      const before = await subject.store.logId()
      const renewed = await subject.store.renewLogId()
      expect(renewed).not.toBe(before)
      expect((await subject.store.append(publish([entry('b')]))).logId).toBe(renewed)
      expect(await (await subject.reopen()).logId()).toBe(renewed)
    })

    test('a closed store says that it is unavailable', async () => {
      const {store} = await fresh(openFresh)
      await store.close()
      await expect(store.head()).rejects.toMatchObject({name: 'HubError', kind: 'unavailable'})
      await expect(store.append(publish([entry('a')]))).rejects.toMatchObject({kind: 'unavailable'})
    })

    test('closing waits for what was begun', async () => {
      const subject = await fresh(openFresh)
      const begun = subject.store.append(publish([entry('a')]))
      await subject.store.close()
      expect((await begun).seqs).toEqual([1])
      expect(await (await subject.reopen()).head()).toBe(1)
    })
  })
}
