import {describe, expect, test} from 'vitest'
import {allRows, entry, fresh, type OpenFresh, publish, publishAll, recordsOf, seqsOf} from './subject.ts'

const redaction = {seq: 2, author: 'admin', reason: 'a secret\n\0 of somebody', redactedAt: 1_700_000_009_000}

export function redactionContract(openFresh: OpenFresh): void {
  describe('redaction', () => {
    test('H-24, C-13: takes the text and says so in a row of the log', async () => {
      const subject = await fresh(openFresh)
      await publishAll(subject.store, ['a', 'b', 'c'])
      const {seq: _, ...rest} = redaction
      const row = {kind: 'redaction', seq: 4, targetSeq: 2, project: 'alpha', ...rest}
      expect(await subject.store.redact(redaction)).toEqual(row)
      const store = await subject.reopen()
      const rows = await allRows(store)
      expect(rows).toMatchObject([
        {id: 'a', redacted: false},
        {id: 'b', content: '', meta: {}, redacted: true, author: 'ada', publishedAt: 1_700_000_000_000},
        {id: 'c', redacted: false},
        row
      ])
      expect(JSON.stringify(await recordsOf(store))).not.toContain('text of b')
      expect(await store.counts()).toEqual([{project: 'alpha', type: 'zone', entries: 3}])
    })

    test('comes with the project and the type of its entry', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a'], 'beta')
      await store.append(publish([entry('b', {type: 'action'})]))
      await store.redact(redaction)
      expect(seqsOf(await allRows(store, {types: ['action']}))).toEqual([2, 3])
      expect(seqsOf(await allRows(store, {types: ['zone']}))).toEqual([1])
      expect(seqsOf(await allRows(store, {projects: ['alpha']}))).toEqual([2, 3])
      expect(seqsOf(await allRows(store, {projects: ['beta']}))).toEqual([1])
    })

    test('of an entry that is redacted gives the redaction again, also at once', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a', 'b'])
      const rows = await Promise.all(
        ['x', 'y', 'z'].map(reason => store.redact({...redaction, reason, author: reason}))
      )
      expect(new Set(rows.map(row => JSON.stringify(row))).size).toBe(1)
      expect(await store.redact(redaction)).toEqual(rows[0])
      expect(await store.head()).toBe(3)
    })

    test('is not found where there is no entry, or a redaction', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a', 'b'])
      await store.redact(redaction)
      for (const seq of [0, 3, 4])
        await expect(store.redact({...redaction, seq})).rejects.toMatchObject({kind: 'not-found'})
      expect(await store.head()).toBe(3)
    })

    test('keeps the number of an entry that is published again, whatever its content', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a', 'b'])
      await store.redact(redaction)
      for (const content of ['text of b', 'other'])
        expect(await store.append(publish([entry('b', {content})]))).toMatchObject({seqs: [2], duplicates: 1})
      expect((await store.read({since: 1, limit: 1})).rows).toMatchObject([{content: '', redacted: true}])
    })

    test('is seen at once by who reads beside it', async () => {
      const subject = await fresh(openFresh)
      const other = await subject.beside()
      await publishAll(subject.store, ['a', 'b'])
      await subject.store.redact(redaction)
      expect((await other.read({since: 1, limit: 5})).rows).toMatchObject([{redacted: true}, {targetSeq: 2}])
    })
  })
}
