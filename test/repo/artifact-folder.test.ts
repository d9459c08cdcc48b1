import {expect, it} from 'vitest'
import {artifactFolder} from '../../src/repo/artifact-folder.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

function check(paths: string[], folder: string, warned: string[] = []): void {
  const found = artifactFolder(createMemoryRepo(Object.fromEntries(paths.map(path => [path, '']))))
  expect([found.folder, ...found.problems.map(({path}) => path)]).toEqual([folder, ...warned])
}

it('uses the root when nothing is there', () => check([], ''))
it('finds the folder that holds ARCHITECTURE.md', () => check(['docs/ARCHITECTURE.md'], 'docs'))
it('does not look elsewhere', () => check(['packages/a/ARCHITECTURE.md', 'docs/TRIAGE.md'], ''))
it('takes the first of two and warns of the other', () =>
  check(['docs/ARCHITECTURE.md', '.context/ARCHITECTURE.md'], '.context', ['docs/ARCHITECTURE.md']))
