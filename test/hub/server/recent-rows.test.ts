import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type Entry, entryTypes, type LogRow, type Redaction} from '../../../src/hub/entry.ts'
import {createRecentRows} from '../../../src/hub/server/follow/recent-rows.ts'

const entry = (seq: number, change: Partial<Entry> = {}): Entry => ({
  ...{kind: 'entry', seq, id: `e${seq}`, type: 'zone', content: 'c', meta: {}, project: 'alpha'},
  ...{author: 'a', publishedAt: 0, redacted: false},
  ...change
})
const redaction = (seq: number, targetSeq: number): Redaction => ({
  ...{kind: 'redaction', seq, targetSeq, project: 'alpha', author: 'a', reason: 'r', redactedAt: 0}
})
const seqs = (rows?: readonly LogRow[]) => rows?.map(({seq}) => seq)
const plenty = 1024 * 1024

describe('recent rows', () => {
  test('give what was pushed after the cursor, and nothing before it', () => {
    const recent = createRecentRows(plenty, 10)
    recent.push([entry(11), entry(12), entry(13)])
    expect(recent.read({since: 11, limit: 100})).toMatchObject({
      rows: [{seq: 12}, {seq: 13}],
      through: 13,
      head: 13
    })
    expect(recent.read({since: 13, limit: 100})).toEqual({rows: [], through: 13, head: 13})
    expect(recent.read({since: 10, limit: 2})).toMatchObject({rows: [{seq: 11}, {seq: 12}], through: 12})
    expect(recent.read({since: 9, limit: 100})).toBeUndefined()
    expect(recent.read({since: 14, limit: 100})).toBeUndefined()
  })

  test('filter as the store does, and look on to the end', () => {
    const recent = createRecentRows(plenty, 0)
    recent.push([entry(1), entry(2, {type: 'action'}), entry(3, {project: 'beta'}), redaction(4, 2)])
    expect(recent.read({since: 0, limit: 9, types: ['action']})).toMatchObject({
      ...{rows: [{seq: 2}, {kind: 'redaction', seq: 4}], through: 4}
    })
    expect(recent.read({since: 0, limit: 9, types: ['zone'], projects: ['beta']})).toMatchObject({
      ...{rows: [{seq: 3}], through: 4}
    })
  })

  test('leave a redaction to the store whose entry is not at hand, where types are asked for', () => {
    const recent = createRecentRows(plenty, 5)
    recent.push([entry(6), redaction(7, 2), entry(8)])
    expect(recent.read({since: 5, limit: 9, types: ['zone']})).toMatchObject({rows: [{seq: 6}], through: 6})
    expect(recent.read({since: 6, limit: 9, types: ['zone']})).toBeUndefined()
    expect(seqs(recent.read({since: 6, limit: 9})?.rows)).toEqual([7, 8])
  })

  test('lose the text of an entry that is redacted', () => {
    const recent = createRecentRows(plenty, 0)
    recent.push([entry(1, {content: 'x'.repeat(10_000), meta: {k: 'v'}})])
    const before = recent.bytes()
    recent.push([redaction(2, 1)])
    expect(recent.read({since: 0, limit: 1})?.rows).toMatchObject([{content: '', meta: {}, redacted: true}])
    expect(recent.bytes()).toBeLessThan(before)
  })

  test('H-29: hold no more bytes than allowed, and the latest', () => {
    const recent = createRecentRows(10_000, 0)
    for (let seq = 1; seq <= 100; seq++) recent.push([entry(seq, {content: 'x'.repeat(1000)})])
    expect(recent.bytes()).toBeLessThanOrEqual(10_000)
    expect(recent.read({since: 50, limit: 9})).toBeUndefined()
    expect(seqs(recent.read({since: 98, limit: 9})?.rows)).toEqual([99, 100])
  })

  test('forget all when the log is another', () => {
    const recent = createRecentRows(plenty, 0)
    recent.push([entry(1), entry(2)])
    recent.reset(1)
    expect([recent.through(), recent.bytes(), recent.read({since: 0, limit: 9})]).toEqual([1, 0, undefined])
    recent.push([entry(2, {id: 'other'})])
    expect(recent.read({since: 1, limit: 9})?.rows).toMatchObject([{id: 'other'}])
  })

  test('page by page, give each row once and in order, whatever is asked', () => {
    const types = fc.constantFrom(...entryTypes)
    const rows = fc.array(
      fc.record({type: types, project: fc.constantFrom('alpha', 'beta'), size: fc.nat(500)})
    )
    const query = fc.record({
      limit: fc.integer({min: 1, max: 7}),
      types: fc.option(fc.array(types, {minLength: 1}))
    })
    fc.assert(
      fc.property(rows, query, fc.integer({min: 1000, max: 20_000}), (made, {limit, types}, maxBytes) => {
        const recent = createRecentRows(maxBytes, 0)
        const all = made.map(({size, ...same}, index) =>
          entry(index + 1, {...same, content: 'x'.repeat(size)})
        )
        for (const row of all) recent.push([row])
        const kept = all.findIndex(({seq}) => recent.read({since: seq - 1, limit: 1}) !== undefined)
        let cursor = kept < 0 ? all.length : kept
        const got: number[] = []
        while (cursor < all.length) {
          const page = recent.read({since: cursor, limit, ...(types && {types})})
          if (!page) throw new Error('a page is missing')
          got.push(...page.rows.map(({seq}) => seq))
          cursor = page.through
        }
        const wanted = all
          .slice(kept < 0 ? all.length : kept)
          .filter(({type}) => !types || types.includes(type))
        expect(got).toEqual(seqs(wanted))
      })
    )
  })
})
