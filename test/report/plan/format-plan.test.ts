import {describe, expect, it} from 'vitest'
import type {Action, NextActions} from '../../../src/artifacts/action.ts'
import {formatPlan} from '../../../src/report/plan/format-plan.ts'

const action: Action = {
  ...{number: 3, key: 'refactor/a--b', kind: 'refactor', effort: 'S', title: 'say "no", once'},
  ...{
    zones: ['DZ-7', 'H-3'],
    tasks: [{file: 'TASKS.md', text: 'Add locking'}],
    claims: [],
    rule: 'its fix is known'
  },
  ...{
    whyNow: 'score 8',
    effortFrom: 'S from 1 file',
    steps: ['open `a`', 'drop, "b"'],
    doneWhen: 'it is gone'
  },
  ...{after: [1, 2], section: 'now', ticked: false}
}
const plan = (...actions: Action[]): NextActions => ({actions, accepted: [], next: 9})

describe('csv', () => {
  it('is a row for each open action, quoted where a comma, a quote or a line break asks for it', () => {
    const text = formatPlan('csv', plan({...action, section: 'done'}, action), 'DANGER-ZONES.md')
    expect(text).toBe(
      [
        'id,section,kind,effort,title,rule,why,effort_from,steps,done_when,zones,tasks,claims,after,owner,due,key',
        'NA-3,now,refactor,S,"say ""no"", once",its fix is known,score 8,S from 1 file,"1. open `a`\n2. drop, ""b""",it is gone,"DZ-7\nH-3",TASKS.md: Add locking,,"NA-1\nNA-2",,,refactor/a--b',
        ''
      ].join('\r\n')
    )
  })

  it('is its head alone without an open action', () => {
    expect(formatPlan('csv', plan(), 'DANGER-ZONES.md')).toMatch(/^id,[\w,]+\r\n$/)
  })
})

describe('github', () => {
  it('is an issue with front matter for each open action', () => {
    const owned: Action = {
      ...action,
      owner: '@ada, @org/team and bob@example.org',
      due: '2026-12-01',
      notes: 'seen\n\ntwice'
    }
    expect(formatPlan('github', plan(owned), 'docs/DANGER-ZONES.md')).toMatchInlineSnapshot(`
      "---
      title: "NA-3: say \\"no\\", once"
      labels: ["refactor","effort: S","now"]
      assignees: ["ada"]
      ---

      **Why now**: score 8

      **Why refactor**: its fix is known

      **Effort**: S from 1 file

      **Zones**: DZ-7, H-3 in \`docs/DANGER-ZONES.md\`

      **Task**: TASKS.md: Add locking

      **After**: NA-1, NA-2

      **Owner**: @ada, @org/team and bob@example.org

      **Due**: 2026-12-01

      ## Steps

      - [ ] open \`a\`
      - [ ] drop, "b"

      ## Done when

      it is gone

      ## Notes

      seen

      twice

      <!-- groundtruth: refactor/a- -b -->
      "
    `)
  })

  it('separates issues, and leaves out what is done and what is not said', () => {
    const text = formatPlan(
      'github',
      plan(action, {...action, section: 'done'}, {...action, number: 4, rule: ''}),
      'd'
    )
    expect(text.match(/^title: .*$/gm)).toEqual([
      'title: "NA-3: say \\"no\\", once"',
      'title: "NA-4: say \\"no\\", once"'
    ])
    expect(text.match(/^\*\*Why refactor\*\*/gm)).toHaveLength(1)
    expect(text).not.toMatch(/assignees|Owner|Notes/)
  })
})
