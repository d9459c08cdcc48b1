import {describe, expect, it} from 'vitest'
import type {Action, NextActions} from '../../../src/artifacts/action.ts'
import type {TriageRow} from '../../../src/artifacts/triage-row.ts'
import {type PrescribeInput, prescribe} from '../../../src/stages/prescribe/index.ts'
import {outlineOf, triage, zone, zones} from './examples.ts'

function check(input: PrescribeInput, expected: Record<string, string[]>): NextActions {
  const {value} = prescribe(input)
  expect(outlineOf(value)).toEqual(expected)
  expect(prescribe({...input, previous: value}).value).toEqual(value)
  return value
}

describe('what a zone asks for', () => {
  it('is a pinning test and then a refactor', () => {
    const {actions} = check(
      {zones: zones([zone(7)])},
      {now: ['NA-1 test DZ-7', 'NA-2 refactor DZ-7 after 1']}
    )
    expect(actions).toMatchInlineSnapshot(`
      [
        {
          "after": [],
          "claims": [],
          "doneWhen": "a test that names DZ-7 reaches \`run7\` (\`src/a.ts\`), brings this about and fails on today's code",
          "effort": "S",
          "effortFrom": "S from 1 new test over 1 file, no test known to reach it",
          "key": "test/check-then-act/src/a.ts/run7/r7",
          "kind": "test",
          "number": 1,
          "rule": "no test is known to reach it and the fix touches at least 3 direct dependents",
          "section": "now",
          "steps": [
            "bring about: Two callers overlap",
            "The first looks",
            "The second looks",
            "expect that this does not follow: Both write",
          ],
          "tasks": [],
          "ticked": false,
          "title": "reproduce by a test that two callers can both win 7",
          "whyNow": "score 8, detection gap 3 of 3 (silent and reached by no known test); it must stand before NA-2 changes \`run7\`",
          "zones": [
            "DZ-7",
          ],
        },
        {
          "after": [
            1,
          ],
          "claims": [],
          "doneWhen": "\`groundtruth hunt\` no longer reports DZ-7, and the test of NA-1 passes",
          "effort": "S",
          "effortFrom": "S from 1 file to touch, at least 3 direct dependents, 1 test by then",
          "key": "refactor/check-then-act/src/a.ts/run7/r7",
          "kind": "refactor",
          "number": 2,
          "rule": "its fix is known",
          "section": "now",
          "steps": [
            "Open atomically in \`run7\`, 7; drop the check",
            "change \`src/a.ts:10-20\`",
            "check what uses it: at least 3 direct dependents",
          ],
          "tasks": [],
          "ticked": false,
          "title": "open atomically in \`run7\`, 7",
          "whyNow": "score 8 for an effort of S, silent and reached by no known test, at least 3 direct dependents; NA-1 comes first",
          "zones": [
            "DZ-7",
          ],
        },
      ]
    `)
  })

  it('is a refactor alone when its failure path is tested', () => {
    check({zones: zones([zone(7, {gap: 1})])}, {now: ['NA-1 refactor DZ-7']})
  })

  it('is a question alone when confidence is low', () => {
    const guess = zone(7, {confidence: 'low'})
    check(
      {zones: zones([guess, zone(8, {gap: 1})])},
      {now: ['NA-1 refactor DZ-8'], later: ['NA-2 escalate DZ-7']}
    )
    const [action] = check({zones: zones([guess])}, {now: ['NA-1 escalate DZ-7']}).actions
    expect(action?.title).toBe('find out whether two callers can both win 7')
    expect(action?.doneWhen).toContain('the next `groundtruth prescribe` plans the fix')
  })

  it('is no question any more when the notes answer it', () => {
    const plan = {now: ['NA-1 test DZ-7', 'NA-2 refactor DZ-7 after 1']}
    const undecided = [{kill: 'bounded', verdict: 'undecided' as const, evidence: 'is it? far away'}]
    for (const notes of ['it is real: seen on Monday', '- **It is real**, see `src/a.ts:3`']) {
      check({zones: zones([zone(7, {confidence: 'low', notes})])}, plan)
      check({zones: zones([zone(7, {challenged: undecided, notes})])}, plan)
    }
    check(
      {zones: zones([zone(7, {confidence: 'low', notes: 'I doubt that it is real'})])},
      {now: ['NA-1 escalate DZ-7']}
    )
  })

  it('is a question first when a challenge is undecided', () => {
    const challenged = [{kill: 'bounded', verdict: 'undecided' as const, evidence: 'callers are elsewhere'}]
    check(
      {zones: zones([zone(7, {challenged}), zone(8, {gap: 1})])},
      {
        now: ['NA-1 refactor DZ-8'],
        later: ['NA-2 escalate DZ-7', 'NA-3 test DZ-7', 'NA-4 refactor DZ-7 after 2 3']
      }
    )
    const survived = [{kill: 'bounded', verdict: 'survived' as const, evidence: 'no limit'}]
    check(
      {zones: zones([zone(7, {challenged: survived})])},
      {now: ['NA-1 test DZ-7', 'NA-2 refactor DZ-7 after 1']}
    )
  })

  it('is nothing but its rationale when it is accepted or a false positive', () => {
    const list = [
      zone(1, {status: 'accepted: one process'}),
      zone(2, {status: 'false positive: locked by the caller'})
    ]
    check(
      {zones: zones(list)},
      {accepted: ['DZ-1: one process', 'DZ-2: false positive: locked by the caller']}
    )
  })

  it('is told when an acceptance has no reason', () => {
    const {value, problems} = prescribe({zones: zones([zone(1, {status: 'accepted'})])})
    expect(outlineOf(value)).toEqual({accepted: ['DZ-1: accepted, no reason given']})
    expect(problems.map(({message}) => message)).toEqual([
      'DZ-1 is accepted without a reason after the colon'
    ])
  })

  it('is shared by zones with one cause', () => {
    const fix = 'Guard the map once.'
    const list = [zone(1, {fix, gap: 1, symbol: 'f'}), zone(2, {fix, gap: 1, symbol: 'g'})]
    check({zones: zones(list)}, {now: ['NA-1 refactor DZ-1 DZ-2']})
    const apart = [zone(1, {fix, gap: 1}), zone(2, {fix, gap: 1, path: 'src/b.ts'})]
    check({zones: zones(apart)}, {now: ['NA-1 refactor DZ-1', 'NA-2 refactor DZ-2']})
  })

  it('waits when its score is low', () => {
    const high = zone(2, {gap: 1, total: 7})
    check(
      {zones: zones([zone(1, {gap: 1, total: 5}), high])},
      {now: ['NA-1 refactor DZ-2'], later: ['NA-2 refactor DZ-1']}
    )
    check(
      {zones: zones([zone(1, {gap: 1, total: 6}), high])},
      {now: ['NA-1 refactor DZ-2', 'NA-2 refactor DZ-1']}
    )
  })
})

describe('a question', () => {
  const evidence = "does `f` end with the call? `signal` is the caller's and may serve many."
  const ask = (text: string, more: Parameters<typeof zone>[1] = {}) =>
    prescribe({
      zones: zones([
        zone(7, {challenged: [{kill: 'bounded', verdict: 'undecided', evidence: text}], ...more})
      ])
    }).value.actions[0]

  it('is what the zone could not decide, with what is known about it', () => {
    expect(ask(evidence)).toMatchObject({
      title: 'find out for `run7`: does `f` end with the call?',
      whyNow: 'score 8, but *bounded* could not be decided from the code: nothing is changed on a guess',
      steps: [
        'look at `src/a.ts:10-20`: does it hold that two callers can both win 7?',
        "answer *bounded*: does `f` end with the call? `signal` is the caller's and may serve many",
        'look for what would prove it wrong: one winner',
        'write the answer into DZ-7: into `Status` when it cannot happen or is put up with, else into `**Notes**`, beginning with `it is real`'
      ],
      doneWhen:
        'DZ-7 has the status `false positive: reason` or `accepted: reason`; or the status stays `open`, the `**Notes**` say `it is real`, and NA-2 follows'
    })
  })

  it('is asked of the zone when the challenge holds none', () => {
    const action = ask('callers are elsewhere')
    expect(action?.title).toBe('find out whether two callers can both win 7')
    expect(action?.steps).toContain('answer *bounded*: callers are elsewhere')
  })
})

describe('a refactor', () => {
  it('names the evidence that stands outside of the zone', () => {
    const evidence = ['src/a.ts:11', 'src/a.ts:40', 'src/b.ts:3', 'src/b.ts:3'].map(text => {
      const [path = '', line = ''] = text.split(':')
      return {path, line: Number(line), note: ''}
    })
    const [action] = prescribe({zones: zones([zone(1, {gap: 1, evidence})])}).value.actions
    expect(action?.steps).toContain('change `src/a.ts:10-20`; look at `src/a.ts:40`, `src/b.ts:3`')
  })
})

describe('words', () => {
  it('of a title say where, unless the fix says so itself', () => {
    const titleIn = (fix: string) =>
      prescribe({zones: zones([zone(1, {gap: 1, fix})])}).value.actions[0]?.title
    expect(titleIn('Await the answer.')).toBe('await the answer, in `run1`')
    expect(titleIn('Await what `run1` gives.')).toBe('await what `run1` gives')
    const member = zone(1, {gap: 1, fix: 'Clear it in a `stop` of `Clock`.', symbol: 'Clock.start'})
    expect(prescribe({zones: zones([member])}).value.actions[0]?.title).toBe(
      'clear it in a `stop` of `Clock`'
    )
  })

  const titleOf = (fix: string) =>
    prescribe({zones: zones([zone(1, {gap: 1, fix, symbol: 'module'})])}).value.actions[0]?.title

  it.each([
    ['Open atomically; drop the check.', 'open atomically'],
    ['Read `a; b` once. Then stop.', 'read `a; b` once'],
    ['1. Await it. 2. Then stop.', 'await it'],
    [`keep the promise: ${'and share it with every caller '.repeat(4)}`, 'keep the promise'],
    [`take it off when done, or ${'add it with a signal of the call '.repeat(4)}`, 'take it off when done'],
    [`Option: ${'keep all of it '.repeat(8)}`.trim(), `Option: ${'keep all of it '.repeat(8)}`.trim()]
  ])('of a title end with a clause: %s', (fix, expected) => {
    expect(titleOf(fix)).toBe(expected)
  })

  it.each([
    ['the failure is loud: somebody sees an error.', 'the failure is loud'],
    ['by hand', 'the failure is loud, or its path is tested']
  ])('of a small detection gap say what is known: %s', (detectionGap, expected) => {
    const [action] = prescribe({zones: zones([zone(1, {gap: 1, detectionGap})])}).value.actions
    expect(action?.effortFrom).toBe(`S from 1 file to touch, at least 3 direct dependents, ${expected}`)
    expect(action?.whyNow).toBe(`score 7 for an effort of S, ${expected}, at least 3 direct dependents`)
  })
})

describe('a zone that somebody else wrote', () => {
  const foreign = {label: 'cache-1', title: 'Silent key', text: '', status: 'open', line: 3, anchor: 'cache'}

  it('asks for a decision, or for the fix it names', () => {
    check(
      {zones: zones([zone(1, {gap: 1})], [foreign])},
      {now: ['NA-1 refactor DZ-1'], later: ['NA-2 escalate cache-1']}
    )
    check(
      {zones: zones([], [{...foreign, fix: 'Add it.', tier: 'critical'}])},
      {now: ['NA-1 test cache-1', 'NA-2 refactor cache-1 after 1']}
    )
  })

  it('keeps what a person wrote when others are taken out or put in above it', () => {
    const list = ['Silent key', 'Slow clock', 'Wide fan'].map((title, index) => ({
      ...{...foreign, title, fix: `Mend ${title}.`},
      label: `cache-${index + 1}`
    }))
    const before = prescribe({zones: zones([], list)}).value
    const person = {owner: 'Ada', notes: 'clock only'}
    const owned = {
      ...before,
      actions: before.actions.map(action => (action.number === 2 ? {...action, ...person} : action))
    }
    const title = owned.actions.find(({owner}) => owner === 'Ada')?.title
    const shifted = list.slice(1).map((one, index) => ({...one, label: `cache-${index + 1}`}))
    const {actions} = prescribe({zones: zones([], shifted), previous: owned}).value
    expect(actions.filter(({owner}) => owner === 'Ada').map(action => action.title)).toEqual([title])
    expect(title).toContain('Slow clock')
  })

  it('may have the title of another one', () => {
    const twins = ['cache-1', 'cache-2'].map(label => ({...foreign, label}))
    expect(prescribe({zones: zones([], twins)}).value.actions.map(({key}) => key)).toEqual([
      'escalate/zone/silent-key',
      'escalate/zone/silent-key/2'
    ])
  })

  it('asks for nothing when it is accepted or fixed', () => {
    check({zones: zones([], [{...foreign, status: 'accepted: old'}])}, {accepted: ['cache-1: old']})
    check(
      {zones: zones([], [{...foreign, status: 'fixed'}])},
      {accepted: ['cache-1: marked `fixed` where it stands']}
    )
  })
})

describe('tasks and claims', () => {
  const row = (verdict: TriageRow['verdict'], rule = 'a rule'): TriageRow => ({
    ...{key: `TASKS.md/${verdict}`, verdict, file: 'TASKS.md', line: 3, excerpt: 'Add locking', rule},
    ...{evidence: '`src/a.ts:3` `acquire` declared', tests: '', next: 'write a test'}
  })

  it('ask for a test, a document or the rest of the work, by verdict', () => {
    const rows = (
      ['implemented-untested', 'stale-premise', 'phantom', 'partial', 'cannot-tell'] as const
    ).map(verdict => row(verdict))
    check(
      {zones: zones([]), triage: triage([], rows)},
      {
        now: [
          'NA-1 test TASKS.md',
          'NA-2 refactor TASKS.md after 1',
          'NA-3 doc TASKS.md',
          'NA-4 doc TASKS.md'
        ]
      }
    )
  })

  it('join the action of the zone that the row cites', () => {
    const partial = row(
      'partial',
      'asks for what an open zone shows to be broken: [DZ-7](DANGER-ZONES.md#dz-7)'
    )
    check(
      {zones: zones([zone(7, {gap: 1})]), triage: triage([], [partial])},
      {now: ['NA-1 refactor DZ-7 TASKS.md']}
    )
    check(
      {zones: zones([zone(8, {gap: 1})]), triage: triage([], [partial])},
      {
        now: ['NA-1 refactor DZ-8', 'NA-2 refactor TASKS.md']
      }
    )
  })

  it('are one doc action for each document with refuted claims', () => {
    const claims = [
      {doc: 'README.md', heading: 'Layout', name: 'src/old.ts'},
      {doc: 'README.md', heading: 'API', name: 'gone()'}
    ]
    check(
      {zones: zones([]), claims},
      {now: ['NA-1 doc README.md "API": gone() README.md "Layout": src/old.ts']}
    )
  })
})

describe('the order', () => {
  it('is by risk removed per effort, then by number', () => {
    const large = {evidence: ['b', 'c', 'd', 'e'].map(name => ({path: `${name}.ts`, line: 1, note: ''}))}
    const list = [
      zone(1, {gap: 1, total: 7, ...large}),
      zone(2, {gap: 1, total: 7}),
      zone(3, {gap: 1, total: 7}),
      zone(4, {gap: 1, total: 6})
    ]
    check(
      {zones: zones(list)},
      {
        now: ['NA-1 refactor DZ-2', 'NA-2 refactor DZ-3', 'NA-3 refactor DZ-4', 'NA-4 refactor DZ-1']
      }
    )
  })

  const list = [
    zone(1, {gap: 1, total: 7, path: 'src/app/a.ts'}),
    zone(2, {gap: 1, total: 6, path: 'src/core/b.ts'}),
    zone(3, {gap: 1, total: 6, path: 'src/other/c.ts'})
  ]

  it('puts the layer that others need first', () => {
    const components = [
      {path: 'src/app', dependsOn: ['src/mid']},
      {path: 'src/mid', dependsOn: ['src/core']},
      {path: 'src/core', dependsOn: []},
      {path: 'src/other', dependsOn: []}
    ]
    const layered = ['NA-1 refactor DZ-2', 'NA-2 refactor DZ-1', 'NA-3 refactor DZ-3']
    const value = check({zones: zones(list), architecture: {components}}, {now: layered})
    expect(value.actions[0]?.whyNow).toContain('; a lower layer than that of DZ-1')
    const flat = ['NA-1 refactor DZ-1', 'NA-2 refactor DZ-2', 'NA-3 refactor DZ-3']
    check({zones: zones(list)}, {now: flat})
  })

  it('knows no layers within a ring', () => {
    const components = [
      {path: 'src/app', dependsOn: ['src/core']},
      {path: 'src/core', dependsOn: ['src/app']}
    ]
    const now = ['NA-1 refactor DZ-1', 'NA-2 refactor DZ-2', 'NA-3 refactor DZ-3']
    check({zones: zones(list), architecture: {components}}, {now})
  })

  it('puts every pinning test of a symbol before any refactor of it, even one of a low score', () => {
    const same = [
      zone(1, {symbol: 'f', fix: 'One.'}),
      zone(2, {symbol: 'f', fix: 'Two.', gap: 2, total: 5}),
      zone(3, {gap: 1, total: 7})
    ]
    check(
      {zones: zones(same)},
      {
        now: ['NA-1 test DZ-1', 'NA-2 test DZ-2', 'NA-3 refactor DZ-1 after 1 2', 'NA-4 refactor DZ-3'],
        later: ['NA-5 refactor DZ-2 after 1 2']
      }
    )
  })

  it('gives Now no more than the capacity', () => {
    check(
      {zones: zones([zone(1), zone(2)]), capacity: 1},
      {
        now: ['NA-1 test DZ-1'],
        next: ['NA-2 refactor DZ-1 after 1', 'NA-3 test DZ-2', 'NA-4 refactor DZ-2 after 3']
      }
    )
  })
})

describe('Now', () => {
  const low = [1, 2, 3].map(number => zone(number, {gap: 1, total: 5}))

  it('holds the first of what waits when everything waits', () => {
    check(
      {zones: zones(low), capacity: 2},
      {now: ['NA-1 refactor DZ-1', 'NA-2 refactor DZ-2'], later: ['NA-3 refactor DZ-3']}
    )
  })

  it('holds nothing that waits beside what does not', () => {
    check(
      {zones: zones([...low, zone(4, {gap: 1})])},
      {now: ['NA-1 refactor DZ-4'], later: ['NA-2 refactor DZ-1', 'NA-3 refactor DZ-2', 'NA-4 refactor DZ-3']}
    )
  })
})

describe('what the file said before', () => {
  const input = {zones: zones([zone(1, {gap: 1}), zone(2, {gap: 1}), zone(3, {gap: 1})])}
  const first = prescribe(input).value
  const edit = (number: number, person: Partial<Action>, from = first): NextActions => ({
    ...from,
    actions: from.actions.map(action => (action.number === number ? {...action, ...person} : action))
  })

  it('keeps numbers, ticks, owners and notes by key', () => {
    const previous = edit(2, {ticked: true, owner: 'Ada', due: 'May', notes: 'n'})
    const {value} = prescribe({zones: zones([zone(9, {gap: 1, total: 9 - 2}), zone(2, {gap: 1})]), previous})
    expect(outlineOf(value)).toEqual({now: ['NA-2 refactor DZ-2', 'NA-4 refactor DZ-9']})
    expect(value.actions[0]).toMatchObject({ticked: true, owner: 'Ada', due: 'May', notes: 'n'})
    expect(value.next).toBe(5)
  })

  it('drops an action whose zone is gone, but never what a person wrote', () => {
    const gone = zones([zone(1, {gap: 1})])
    check({zones: gone, previous: first}, {now: ['NA-1 refactor DZ-1']})
    const value = check(
      {zones: gone, previous: edit(2, {notes: 'ask Ada'})},
      {now: ['NA-1 refactor DZ-1'], later: ['NA-2 refactor DZ-2']}
    )
    expect(value.actions[1]?.notes).toBe('ask Ada')
  })

  it('moves to Done what triage lists and takes back what it does not', () => {
    const key = first.actions[0]?.key ?? ''
    const listed = triage([{action: 'NA-1', key, evidence: 'no longer reported'}])
    const done = check(
      {zones: zones(input.zones.zones.slice(1)), previous: first, triage: listed},
      {now: ['NA-2 refactor DZ-2', 'NA-3 refactor DZ-3'], done: ['NA-1 refactor DZ-1']}
    )
    expect(done.actions.at(-1)).toMatchObject({evidence: 'no longer reported', ticked: true})
    const back = check(
      {...input, previous: done, triage: triage()},
      {now: ['NA-1 refactor DZ-1', 'NA-2 refactor DZ-2', 'NA-3 refactor DZ-3']}
    )
    expect(back.actions[0]?.whyNow).toContain('ticked, but triage does not see it done')
    expect(back.actions[0]?.evidence).toBeUndefined()
    check(
      {zones: zones(input.zones.zones.slice(1)), previous: done},
      {now: ['NA-2 refactor DZ-2', 'NA-3 refactor DZ-3'], done: ['NA-1 refactor DZ-1']}
    )
  })

  it('no longer waits for a test that is done', () => {
    const pair = {zones: zones([zone(1)])}
    const before = prescribe(pair).value
    const listed = triage([{action: 'NA-1', key: before.actions[0]?.key ?? '', evidence: '`a.test.ts:3`'}])
    check(
      {...pair, previous: before, triage: listed},
      {now: ['NA-2 refactor DZ-1'], done: ['NA-1 test DZ-1']}
    )
  })

  it('keeps the order that a person gave a section, and puts new actions where they belong', () => {
    const [a, b, c] = first.actions as [Action, Action, Action]
    const previous = {...first, actions: [c, a, b], planned: [1, 2, 3]}
    check({...input, previous}, {now: ['NA-3 refactor DZ-3', 'NA-1 refactor DZ-1', 'NA-2 refactor DZ-2']})
    const more = zones([zone(9, {gap: 1, total: 7}), ...input.zones.zones])
    check(
      {zones: more, previous},
      {now: ['NA-3 refactor DZ-3', 'NA-1 refactor DZ-1', 'NA-2 refactor DZ-2', 'NA-4 refactor DZ-9']}
    )
  })

  it('does not keep an order in which something precedes what it comes after', () => {
    const pair = {zones: zones([zone(1)])}
    const before = prescribe(pair).value
    const previous = {...before, actions: before.actions.toReversed(), planned: [1, 2]}
    check({...pair, previous}, {now: ['NA-1 test DZ-1', 'NA-2 refactor DZ-1 after 1']})
  })

  it('follows a zone whose key changed', () => {
    const moved = zones([zone(1, {gap: 1, path: 'src/moved.ts'})])
    check({zones: moved, previous: first}, {now: ['NA-1 refactor DZ-1']})
  })

  it('joins two sides of a merge by key', () => {
    const ours = prescribe({zones: zones([zone(1, {gap: 1}), zone(5, {gap: 1})]), previous: first}).value
    const theirs = prescribe({zones: zones([zone(1, {gap: 1}), zone(6, {gap: 1})]), previous: first}).value
    const both = zones([zone(1, {gap: 1}), zone(5, {gap: 1}), zone(6, {gap: 1})])
    const now = ['NA-1 refactor DZ-1', 'NA-4 refactor DZ-5', 'NA-5 refactor DZ-6']
    check({zones: both, previous: [ours, theirs]}, {now})
    check({zones: both, previous: [theirs, ours]}, {now})
    const owned = edit(1, {owner: 'Ada'}, theirs)
    expect(prescribe({zones: both, previous: [ours, owned]}).value.actions[0]?.owner).toBe('Ada')
  })
})
