import {expect, test} from 'vitest'
import {defaultConfig} from '../../src/pipeline/config.ts'
import {decisionRecords, defaultDocuments} from '../../src/pipeline/default-documents.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

function repoOf(paths: string[]) {
  return createMemoryRepo(Object.fromEntries(paths.map(path => [path, ''])))
}

function check(paths: string[], expected: string[], folder = '', documents?: string[]): void {
  const config = {...defaultConfig, documents}
  expect(defaultDocuments({repo: repoOf(paths), folder, config})).toEqual(expected)
}

function checkRecords(paths: string[], expected: string[], documents?: string[]): void {
  expect(decisionRecords({repo: repoOf(paths), config: {...defaultConfig, documents}})).toEqual(expected)
}

test('the usual documents of the root are found whatever their case', () => {
  check(
    ['README.md', 'readme.txt', 'Agents.md', 'CLAUDE.md', 'contributing.md', 'CHANGELOG.md', 'lib/README.md'],
    ['Agents.md', 'CLAUDE.md', 'README.md', 'contributing.md']
  )
})

test('architecture documents below docs are found, and what lies in a folder of that name', () => {
  check(
    [
      'docs/architecture.md',
      'docs/architecture/layers.md',
      'docs/architecture/template.md',
      'docs/dev/Architecture-Overview.md',
      'docs/guide.md',
      'src/docs/architecture.md'
    ],
    ['docs/architecture.md', 'docs/architecture/layers.md', 'docs/dev/Architecture-Overview.md']
  )
})

test('ARCHITECTURE.md is found beside the other artifacts', () => {
  check(['.context/ARCHITECTURE.md', 'README.md'], ['.context/ARCHITECTURE.md', 'README.md'], '.context')
})

test('what GitHub shows in place of a document of the root is found, too', () => {
  check(
    ['.github/CONTRIBUTING.md', 'CONTRIBUTING.md', 'README.md', 'docs/README.md', 'docs/contributing.md'],
    ['.github/CONTRIBUTING.md', 'CONTRIBUTING.md', 'README.md']
  )
  check(['docs/CONTRIBUTING.md', 'docs/readme.md'], ['docs/CONTRIBUTING.md', 'docs/readme.md'])
  check(['.github/AGENTS.md', '.github/workflows/README.md'], [])
})

test('the settings take the place of the list; a folder stands for its Markdown', () => {
  check(['README.md', 'adr/1.md', 'adr/x.ts', 'gone.md'], ['adr/1.md', 'lost.md'], '', ['./adr/', 'lost.md'])
  checkRecords(['docs/adr/0001-a.md'], [], ['README.md'])
})

test('the settings may name documents by a glob', () => {
  const paths = ['README.md', 'docs/a.md', 'docs/b/c.md', 'docs/b/d.ts', 'other/docs/e.md']
  check(paths, ['docs/a.md', 'docs/b/c.md'], '', ['docs/**/*.md'])
  check(paths, ['README.md'], '', ['*.md'])
  check(paths, ['none/*.md'], '', ['none/*.md'])
})

test('decision records are found in their usual folders, templates and lists are not', () => {
  const records = [
    'adr/0001-a.md',
    'doc/adr/0001-a.md',
    'docs/adr/sub/0002-b.md',
    'docs/architecture/decisions/0001-a.md',
    'docs/decisions/0001-a.md'
  ]
  const others = [
    'docs/decisions/adr-template.md',
    'docs/adr/README.md',
    'docs/adr/index.md',
    'docs/other/0001-a.md'
  ]
  checkRecords([...records, ...others, 'docs/adr/0001.txt'], records)
  check(records, [])
})
