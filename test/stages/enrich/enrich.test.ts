import {describe, expect, it} from 'vitest'
import type {JudgedClaim} from '../../../src/claims/claim.ts'
import {createImpact} from '../../../src/facts/impact.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {readReferences} from '../../../src/facts/references.ts'
import {withoutTests} from '../../../src/facts/without-tests.ts'
import {readCodeOwners} from '../../../src/repo/codeowners.ts'
import type {History} from '../../../src/repo/history.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {describeConfidence} from '../../../src/stages/enrich/confidence.ts'
import {enrich} from '../../../src/stages/enrich/index.ts'
import {describeOwners} from '../../../src/stages/enrich/owners.ts'
import {splitRefuted} from '../../../src/stages/enrich/refuted.ts'

const files = {
  'package.json': '{"name": "x", "type": "module"}',
  'src/a/a.ts':
    "import {lock} from '../b/b.ts'\nexport function a() {\n  lock()\n}\nexport function again() {\n  a()\n}\n",
  'src/b/b.ts': 'export function lock() {}\n',
  'test/b.test.ts': "import {lock} from '../src/b/b.ts'\ntest('x', () => lock())\n"
}

function run(source: Record<string, string>, history?: History) {
  const repo = createMemoryRepo(source)
  const owners = readCodeOwners(repo)
  const facts = readFacts(repo)
  const references = readReferences(repo, facts)
  const impact = createImpact(withoutTests(references, facts))
  const components = [
    {path: 'src/a', modules: ['src/a/a.ts']},
    {path: 'src/b', modules: ['src/b/b.ts']}
  ]
  const base = {facts, references, impact, components, judged: [], listings: [], readText: repo.read}
  return enrich({...base, ...(history ? {history} : {}), ...(owners ? {owners} : {})}).value
}

const reachOf = (source: Record<string, string>, path: string, history?: History) =>
  run(source, history).details.reach?.find(each => each.path === path)

describe('blast radius', () => {
  it('counts declarations that use a symbol by distance, tests left out', () =>
    expect(reachOf(files, 'src/b')?.blast).toEqual([
      {
        symbol: 'lock',
        path: 'src/b/b.ts',
        ...{d1: 1, direct: ['a'], d2: 1, d3: 0, unresolved: 0},
        ...{flows: [], moreFlows: 0}
      }
    ]))

  it('names dependents that share a name by their modules', () => {
    const twice = {
      ...files,
      'src/a/c.ts':
        "import {lock} from '../b/b.ts'\nexport function a() {\n  lock()\n}\nexport function c() {\n  lock()\n}\n"
    }
    expect(reachOf(twice, 'src/b')?.blast).toMatchObject([{d1: 3, direct: ['src/a/a.ts', 'src/a/c.ts', 'c']}])
  })

  it('leaves out what only its own module uses at the top level', () =>
    expect(
      reachOf(
        {...files, 'src/b/b.ts': 'export function lock() {}\nexport const made = lock()\n'},
        'src/b'
      )?.blast.map(({symbol}) => symbol)
    ).toEqual(['lock']))
})

describe('tests', () => {
  it('names the tests that import a component', () =>
    expect(reachOf(files, 'src/b')?.tests).toBe('imported by `test/b.test.ts`'))

  it('says that none does', () =>
    expect(reachOf(files, 'src/a')?.tests).toBe('no test reaches it through imports'))

  it('does not count a test that takes a type only', () =>
    expect(
      reachOf(
        {...files, 'test/b.test.ts': "import type {lock} from '../src/b/b.ts'\nlet x: typeof lock\n"},
        'src/b'
      )?.tests
    ).toBe('no test reaches it through imports'))
})

describe('history', () => {
  const commit = (paths: string[], n: number) => ({
    hash: `${n}`,
    time: n,
    author: 'a',
    subject: 's',
    files: paths
  })
  const history = (shallow: boolean): History => ({
    head: '1',
    shallow,
    commits: Array.from({length: 6}, (_, n) => commit(['src/a/a.ts', 'src/b/b.ts', 'docs/b.md'], n)),
    renames: new Map(),
    removed: new Map(),
    blame: () => undefined,
    versions: () => []
  })

  it('names what changes together without an import', () => {
    const apart = {...files, 'src/a/a.ts': 'export const a = 1\n'}
    const text = 'changes together, without an import: `src/b/b.ts` with `src/a/a.ts`'
    expect(reachOf(apart, 'src/b', history(false))?.history).toBe(text)
    expect(reachOf(files, 'src/b', history(false))?.history).toBe('')
  })

  it('measures nothing of a shallow clone', () =>
    expect(reachOf(files, 'src/b', history(true))?.history).toBe('the clone is shallow, so not measured'))
})

describe('owners', () => {
  const ownersOf = (text: string) => reachOf({...files, CODEOWNERS: text}, 'src/b')?.owners

  it('are those of CODEOWNERS, and said only where there is one', () => {
    expect(reachOf(files, 'src/b')?.owners).toBe('')
    expect(ownersOf('src/b @x @y\n')).toBe('`@x`, `@y`')
    expect(ownersOf('src/a @x\n')).toBe('none by `CODEOWNERS`')
  })

  it('are named apart where they differ', () => {
    const owners = readCodeOwners(createMemoryRepo({CODEOWNERS: '* @x\n/src/b/c.ts\n'}))
    const modules = ['src/b/a.ts', 'src/b/b.ts', 'src/b/c.ts']
    expect(owners && describeOwners(modules, owners)).toBe('`@x` for most; nobody for `src/b/c.ts`')
  })
})

describe('refuted claims', () => {
  it('over ten go to the detailed design', () => {
    const claim = (n: number): JudgedClaim =>
      ({
        ...{doc: 'A.md', heading: 'H', line: n, column: 1, kind: 'path', subject: `s${n}`},
        ...{verdict: 'refuted', reason: 'gone', evidence: [], text: ''}
      }) as unknown as JudgedClaim
    const {architecture, details} = splitRefuted(Array.from({length: 14}, (_, n) => claim(n)))
    expect(architecture.refuted).toHaveLength(10)
    expect(details.refuted.map(({name}) => name)).toEqual(['s10', 's11', 's12', 's13'])
  })
})

describe('confidence', () => {
  it('is that of the lowest part, and of an unknown one first of all', () => {
    expect(
      describeConfidence([
        {name: 'syntax', share: 1},
        {name: 'tests', share: 0.5}
      ])
    ).toBe('**shallow** for tests; syntax converged')
    expect(
      describeConfidence([
        {name: 'syntax', share: 0.1},
        {name: 'tests', share: undefined}
      ])
    ).toBe('**not known** for tests; syntax stubbed')
  })
})
