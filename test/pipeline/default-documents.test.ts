import {expect, test} from 'vitest'
import {defaultConfig} from '../../src/pipeline/config.ts'
import {defaultDocuments} from '../../src/pipeline/default-documents.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

function check(paths: string[], expected: string[], folder = '', documents?: string[]): void {
  const repo = createMemoryRepo(Object.fromEntries(paths.map(path => [path, ''])))
  const config = {...defaultConfig, documents}
  expect(defaultDocuments({repo, folder, config})).toEqual(expected)
}

test('the usual documents of the root are found whatever their case', () => {
  check(
    ['README.md', 'readme.txt', 'Agents.md', 'CLAUDE.md', 'contributing.md', 'CHANGELOG.md', 'lib/README.md'],
    ['Agents.md', 'CLAUDE.md', 'README.md', 'contributing.md']
  )
})

test('architecture documents below docs are found', () => {
  check(
    [
      'docs/architecture.md',
      'docs/dev/Architecture-Overview.md',
      'docs/guide.md',
      'src/docs/architecture.md'
    ],
    ['docs/architecture.md', 'docs/dev/Architecture-Overview.md']
  )
})

test('ARCHITECTURE.md is found beside the other artifacts', () => {
  check(['.context/ARCHITECTURE.md', 'README.md'], ['.context/ARCHITECTURE.md', 'README.md'], '.context')
})

test('the settings take the place of the list; a folder stands for its Markdown', () => {
  check(['README.md', 'adr/1.md', 'adr/x.ts', 'gone.md'], ['adr/1.md', 'lost.md'], '', ['./adr/', 'lost.md'])
})
