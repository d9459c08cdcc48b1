import {describe, expect, it} from 'vitest'
import type {References} from '../../../src/facts/facts.ts'
import {createImpact} from '../../../src/facts/impact.ts'
import type {Candidate, Detector} from '../../../src/stages/hunt/define-detector.ts'
import {hunt} from '../../../src/stages/hunt/index.ts'
import {factsOf, noReferences} from './context.ts'

type Files = Readonly<Record<string, string>>

const RACE = `let client: Client | undefined
export async function getClient() {
  if (!client) client = await createClient()
  return client
}
`

function run(
  files: Files,
  options: {references?: References; ignoredDetectors?: string[]; detectors?: Detector[]} = {}
) {
  const references = options.references ?? noReferences
  return hunt({facts: factsOf(files), impactOf: createImpact(references).of, references, ...options})
}

function keysOf(files: Files): string[] {
  return run(files).value.findings.map(one => one.key)
}

const KEY = 'lazy-init-race/src/a.ts/getClient/client'

describe('hunt', () => {
  it('finds nothing in an empty repository', () => {
    expect(run({})).toEqual({
      value: {findings: [], shown: [], hidden: 0, dropped: [], unanalyzed: []},
      problems: []
    })
  })

  it('names a finding by detector, path, symbol and resource', () => {
    expect(keysOf({'src/a.ts': RACE})).toEqual([KEY])
  })

  it.each([
    ['lines are inserted', `// a comment\n\nexport const one = 1\n${RACE}`],
    ['line ends change', RACE.replaceAll('\n', '\r\n')],
    ['it is reformatted', RACE.replace('if (!client) client =', 'if (!client)\n    client =')],
    ['a byte order mark is there', `\uFEFF${RACE}`]
  ])('keeps the key when %s', (_title, text) => {
    expect(keysOf({'src/a.ts': text})).toEqual([KEY])
  })

  it('keeps the key when a local variable is renamed', () => {
    const text = (name: string) =>
      RACE.replace(
        'if (!client) client = await createClient()',
        `if (!client) { const ${name} = await createClient(); client = ${name} }`
      )
    expect(keysOf({'src/a.ts': text('made')})).toEqual(keysOf({'src/a.ts': text('fresh')}))
  })

  it('does not depend on the order of files', () => {
    const files: Files = {
      'src/a.ts': RACE,
      'src/b.ts': RACE,
      'src/c.ts': RACE,
      'package.json': '{"name": "x"}'
    }
    const turned = Object.fromEntries(Object.entries(files).reverse())
    expect(JSON.stringify(run(turned))).toBe(JSON.stringify(run(files)))
  })

  it('leaves out tests, fixtures, vendored and generated files', () => {
    const header = '// @generated\n'
    const files = {
      'test/a.test.ts': RACE,
      'fixtures/a.ts': RACE,
      'vendor/a.ts': RACE,
      'src/gen.ts': header + RACE
    }
    expect(keysOf(files)).toEqual([])
  })

  it('rates a silent race on a module variable as critical', () => {
    const [finding] = run({'src/a.ts': RACE}).value.findings
    expect(finding).toMatchObject({
      tier: 'critical',
      score: {likelihood: 2, blastRadius: 3, detectionGap: 3, total: 8},
      detectionGap: 'no test in the tree, so the figure is an upper bound.'
    })
  })

  it('narrows the detection gap when a test loads the module', () => {
    const test = "import {getClient} from '../src/a.ts'\ntest('x', () => getClient())\n"
    const [finding] = run({'src/a.ts': RACE, 'test/a.test.ts': test}).value.findings
    expect(finding?.score.detectionGap).toBe(2)
    expect(finding?.detectionGap).toContain('`test/a.test.ts` loads the module')
  })

  it('does not count a test that only takes types', () => {
    const test = "import type {getClient} from '../src/a.ts'\n"
    const [finding] = run({'src/a.ts': RACE, 'test/a.test.ts': test}).value.findings
    expect(finding?.detectionGap).toContain('none of the 1 test files loads')
  })

  it('counts dependents by distance and calls that may add to them', () => {
    const references: References = {
      ...noReferences,
      list: [
        {from: 'src/b.ts#use', to: 'src/a.ts#getClient', call: true, line: 1},
        {from: 'src/c.ts#main', to: 'src/b.ts#use', call: true, line: 1}
      ],
      unresolvedCalls: new Map([['getClient', 2]])
    }
    const [finding] = run({'src/a.ts': RACE}, {references}).value.findings
    expect(finding?.impact).toEqual({d1: 1, d2: 1, d3: 0, unresolved: 2})
  })

  it('joins what has one cause', () => {
    const twice = RACE.replace(
      '  return client',
      '  if (!client) client = await openClient()\n  return client'
    )
    const {findings} = run({'src/a.ts': twice}).value
    expect(findings.map(one => one.key)).toEqual([KEY])
    expect(findings[0]?.evidence.length).toBeGreaterThan(3)
  })

  it('goes on behind a module that is nested very deeply', () => {
    const deep = `if (!x) x = 1\nlet x = ${'f(a) + '.repeat(3000)}a\n`
    expect(keysOf({'src/0.ts': deep, 'src/a.ts': RACE})).toEqual([KEY])
  })

  it('says what was not hunted', () => {
    const files = {
      'src/a.ts': "import x from 'left-pad'\nexport default x\n",
      'src/broken.ts': 'export const = 1\n',
      'vendor/v.ts': 'export const v = 1\n',
      'src/App.vue': '<template/>\n'
    }
    expect(run(files).value.unanalyzed).toMatchSnapshot()
  })
})

describe('suppressions', () => {
  const line = '  if (!client) client = await createClient()'
  const above = (comment: string) => RACE.replace(line, `  ${comment}\n${line}`)

  it.each([
    ['above', above('// groundtruth-ignore lazy-init-race: called once')],
    ['on the line', RACE.replace(line, `${line} // groundtruth-ignore lazy-init-race: called once`)],
    ['in a block comment', above('/* groundtruth-ignore lazy-init-race: called once */')]
  ])('silence a finding: %s', (_title, text) => {
    const {value, problems} = run({'src/a.ts': text})
    expect(value.findings).toEqual([])
    expect(value.dropped).toContainEqual(expect.objectContaining({kill: 'ignored', reason: 'called once'}))
    expect(problems).toEqual([])
  })

  it.each([
    [
      'another detector',
      '// groundtruth-ignore cached-rejection: x',
      'cached-rejection silences nothing any more'
    ],
    ['no reason', '// groundtruth-ignore lazy-init-race', 'gives no reason'],
    ['no such detector', '// groundtruth-ignore lazy-race: x', 'is no detector']
  ])('do not silence: %s', (_title, comment, message) => {
    const {value, problems} = run({'src/a.ts': above(comment)})
    expect(value.findings).toHaveLength(1)
    expect(problems).toEqual([
      expect.objectContaining({path: 'src/a.ts', line: 3, message: expect.stringContaining(message)})
    ])
  })

  it('are reported when there is nothing to silence', () => {
    const {problems} = run({'src/a.ts': '// groundtruth-ignore lazy-init-race: gone\nexport const a = 1\n'})
    expect(problems).toHaveLength(1)
  })

  it('of a detector that is switched off are not stale', () => {
    const result = run(
      {'src/a.ts': above('// groundtruth-ignore lazy-init-race: x')},
      {ignoredDetectors: ['lazy-init-race']}
    )
    expect(result.value.findings).toEqual([])
    expect(result.problems).toEqual([])
  })
})

describe('the tiers', () => {
  const candidate: Candidate = {
    path: 'src/a.ts',
    startLine: 1,
    endLine: 1,
    symbol: 'a',
    resource: 'r',
    title: 't',
    failureMode: 'f',
    precondition: 'p',
    failurePath: ['one'],
    silence: 's',
    silent: true,
    evidence: [{path: 'src/a.ts', line: 1, note: 'n'}],
    challenged: [],
    likelihood: 3,
    spread: 3,
    confidence: 'high',
    fix: 'x',
    falsifiedBy: 'y'
  }

  function tier(change: Partial<Candidate>, precision: Detector['precision'] = 'A') {
    const detector: Detector = {
      id: 'made-up',
      code: 'X1',
      category: 'lifecycle',
      precision,
      kills: {},
      detect: () => ({candidates: [{...candidate, ...change}], dropped: []})
    }
    return run({'src/a.ts': 'export const a = 1\n'}, {detectors: [detector]}).value.findings[0]?.tier
  }

  it('hold a complete, silent finding of a class A detector as critical', () => {
    expect(tier({})).toBe('critical')
  })

  it.each<[string, Partial<Candidate>]>([
    ['a low score', {likelihood: 1, spread: 1}],
    ['an empty field', {fix: ''}],
    ['no failure path', {failurePath: []}],
    ['no evidence', {evidence: []}],
    ['an undecided kill', {challenged: [{kill: 'k', verdict: 'undecided', evidence: 'e'}]}],
    ['medium confidence', {confidence: 'medium'}],
    ['a loud failure of one module', {silent: false, spread: 2}]
  ])('hold it as elevated with %s', (_title, change) => {
    expect(tier(change)).toBe('elevated')
  })

  it('never hold a class C guess as critical', () => {
    expect(tier({}, 'C')).toBe('elevated')
  })
})
