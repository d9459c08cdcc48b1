import {describe, expect, test, vi} from 'vitest'
import {entry, fresh, type OpenFresh, publish, publishAll} from './subject.ts'

/** The contract says a second; a slow machine gets more. */
const soon = {timeout: 5000, interval: 20}

export function headWatchContract(openFresh: OpenFresh): void {
  describe('the head is told', () => {
    test('to every listener after rows were written here', async () => {
      const {store} = await fresh(openFresh)
      const heads: number[][] = [[], []]
      for (const list of heads) store.onHead(head => list.push(head))
      await publishAll(store, ['a', 'b'])
      await vi.waitFor(() => expect(heads.map(list => list.at(-1))).toEqual([2, 2]), soon)
      await store.redact({seq: 1, author: 'admin', reason: 'r', redactedAt: 1})
      await vi.waitFor(() => expect(heads.map(list => list.at(-1))).toEqual([3, 3]), soon)
    })

    test('after rows were written by another process', async () => {
      const subject = await fresh(openFresh)
      const other = await subject.beside()
      const heads: number[] = []
      subject.store.onHead(head => heads.push(head))
      await other.append(publish([entry('a'), entry('b')]))
      await vi.waitFor(() => expect(heads.at(-1)).toBe(2), soon)
    })

    test('no more to one that has stopped', async () => {
      const {store} = await fresh(openFresh)
      const heads: number[][] = [[], []]
      const stop = store.onHead(head => heads[0]?.push(head))
      store.onHead(head => heads[1]?.push(head))
      stop()
      await publishAll(store, ['a'])
      await vi.waitFor(() => expect(heads[1]?.at(-1)).toBe(1), soon)
      expect(heads[0]).toEqual([])
    })
  })
}
