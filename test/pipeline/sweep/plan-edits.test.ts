import {describe, expect, it} from 'vitest'
import type {TriageItem, TriageVerdict} from '../../../src/artifacts/triage-row.ts'
import type {JudgedTask} from '../../../src/pipeline/sweep/judged-task.ts'
import {type EditOptions, planEdits} from '../../../src/pipeline/sweep/plan-edits.ts'
import {judgedTask} from './sample.ts'

const options: EditOptions = {
  untickPhantoms: false,
  stamp: {day: '2026-11-20', hash: 'abc1234'},
  zonesPath: 'docs/DANGER-ZONES.md'
}

/** The changes to a file of items, one a line. */
function changes(judged: readonly JudgedTask[], more: Partial<EditOptions> = {}): string[] {
  const text = judged.map(({item}) => `- [${item.checked ? 'x' : ' '}] ${item.text}\n`).join('')
  const files = planEdits(judged, [{path: 'TASKS.md', text}], {...options, ...more})
  return files.flatMap(file => file.changes.map(({line, change}) => `${line} ${change}`))
}

/** The note that an item gets. */
function noteTo(item: Partial<TriageItem>, file = 'TASKS.md', more: Partial<EditOptions> = {}): string {
  const judged = judgedTask(1, 'partial', {task: {file}, item})
  const [edited] = planEdits([judged], [{path: file, text: '- [ ] item 1'}], {...options, ...more})
  return edited?.text.split('\n')[1] ?? ''
}

describe('edits of task files', () => {
  it('tick what is implemented and tested, and note what asks for a step', () => {
    const verdicts: readonly TriageVerdict[] = [
      'implemented-tested',
      'implemented-untested',
      'partial',
      'stale-premise',
      'not-implemented',
      'cannot-tell',
      'not-checkable'
    ]
    expect(changes(verdicts.map((verdict, index) => judgedTask(index + 1, verdict)))).toEqual([
      '1 tick',
      '2 note',
      '3 note',
      '4 note'
    ])
  })

  it('leave ticked items that hold, note those that do not, and clear a tick only when asked to', () => {
    const ticked = (line: number, verdict: TriageVerdict) =>
      judgedTask(line, verdict, {item: {checked: true}})
    const all = [
      ticked(1, 'implemented-tested'),
      ticked(2, 'implemented-untested'),
      ticked(3, 'partial'),
      ticked(4, 'phantom')
    ]
    expect(changes(all)).toEqual(['3 note', '4 note'])
    expect(changes(all, {untickPhantoms: true})).toEqual(['3 note', '4 untick', '4 note'])
  })

  it('leave skipped items', () => {
    expect(changes([judgedTask(1, 'partial', {task: {state: 'skipped'}})])).toEqual([])
  })

  it('note at the sub-items what a parent is judged by', () => {
    const child = judgedTask(2, 'partial', {task: {parentLine: 1}})
    expect(changes([judgedTask(1, 'partial'), child])).toEqual(['2 note'])
    expect(changes([judgedTask(1, 'implemented-tested'), judgedTask(2, 'partial')])).toEqual([
      '1 tick',
      '2 note'
    ])
  })
})

describe('a note', () => {
  it('tells verdict, rule, evidence, tests and the next step once', () => {
    const evidence = [
      {path: 'src/a.ts', line: 3, role: 'declared', object: 'b'},
      {path: 'src/c.ts', line: 1, role: 'exists', object: 'src/c.ts'}
    ] as const
    const said = noteTo({
      rule: 'one of two',
      evidence,
      testNote: 'none reaches `b`',
      nextStep: 'mend it: one of two'
    })
    expect(said.replace(/<!--.*/, '')).toBe(
      '  - Triaged 2026-11-20 (abc1234): partial: one of two. Evidence: `src/a.ts:3` `b` declared, `src/c.ts:1` exists. Tests: none reaches `b`. Next: mend it. '
    )
    expect(noteTo({nextStep: ''}, 'TASKS.md', {stamp: undefined})).toMatch(
      /^ {2}- Triaged: partial: all is said\. <!--/
    )
  })

  it('says the same when only lines have moved, and something else otherwise', () => {
    const key = (rule: string) => /<!-- triage (\w+) -->/.exec(noteTo({rule}))?.[1]
    expect(key('stops in `src/a.ts:14`')).toBe(key('stops in `src/a.ts:99-101`'))
    expect(key('judged through its 2 sub-items (lines 3, 4)')).toBe(
      key('judged through its 2 sub-items (lines 5, 6)')
    )
    expect(key('stops in `src/a.ts:14`')).not.toBe(key('stops in `src/b.ts:14`'))
    expect(key('1 of 2 clauses met')).not.toBe(key('2 of 2 clauses met'))
  })

  it('counts from its file to the zones, or names them alone', () => {
    const rule = 'runs into [DZ-1](DANGER-ZONES.md#dz-1)'
    expect(noteTo({rule})).toContain('[DZ-1](docs/DANGER-ZONES.md#dz-1)')
    expect(noteTo({rule}, 'plan/next/TASKS.md')).toContain('[DZ-1](../../docs/DANGER-ZONES.md#dz-1)')
    expect(noteTo({rule}, '../TASKS.md')).toContain('runs into DZ-1.')
    expect(noteTo({rule}, 'TASKS.md', {zonesPath: undefined})).toContain('runs into DZ-1.')
  })

  it('cannot end its own comment, and stays on one line', () => {
    const said = noteTo({rule: 'a <!-- b -->\nc'})
    expect(said).toContain('a <! -- b -->')
    expect(said.match(/<!--/g)).toHaveLength(1)
  })
})
