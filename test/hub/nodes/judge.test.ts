import {describe, expect, test} from 'vitest'
import type {HubClient} from '../../../src/hub/client/hub-client.ts'
import type {LogRow} from '../../../src/hub/entry.ts'
import {judge} from './support/judge.ts'

/** A log of these rows, two of them a page. */
function logOf(rows: readonly (readonly [seq: number, id: string])[]): Pick<HubClient, 'query'> {
  const head = rows.at(-1)?.[0] ?? 0
  return {
    async query({since}) {
      const page = rows.filter(([seq]) => seq > since).slice(0, 2)
      const found = page.map(
        ([seq, id]): LogRow => ({
          ...{kind: 'entry', seq, id, project: 'alpha', type: 'zone', content: '', meta: {}},
          ...{author: 'ann', publishedAt: 1, redacted: false}
        })
      )
      return {rows: found, nextSince: page.at(-1)?.[0] ?? head, head, logId: 'log-1'}
    }
  }
}

const none = {lost: 0, doubled: 0, gaps: 0, missing: 0, differing: 0}
const whole = [
  [1, 'a'],
  [2, 'b'],
  [3, 'c']
] as const
const acked = new Map(whole.map(([seq, id]) => [id as string, seq as number]))
const complete = {acked, seqs: [3, 3], ids: [['a', 'b', 'c']]}

describe('what is compared after faults', () => {
  test('is in order where log, publishers and subscribers agree', async () => {
    expect(await judge(logOf(whole), complete)).toEqual(none)
  })

  test('tells of an acknowledged entry that the log lacks, or has elsewhere', async () => {
    const found = {...complete, acked: new Map([...acked, ['d', 4], ['b', 3]])}
    expect(await judge(logOf(whole), found)).toEqual({...none, lost: 2})
  })

  test('tells of an entry that the log has twice', async () => {
    const rows = [...whole, [4, 'c'] as const]
    const found = {acked: new Map([...acked, ['c', 4]]), seqs: [4], ids: [['a', 'b', 'c', 'c']]}
    expect(await judge(logOf(rows), found)).toEqual({...none, doubled: 1})
  })

  test('tells of a number that the log left out', async () => {
    const rows = [whole[0], whole[1], [4, 'd'] as const]
    const found = {acked: new Map([['a', 1]]), seqs: [4], ids: [['a', 'b', undefined, 'd']]}
    expect(await judge(logOf(rows), found)).toEqual({...none, gaps: 1})
  })

  test('tells of what subscribers lack, or got under another number', async () => {
    const found = {...complete, seqs: [3, 1], ids: [['a', 'c', 'b'], ['a']]}
    expect(await judge(logOf(whole), found)).toEqual({...none, missing: 2, differing: 4})
  })
})
