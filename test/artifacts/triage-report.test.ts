import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {planTriage, readTriage} from '../../src/artifacts/triage-report.ts'
import type {Triage, TriageRow} from '../../src/artifacts/triage-row.ts'
import {updateDocument} from '../../src/artifacts/update-document.ts'

function write(value: Triage, old?: string): string {
  return updateDocument({name: 'TRIAGE.md', old, plan: planTriage(value), versions: () => [], policy: 'stop'})
    .text
}

function check(value: Triage) {
  const text = write(value)
  expect(readTriage(text)).toEqual({value, problems: []})
  expect(write(value, text)).toBe(text)
}

const row: TriageRow = {
  key: 'TASKS.md/2f1c9a7b',
  verdict: 'partial',
  file: 'TASKS.md',
  line: 380,
  excerpt: 'Add file locking to sync state …',
  rule: 'asks for what an open zone shows to be broken: [DZ-7](DANGER-ZONES.md#dz-7)',
  evidence: '`src/hub/lock.ts:42` `acquire` declared',
  tests: 'none reaches `acquire` (14 test files searched)',
  next: 'a regression test of `acquire`'
}
const empty: Triage = {actions: [], open: [], settled: [], holding: 0, omitted: 0}

describe('TRIAGE.md', () => {
  it('reads as it was written', () => {
    check(empty)
    check({
      actions: [{action: 'NA-3', key: 'refactor/a/src/a.ts/b/c', evidence: 'hunt no longer reports DZ-7'}],
      open: [row],
      settled: [{...row, key: 'a b/c.md/12345678', verdict: 'phantom', notes: 'mine\nand more'}],
      holding: 12,
      omitted: 3
    })
  })

  it('has the form of the design', () => {
    expect(write({...empty, open: [row], holding: 2}).replace(/hash=\w+/g, 'hash=…')).toMatchInlineSnapshot(`
      "# Triage

      <!-- groundtruth:begin intro hash=… -->
      What the code says of the items in the task files, judged again on each run. Task files change only with \`--apply\`. A line \`- **Notes**: …\` at the end of a row is yours.

      Ticked items that hold: 2.
      <!-- groundtruth:end intro -->

      ## Actions

      <!-- groundtruth:begin actions hash=… -->
      None: no action is known to meet its *done when*.
      <!-- groundtruth:end actions -->

      ## Open

      - **partial** \`TASKS.md:380\` "Add file locking to sync state …"
        - Rule: asks for what an open zone shows to be broken: [DZ-7](DANGER-ZONES.md#dz-7)
        - Evidence: \`src/hub/lock.ts:42\` \`acquire\` declared
        - Tests: none reaches \`acquire\` (14 test files searched)
        - Next: a regression test of \`acquire\`
        <!-- key: TASKS.md/2f1c9a7b hash=… -->

      ## Settled
      "
    `)
  })

  it('reads nasty inline text back', () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          'a',
          '`b`',
          '|',
          '_c_',
          '<d>',
          '*',
          ':',
          '1.',
          '"',
          '#',
          '[e](f)',
          '\\',
          '<!-- g -->',
          '&amp;',
          '-',
          'é',
          '~'
        ),
        {minLength: 1, maxLength: 6}
      )
      .map(parts => parts.join(' '))
    fc.assert(
      fc.property(nasty, nasty, nasty, (excerpt, rule, evidence) => {
        const value = {...empty, open: [{...row, excerpt, rule: `x ${rule}`, evidence: `x ${evidence}`}]}
        expect(readTriage(write(value)).value).toEqual(value)
      }),
      {numRuns: 40}
    )
  })

  it('keeps the notes of a person', () => {
    const text = write({...empty, open: [row]})
    const noted = text.replace('  <!-- key', '  - **Notes**: asked Ada\n  <!-- key')
    const fresh = write({...empty, settled: [{...row, verdict: 'implemented-tested'}]}, noted)
    expect(readTriage(fresh).value.settled[0]?.notes).toBe('asked Ada')
  })

  it('tells of a row that cannot be read', () => {
    const text = write({...empty, open: [row]}).replace('**partial**', '**maybe**')
    expect(readTriage(text)).toMatchObject({value: {open: []}, problems: [{kind: 'triage-row'}]})
  })
})
