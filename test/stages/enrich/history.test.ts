import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import type {Commit, History} from '../../../src/repo/history.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {findChangeCoupling, namedPairs} from '../../../src/stages/enrich/change-coupling.ts'
import {findHotspots} from '../../../src/stages/enrich/hotspots.ts'

const branchy = `export function f(x) {\n${'  if (x) x++\n'.repeat(19)}}\n`
const facts = (files: Record<string, string>) =>
  readFacts(createMemoryRepo({'package.json': '{"name": "x"}', ...files}))

function history(commits: Partial<Commit>[], shallow = false): History {
  const whole = (commit: Partial<Commit>, n: number) => ({
    hash: `${n}`,
    time: n,
    author: 'Ada',
    subject: 's',
    files: [],
    ...commit
  })
  return {
    head: '1',
    shallow,
    commits: commits.map(whole),
    renames: new Map(),
    removed: new Map(),
    blame: () => undefined,
    versions: () => []
  }
}

const times = (count: number, commit: Partial<Commit>) => Array.from({length: count}, () => commit)

describe('hotspots', () => {
  const source = facts({'src/a.ts': branchy, 'src/b.ts': 'export const b = 1\n', 'test/a.test.ts': branchy})
  const files = ['src/a.ts', 'src/b.ts', 'test/a.test.ts']

  it('are source modules that are changed often and have many branches, by bands', () => {
    expect(findHotspots(source, history(times(10, {files})))).toEqual([
      {path: 'src/a.ts', revisions: 10, complexity: 20}
    ])
    expect(findHotspots(source, history(times(19, {files})))).toEqual([
      {path: 'src/a.ts', revisions: 10, complexity: 20}
    ])
    expect(findHotspots(source, history(times(9, {files})))).toEqual([])
  })

  it.each([
    ['a bot by name', {author: 'renovate[bot]'}],
    ['a bot by another name', {author: 'Renovate Bot'}],
    ['a bot by address', {author: 'x', email: '29139614+renovate[bot]@users.noreply.github.com'}],
    ['a sweep', {files: [...files, ...Array.from({length: 30}, (_, n) => `x${n}`)]}]
  ])('do not count %s', (_name, commit) =>
    expect(findHotspots(source, history(times(10, {files, ...commit})))).toEqual([])
  )

  it('count a person whose name holds the letters', () =>
    expect(findHotspots(source, history(times(10, {files, author: 'Abbot Botha'})))).toHaveLength(1))

  it('are not measured in a shallow clone', () =>
    expect(findHotspots(source, history(times(10, {files}), true))).toEqual([]))
})

describe('change coupling', () => {
  const pair = (a: string) => facts({'src/a.ts': a, 'src/b.ts': 'export const b = 1\n'})
  const both = {files: ['src/a.ts', 'src/b.ts']}
  const apart = pair('export const a = 1\n')

  it('is that of modules of which neither imports the other', () => {
    expect(findChangeCoupling(apart, history(times(5, both)))).toEqual([
      {from: 'src/a.ts', to: 'src/b.ts', degree: 0.9}
    ])
    expect(findChangeCoupling(pair("import {b} from './b.ts'\nb\n"), history(times(5, both)))).toEqual([])
  })

  it('is none through a barrel', () => {
    const files = {
      'src/a.ts': "import {b} from './index.ts'\nb\n",
      'src/b.ts': 'export const b = 1\n',
      'src/index.ts': "export * from './b.ts'\n"
    }
    expect(findChangeCoupling(facts(files), history(times(5, both)))).toEqual([])
  })

  it('needs five shared commits and thirty in a hundred', () => {
    expect(findChangeCoupling(apart, history(times(4, both)))).toEqual([])
    const alone = times(12, {files: ['src/a.ts']})
    const more = times(13, {files: ['src/b.ts']})
    expect(findChangeCoupling(apart, history([...times(5, both), ...alone]))).toMatchObject([{degree: 0.3}])
    expect(findChangeCoupling(apart, history([...times(5, both), ...alone, ...more]))).toEqual([])
  })

  it('leaves out tests and what is no module', () => {
    const tested = facts({'src/a.ts': 'export const a = 1\n', 'test/a.test.ts': 'test("x", () => {})\n'})
    const together = {files: ['docs/a.md', 'package-lock.json', 'src/a.ts', 'test/a.test.ts']}
    expect(findChangeCoupling(tested, history(times(9, together)))).toEqual([])
  })
})

it('of modules that all change together names each once', () => {
  const pairs = [
    ['a', 'b'],
    ['a', 'c'],
    ['b', 'c'],
    ['c', 'd']
  ].map(([from = '', to = '']) => ({from, to, degree: 0.9}))
  expect(namedPairs(pairs).map(({from, to}) => from + to)).toEqual(['ab', 'ac', 'cd'])
})
