import {describe, expect, it} from 'vitest'
import type {TriageVerdict} from '../../../../src/artifacts/triage-row.ts'
import {judge} from '../judge.ts'
import {historyOf, type Told} from './history.ts'

const sources = {
  'src/basket.ts':
    'export function total(prices: number[], voucher?: number) {\n  const sum = prices.reduce((a, b) => a + b, 0)\n  return voucher === undefined ? sum : sum - voucher\n}\n',
  'src/mail.ts': 'export function send(address: string) {\n  return address.trim()\n}\n',
  'test/basket.test.ts':
    "import {total} from '../src/basket.ts'\nit('a voucher lowers the sum of the prices', () => {\n  total([3, 4], 2)\n})\n"
}

const written: Told = {subject: 'Plan', added: {'TASKS.md': ['- [ ] A voucher lowers the sum of prices']}}
const code: Told['added'] = {
  'src/basket.ts': (sources['src/basket.ts'] ?? '').split('\n'),
  'test/basket.test.ts': (sources['test/basket.test.ts'] ?? '').split('\n')
}

function check(item: string, told: readonly Told[], verdict: TriageVerdict, rule = ''): void {
  const judged = judge(item, sources, {history: historyOf(...told)})
  expect([judged.verdict, judged.rule]).toEqual([verdict, expect.stringContaining(rule)])
}

describe('the words of a clause', () => {
  it('are found in what came with the commit that ticked the item', () => {
    const ticking = {subject: 'Vouchers', added: {...code, 'TASKS.md': ['- [x] Lowered prices by voucher']}}
    check(
      '- [x] Lowered prices by voucher',
      [written, ticking],
      'implemented-tested',
      'the commit that ticked it'
    )
    check('- [x] Reports of quarterly revenue', [written, ticking], 'cannot-tell')
  })

  it('are found in what came with a commit that cites the item', () => {
    const citing = {subject: 'SHOP-12: vouchers', added: code}
    check(
      '- [ ] SHOP-12 Prices lowered by a voucher',
      [written, citing],
      'implemented-tested',
      'cites SHOP-12'
    )
    check(
      '- [ ] SHOP-1 Prices lowered by a voucher',
      [written, {...citing, subject: 'SHOP-12'}],
      'cannot-tell'
    )
  })

  it('show nothing when they stood there before an open item was written', () => {
    const before = {subject: 'Vouchers', added: code}
    const after = {subject: 'Plan', added: {'TASKS.md': ['- [ ] x']}}
    const item = '- [ ] A voucher lowers the sum of the prices'
    check(item, [before, after], 'not-implemented')
    check(item, [after, before], 'cannot-tell')
  })

  it('are no work of a commit that ticked what is open again', () => {
    const ticking = {subject: 'Vouchers', added: {...code, 'TASKS.md': ['- [x] Lowered prices by voucher']}}
    const unticking = {subject: 'Audit', added: {'TASKS.md': ['- [ ] Lowered prices by voucher']}}
    check('- [ ] Lowered prices by voucher abroad', [written, ticking, unticking], 'cannot-tell')
    check('- [x] Lowered prices by voucher', [written, ticking], 'implemented-tested')
  })

  it('of a later commit leave open whether an item is done', () => {
    const item = '- [ ] Newsletter subscribers receive quarterly statistics'
    const told = (subject: string, path: string) => [
      written,
      {subject, added: {[path]: ['export const a = 1']}}
    ]
    check(item, told('Send quarterly statistics to newsletter subscribers', 'src/mail.ts'), 'cannot-tell')
    check(item, told('Send a mail', 'src/mail.ts'), 'not-implemented')
    check(item, told('Plan quarterly statistics for newsletter subscribers', 'TASKS.md'), 'not-implemented')
  })

  it('are not missed where most of the work is in a language that is not read', () => {
    const item = '- [ ] Newsletter subscribers receive quarterly statistics'
    const other = (...names: string[]) => Object.fromEntries(names.map(name => [name, 'x']))
    const verdict = (files: Record<string, string>) =>
      judge(item, {...sources, ...files}, {history: historyOf(written)}).verdict
    expect(verdict(other('a.sol', 'b.sol', 'c.sol'))).toBe('cannot-tell')
    expect(verdict(other('a.sol'))).toBe('not-implemented')
  })

  it('show nothing in documents and in what a pipeline runs, unless the item is about it', () => {
    const page = 'export const page = "Prices lowered by voucher"'
    const pipeline = 'run: prices lowered by voucher'
    const bring = (path: string, text: string, item: string) => {
      const told = [written, {subject: 'Vouchers', added: {[path]: [text], 'TASKS.md': [`- [x] ${item}`]}}]
      return judge(
        `- [x] ${item}`,
        {[path]: `${text}\n`, 'src/a.ts': 'export const a = 1\n'},
        {history: historyOf(...told)}
      ).verdict
    }
    const item = 'Lowered prices by voucher'
    expect(bring('src/page.ts', page, item)).toBe('implemented-untested')
    expect(bring('docs/page.ts', page, item)).toBe('cannot-tell')
    expect(bring('.github/workflows/shop.yml', pipeline, item)).toBe('cannot-tell')
    expect(bring('.github/workflows/shop.yml', pipeline, `CI workflow: ${item}`)).toBe('implemented-untested')
  })

  it('show something in the long title of a test that came later', () => {
    const title = 'a voucher lowers the postage of parcels sent to islands'
    const files = {...sources, 'test/post.test.ts': `it('${title}', () => {})\n`}
    const later: Told = {subject: 'Post', added: {'test/post.test.ts': [`it('${title}', () => {})`]}}
    const verdict = (...told: Told[]) =>
      judge(`- [ ] A voucher lowers the postage of parcels that are sent to islands`, files, {
        history: historyOf(...told)
      }).verdict
    expect(verdict(written, later)).toBe('implemented-tested')
    expect(verdict(later, written)).toBe('not-implemented')
  })

  it('of an older task with the same id are not taken for the item', () => {
    const citing = {subject: 'SHOP-12: vouchers', added: code}
    check('- [ ] SHOP-12 Prices lowered by a voucher', [citing, written], 'not-implemented')
  })

  it('leave open what was there by name before the item was written', () => {
    const citing = {subject: 'Vouchers', added: code}
    check(
      '- [ ] Add `total` to `src/basket.ts` for vouchers',
      [citing, written],
      'cannot-tell',
      'was there before'
    )
  })

  it('of one identifier are one word', () => {
    const title = 'parcelWeightOfIsland doubles postage'
    const files = {...sources, 'test/post.test.ts': `it('${title}', () => {})\n`}
    const later: Told = {subject: 'Post', added: {'test/post.test.ts': [`it('${title}', () => {})`]}}
    const history = historyOf(written, later)
    expect(judge('- [ ] The parcelWeightOfIsland doubles postage', files, {history}).verdict).not.toMatch(
      /^implemented/
    )
  })

  it('say less in a commit of many parts', () => {
    const names = Array.from({length: 60}, (_, index) => `src/part${index}.ts`)
    const lines = names.map((_, index) =>
      index === 0 ? "export const part = 'voucher'" : `export const part${index} = 'filling'`
    )
    const parts = Object.fromEntries(names.map((name, index) => [name, `${lines[index]}\n`]))
    const added = (count: number) =>
      Object.fromEntries(names.slice(0, count).map((name, index) => [name, [lines[index] ?? '']]))
    const verdict = (count: number) => {
      const tick = {
        subject: 'All',
        added: {...added(count), 'TASKS.md': ['- [x] Voucher emails reach subscribers weekly']}
      }
      const history = historyOf(written, tick)
      return judge('- [x] Voucher emails reach subscribers weekly', {...sources, ...parts}, {history}).verdict
    }
    expect([verdict(1), verdict(60)]).toEqual(['implemented-untested', 'cannot-tell'])
  })

  it('are nobody\u2019s work when the commit ticked another item of the list', () => {
    const other = {subject: 'Mail', added: {...code, 'TASKS.md': ['- [x] Something else']}}
    check('- [ ] Prices are shown with the currency of the country', [written, other], 'not-implemented')
  })

  it('make an open item not implemented when they stand nowhere, and a ticked one only untold', () => {
    check('- [ ] Newsletter subscribers receive quarterly statistics', [written], 'not-implemented')
    check('- [x] Newsletter subscribers receive quarterly statistics', [written], 'cannot-tell')
  })

  it('count in tests by their title for a ticked item', () => {
    check('- [x] Voucher lowers sum of all prices', [written], 'implemented-tested', 'speaks of it')
    check('- [x] Voucher lowers postage of all parcels abroad', [written], 'cannot-tell')
  })
})

describe('evidence', () => {
  it('cites the place, the words and the test', () => {
    const citing = {subject: 'SHOP-12: vouchers', added: code}
    const {evidence, tests} = judge('- [ ] SHOP-12 Prices lowered by a voucher', sources, {
      history: historyOf(written, citing)
    })
    expect(evidence[0]).toEqual({
      path: 'src/basket.ts',
      line: 1,
      role: 'referenced',
      object: expect.stringContaining('voucher')
    })
    expect(tests[0]?.chain).toEqual(['test/basket.test.ts', 'src/basket.ts:1'])
  })

  it('states the scope of what was not found', () => {
    const {scope} = judge('- [ ] Newsletter subscribers receive quarterly statistics', sources)
    expect(scope).toBe('2 source modules, 1 test module')
  })
})
