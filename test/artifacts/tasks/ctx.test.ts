import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {inShort, readFixture, shortItems} from './read-fixture.ts'

const path = '.context/TASKS.md'

describe('tasks of ctx', () => {
  const {value, problems} = readFixture('ctx', path)

  it('reads phases, wrapped and nested items, and leaves the rules in the comment', () => {
    expect(value.map(inShort)).toEqual([
      '12 - done Add `CarrierClient` with a deadline per call Done: `src/carriers/client.ts` passes an `AbortSignal` to each call; regression test in `src/carriers/client.test.ts`.',
      '17 C-4 open **C-4**: `CarrierClient` must not retry on `401` and `403`; the token is wrong, not the network. Spec: `specs/carrier-retry.md`',
      '20 - open stop in `src/carriers/retry.ts`',
      '21 - done name both codes in `src/carriers/codes.ts`',
      '23 - skipped Cache label PDFs on disk Skipped: labels are printed once; the carrier keeps them for 90 days.',
      '25 - skipped Move quotes to a queue — superseded by Phase 2 below.',
      '26 - skipped Print labels twice',
      "30 - skipped Round quotes half up reason: duplicate of C-4's sibling in the billing plan"
    ])
    expect(value.map(({parentLine}) => parentLine ?? 0)).toEqual([0, 0, 17, 17, 0, 0, 0, 0])
    expect(value.map(({headings}) => headings.at(-1))).toContain('Phase 2: Quotes')
    expect(new Set(value.map(({format}) => format))).toEqual(new Set(['ctx']))
  })

  it('takes the day of #added: with and without time', () => {
    expect(value.map(({added}) => added ?? '')).toEqual([
      '2026-02-03',
      '2026-02-11',
      '',
      '',
      '2026-02-12',
      '',
      '',
      '2026-03-01'
    ])
    expect(readTasks(path, '- [ ] a #added:soon\n').value[0]).not.toHaveProperty('added')
  })

  it('takes a tag with a value for what the writer meant: #skipped: outweighs the tick', () => {
    expect(shortItems(path, '- [x] a #skipped:2026-03-04 reason: b\n')).toEqual(['1 - skipped a reason: b'])
    expect(shortItems(path, '- [x] a #done:2026-03-04\n')).toEqual(['1 - done a'])
  })

  it('says which skipped item has no reason', () => {
    expect(problems).toEqual([
      {
        kind: 'skipped-without-reason',
        path,
        line: 26,
        message: 'skipped without a reason: say why in the item'
      }
    ])
  })

  it('keeps the reason in the words of its author', () => {
    expect(value.flatMap(({rationale}) => rationale ?? [])).toEqual([
      'Skipped: labels are printed once; the carrier keeps them for 90 days.',
      'superseded by Phase 2 below.',
      "reason: duplicate of C-4's sibling in the billing plan"
    ])
  })
})
