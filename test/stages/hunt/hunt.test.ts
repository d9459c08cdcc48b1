import {describe, expect, it} from 'vitest'
import type {References} from '../../../src/facts/facts.ts'
import {createImpact} from '../../../src/facts/impact.ts'
import type {Candidate, Detector} from '../../../src/stages/hunt/define-detector.ts'
import lazyInitRace from '../../../src/stages/hunt/detectors/lazy-init-race.ts'
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
      value: {
        findings: [],
        shown: [],
        shownIn: expect.any(Function),
        hidden: 0,
        dropped: [],
        unanalyzed: []
      },
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

  it('shows what a detector on request finds only with the rest', () => {
    const detectors = [{...(lazyInitRace as Detector), onlyOnRequest: true as const}]
    const {findings, shown, hidden} = run({'src/a.ts': RACE}, {detectors}).value
    expect([findings.length, shown.length, hidden]).toEqual([1, 0, 1])
  })

  it('has a budget of its own for a part of the tree', () => {
    const many = Object.fromEntries(
      Array.from({length: 12}, (_, index) => [
        [`src/one/${index}.ts`, RACE],
        [`src/two/${index}.ts`, RACE]
      ]).flat()
    )
    const {shown, shownIn} = run(many).value
    expect(shown).toHaveLength(10)
    expect(shownIn(path => path.startsWith('src/two/'))).toHaveLength(10)
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

  it('takes a constructor for its class', () => {
    const text = `export class Watcher {
  constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => this.stop())
  }
}
`
    const list = [{from: 'src/b.ts#use', to: 'src/a.ts#Watcher', call: true, line: 1}]
    const [finding] = run({'src/a.ts': text}, {references: {...noReferences, list}}).value.findings
    expect(finding).toMatchObject({
      symbol: 'Watcher.constructor',
      precondition: '`new Watcher` runs many times with one `signal`.',
      impact: {d1: 1}
    })
  })

  it('puts the question of an undecided challenge before what is known', () => {
    const text = "export function f(signal: AbortSignal) { signal.addEventListener('abort', () => stop()) }\n"
    const [finding] = run({'src/a.ts': text}).value.findings
    const evidence = finding?.challenged.map(one => one.evidence)
    expect(evidence).toContain(
      "is the function called once in the life of what it listens to? `signal` is the caller's and may serve many calls"
    )
    expect(evidence).toContain('no `signal` option')
  })

  describe('of several fields with one fault', () => {
    const memo = (field: string, method: string) => `  ${field}?: Promise<Page>
  ${method}() {
    return (this.${field} ??= fetch('/${method}').then(answer => read(answer)))
  }
`
    const target = `export class Target {\n${memo('b', 'page')}${memo('a', 'worker')}}\n`
    const found = (files: Files) => run(files).value.findings

    it('makes one finding for each module that names them all', () => {
      const [first, second, ...others] = found({
        'src/a.ts': `${target}export class Other {\n${memo('c', 'open')}}\n`,
        'src/b.ts': `export class Single {\n${memo('a', 'open')}}\n`
      })
      expect(others).toEqual([])
      expect(first).toMatchObject({
        key: 'cached-rejection/src/a.ts/Target.worker/a',
        title: '`Other.open`, `Target.page` and `Target.worker` go on failing after one failure',
        startLine: 8
      })
      expect(first?.fix).toContain('in `a`, `b` and `c`;')
      expect(first?.evidence.map(one => one.line)).toEqual([8, 8, 4, 4, 14, 14])
      expect(second?.title).toBe('after one failure every later call of `Single.open` fails')
    })

    it('speaks of keys for collections', () => {
      const keyed = (name: string) => `const ${name}: Record<string, Promise<string>> = {}
export function ${name}Of(url: string) {
  return (${name}[url] ??= fetch(url).then(answer => answer.text()))
}
`
      const failed = found({'src/a.ts': keyed('b') + keyed('a')}).filter(
        one => one.detector === 'cached-rejection'
      )
      expect(failed.map(one => one.title)).toEqual(['a key of `a` or `b` that failed once fails for ever'])
    })

    it('leaves out the one that a comment silences', () => {
      const silenced = target.replace(
        '    return (this.b',
        '    // groundtruth-ignore cached-rejection: x\n    return (this.b'
      )
      expect(found({'src/a.ts': silenced}).map(one => one.title)).toEqual([
        'after one failure every later call of `Target.worker` fails'
      ])
    })

    it('takes the widest reach of them', () => {
      const list = [{from: 'src/b.ts#use', to: 'src/a.ts#Target.page', call: true, line: 1}]
      const {findings} = run({'src/a.ts': target}, {references: {...noReferences, list}}).value
      expect(findings.map(one => one.impact.d1)).toEqual([1])
    })
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

describe('a method of a class', () => {
  const runner = `export class Runner {
  async start() {
    if (this.running) return
    await this.group.connect()
    this.running = true
  }
}
`
  const consume = (text: string) => `import {Runner} from './runner.ts'\n${text}\n`
  const library = {'package.json': '{"name": "x", "main": "src/index.ts"}', 'src/runner.ts': runner}

  it.each([
    ['the package gives it out', {...library, 'src/index.ts': "export * from './runner.ts'\n"}, 'medium'],
    ['no instance is seen', {...library, 'src/index.ts': 'export {}\n'}, 'low'],
    ['there is no entry point', {'src/runner.ts': runner}, 'medium'],
    [
      'an instance is shared',
      {...library, 'src/index.ts': consume('export const runner = new Runner()')},
      'medium'
    ],
    [
      'a subclass makes instances',
      {
        ...library,
        'src/index.ts': consume('class Fast extends Runner {}\nexport const run = () => new Fast()')
      },
      'low'
    ],
    [
      'each instance is started where it is made',
      {
        ...library,
        'src/index.ts': consume('export async function run() { const one = new Runner(); await one.start() }')
      },
      undefined
    ],
    [
      'one of two instances is handed on',
      {
        ...library,
        'src/index.ts': consume(
          'export async function run() { const one = new Runner(); await one.start() }\nexport const make = () => new Runner()'
        )
      },
      'medium'
    ],
    [
      'the method itself is handed on',
      {
        ...library,
        'src/index.ts': consume('export function run() { const one = new Runner(); later(one.start) }')
      },
      'medium'
    ]
  ])('that may run twice is as sure as its instances are known: %s', (_title, files: Files, confidence) => {
    expect(run(files).value.findings[0]?.confidence).toBe(confidence)
  })

  it('of a flag is told to set it first', () => {
    const [finding] = run({'src/runner.ts': runner}).value.findings
    expect(finding?.fix).toBe('set `this.running` before the `await`, and clear it when the start fails.')
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
      judgeWhole: () => [{...candidate, ...change}]
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
