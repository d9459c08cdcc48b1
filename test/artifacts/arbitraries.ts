import fc from 'fast-check'
import type {Action, NextActions} from '../../src/artifacts/action.ts'
import type {DangerZone, DangerZones} from '../../src/artifacts/danger-zone.ts'
import {categories, confidences, tiers} from '../../src/artifacts/danger-zones/words.ts'

const nasty = [
  ...[
    'word',
    'two',
    '`code`',
    '``a`b``',
    'a|b',
    '*stars*',
    '**bold**',
    '_under_',
    'snake_case',
    '<b>',
    '<T>',
    'a: b'
  ],
  ...[
    '1.',
    '2.',
    '2. x',
    '3)',
    '#',
    '##',
    '-',
    '+',
    '>',
    '~~',
    '&amp;',
    '[x]',
    '[link](a.md)',
    '](',
    '!',
    '"q"',
    "'s'"
  ],
  ...[
    '; `a:1`',
    '; `src/a.ts:12` x',
    '; ',
    ';',
    '*kill* survived: x',
    '; *k* undecided: y',
    '(key `a`)',
    '\\*',
    '<!--'
  ],
  ...[
    '-->',
    'https://a.example/x_y',
    '…',
    '→',
    '日本',
    '{a: 1}',
    '$x$',
    'Status: open',
    '**Notes**: x',
    '```',
    '|',
    '='
  ]
]

/** Single-line inline Markdown with everything that could be taken for something else. */
export const inline: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...nasty), {minLength: 1, maxLength: 5})
  .map(words => words.join(' ').replace(/ {2,}/g, ' ').trim())
  .filter(text => text !== '' && !text.endsWith('\\'))

const line = fc.integer({min: 1, max: 9999})
const part = fc.integer({min: 1, max: 3})
const path = fc.constantFrom('src/a.ts', 'src/hub/lock.ts', 'src/with space/b.ts', 'index.js', 'src/`odd`.ts')
const symbol = fc.constantFrom('acquire', 'Lock.acquire', 'module', '$', 'a`b')
const word = fc.constantFrom('guarded', 'single-entry', 'same value')
const notes = fc.constantFrom(
  'one line',
  'two\nlines',
  'a paragraph\n\nanother one',
  '- a list\n  - nested\n- end',
  '```ts\nconst a = 1\n\nconst b = 2\n```',
  '1. first\n2. second',
  '> quoted'
)

const score = fc.record({likelihood: part, blastRadius: part, detectionGap: part}).map(parts => ({
  ...parts,
  total: parts.likelihood + parts.blastRadius + parts.detectionGap
}))
const evidence = fc.record({path, line, note: fc.oneof(fc.constant(''), inline)})
const challenge = fc.record({
  kill: word,
  verdict: fc.constantFrom('survived' as const, 'undecided' as const),
  evidence: fc.oneof(fc.constant(''), inline)
})

/** A zone without its number and key. */
const zoneParts = fc.record(
  {
    ...{
      tier: fc.constantFrom(...tiers),
      category: fc.constantFrom(...categories),
      confidence: fc.constantFrom(...confidences)
    },
    status: fc.oneof(
      fc.constantFrom('open', 'fixed', 'open (was fixed)'),
      inline.map(reason => `accepted: ${reason}`),
      inline.map(reason => `false positive: ${reason}`)
    ),
    ...{
      score,
      path,
      startLine: line,
      endLine: line,
      symbol,
      title: inline,
      failureMode: inline,
      precondition: inline
    },
    failurePath: fc.array(inline, {maxLength: 4}),
    silence: inline,
    impact: fc.record({d1: fc.nat(99), d2: fc.nat(99), d3: fc.nat(99), unresolved: fc.nat(3)}),
    detectionGap: fc.oneof(fc.constant(''), inline),
    evidence: fc.array(evidence, {maxLength: 3}),
    challenged: fc.array(challenge, {maxLength: 3}),
    ...{fix: inline, falsifiedBy: inline, formerly: line, notes}
  },
  {
    requiredKeys: [
      ...([
        'tier',
        'category',
        'confidence',
        'status',
        'score',
        'path',
        'startLine',
        'endLine',
        'symbol'
      ] as const),
      ...([
        'title',
        'failureMode',
        'precondition',
        'failurePath',
        'silence',
        'impact',
        'detectionGap'
      ] as const),
      ...(['evidence', 'challenged', 'fix', 'falsifiedBy'] as const)
    ]
  }
)

const detectors = ['check-then-act', 'lazy-init-race', 'cached-rejection']

function toZone(
  parts: typeof zoneParts extends fc.Arbitrary<infer T> ? T : never,
  number: number
): DangerZone {
  const detector = detectors[number % detectors.length] ?? ''
  return {...parts, number, detector, key: `${detector}/${parts.path}/${parts.symbol}/resource${number}`}
}

/** DANGER-ZONES.md as the stage would leave it: in report order, unique numbers and keys, nothing foreign. */
export const dangerZones: fc.Arbitrary<DangerZones> = fc
  .record({
    parts: fc.array(zoneParts, {maxLength: 4}),
    resolved: fc.array(fc.record({title: inline, path}), {maxLength: 2}),
    hidden: fc.nat(20),
    unanalyzed: fc.array(
      inline.filter(text => !text.startsWith('\\')),
      {maxLength: 3}
    )
  })
  .map(({parts, resolved, hidden, unanalyzed}) => {
    const zones = parts.map((zone, index) => toZone(zone, index + 1))
    const accepted = (zone: DangerZone) => /^(accepted|false)/.test(zone.status)
    const open = (tier: string) => zones.filter(zone => zone.tier === tier && !accepted(zone))
    return {
      zones: [...open('critical'), ...open('elevated'), ...zones.filter(accepted)],
      resolved: resolved.map((zone, index) => ({
        ...zone,
        number: 20 + index,
        key: `d/${zone.path}/s/${index}`
      })),
      ...{foreign: [], hidden, unanalyzed, next: 30}
    }
  })

const actionParts = fc.record(
  {
    kind: fc.constantFrom('refactor' as const, 'test' as const, 'doc' as const, 'escalate' as const),
    effort: fc.constantFrom('S' as const, 'M' as const, 'L' as const),
    title: inline,
    zones: fc.uniqueArray(fc.constantFrom('DZ-1', 'DZ-23', 'DZ-H3', 'heading-slug-2'), {maxLength: 2}),
    tasks: fc.array(fc.record({file: fc.constantFrom('TASKS.md', '.context/TASKS.md'), text: inline}), {
      maxLength: 2
    }),
    claims: fc.array(
      inline.map(text => `README.md "Code; map": ${text}`),
      {maxLength: 2}
    ),
    ...{
      rule: inline,
      whyNow: inline,
      effortFrom: inline,
      steps: fc.array(inline, {maxLength: 3}),
      doneWhen: inline
    },
    after: fc
      .uniqueArray(fc.integer({min: 50, max: 60}), {maxLength: 2})
      .map(list => list.sort((a, b) => a - b)),
    section: fc.constantFrom('now' as const, 'next' as const, 'later' as const, 'done' as const),
    ...{ticked: fc.boolean(), owner: inline, due: inline, notes, evidence: inline}
  },
  {
    requiredKeys: [
      ...([
        'kind',
        'effort',
        'title',
        'zones',
        'tasks',
        'claims',
        'rule',
        'whyNow',
        'effortFrom',
        'steps',
        'doneWhen'
      ] as const),
      ...(['after', 'section', 'ticked'] as const)
    ]
  }
)

const sections = ['now', 'next', 'later', 'done']

/** NEXT-ACTIONS.md in section order with unique numbers and keys. */
export const nextActions: fc.Arbitrary<NextActions> = fc
  .record({
    parts: fc.array(actionParts, {maxLength: 4}),
    accepted: fc.array(fc.record({zone: fc.constantFrom('DZ-4', 'DZ-5'), rationale: inline}), {maxLength: 2})
  })
  .map(({parts, accepted}) => {
    const actions = parts.map(
      (action, index): Action => ({...action, number: index + 1, key: `${action.kind}/k${index}`})
    )
    return {
      actions: sections.flatMap(name => actions.filter(({section}) => section === name)),
      accepted,
      next: 70
    }
  })
