import {Ajv2020} from 'ajv/dist/2020.js'
import type {Result} from 'sarif'
import {expect, test} from 'vitest'
import {type SarifFinding, sarifLog} from '../../src/report/sarif/log.ts'
import {sarifSchema} from './sarif-schema.ts'

const rule = {id: 'claim/path', title: 'A path', help: 'Mend it.', level: 'error', tags: ['a', 'b']} as const
const finding: SarifFinding = {
  rule: 'claim/path',
  level: 'error',
  message: 'path src/a.ts: no such file',
  path: 'README.md',
  line: 1,
  column: 3,
  key: 'README.md path src/a.ts',
  related: []
}

function resultsOf(
  findings: readonly SarifFinding[],
  prefix = '',
  text = 'See `src/a.ts`.\nMore.\n'
): Result[] {
  const log = sarifLog({
    version: '1.2.3',
    category: 'check',
    rules: [{...rule, tags: Array.from({length: 30}, (_, index) => `tag${index}`)}],
    findings,
    problems: [{kind: 'stale-ignore', path: 'a b.md', line: 3, message: 'take it out'}],
    prefix,
    textOf: () => text
  })
  const validate = new Ajv2020({strict: false}).compile(sarifSchema)
  validate(log)
  expect(validate.errors).toBeNull()
  return log.runs[0]?.results ?? []
}

test('results are sorted by level, then by place', () => {
  const at = (level: SarifFinding['level'], path: string, line: number): SarifFinding => ({
    ...finding,
    level,
    path,
    line
  })
  const results = resultsOf([
    at('note', 'a.md', 1),
    at('error', 'b.md', 2),
    at('error', 'b.md', 1),
    at('warning', 'a.md', 1),
    at('error', 'a.md', 2)
  ])
  expect(
    results.map(({level, locations}) => {
      const place = locations?.[0]?.physicalLocation
      return `${level} ${place?.artifactLocation?.uri}:${place?.region?.startLine}`
    })
  ).toEqual(['error a.md:2', 'error b.md:1', 'error b.md:2', 'warning a.md:1', 'note a.md:1'])
})

test('more results than GitHub takes are cut, the least severe first', () => {
  const many = Array.from({length: 25_001}, (_, index): SarifFinding => ({...finding, key: `${index}`}))
  const results = resultsOf([{...finding, level: 'note'}, ...many])
  expect(results).toHaveLength(25_000)
  expect(results.every(({level}) => level === 'error')).toBe(true)
})

test('fingerprints hold no line: they stay when text is put above', () => {
  const fill = 'x'.repeat(120)
  const before = resultsOf([finding], '', `See \`src/a.ts\`.\n${fill}\n`)
  const after = resultsOf([{...finding, line: 3}], '', `# A\n\nSee \`src/a.ts\`.\n${fill}\n`)
  expect(after[0]?.partialFingerprints).toEqual(before[0]?.partialFingerprints)
})

test('the same claim twice has two fingerprints', () => {
  const prints = resultsOf([finding, {...finding, line: 2}]).map(
    one => one.partialFingerprints?.['groundtruth/v1']
  )
  expect(new Set(prints).size).toBe(2)
})

test('paths are relative references from the top of the repository', () => {
  const uriOf = (path: string, prefix = '') =>
    resultsOf([{...finding, path}], prefix)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri
  expect(uriOf('docs/a b#1.md')).toBe('docs/a%20b%231.md')
  expect(uriOf('README.md', 'packages/a')).toBe('packages/a/README.md')
})
