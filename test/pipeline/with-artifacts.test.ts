import {expect, test} from 'vitest'
import {withArtifacts} from '../../src/pipeline/with-artifacts.ts'
import {createMemoryRepo, createMemoryStore} from '../../src/repo/memory.ts'

const repo = createMemoryRepo({'src/a.ts': 'a', 'docs/ARCHITECTURE.md': 'old'})

test('staged artifacts are files of the repository', () => {
  const store = createMemoryStore({'ARCHITECTURE.md': 'new', 'TRIAGE.md': 't', 'design/src.md': 'd'})
  const seen = withArtifacts(repo, 'docs', store)
  expect(seen.files).toEqual(['docs/ARCHITECTURE.md', 'docs/TRIAGE.md', 'docs/design/src.md', 'src/a.ts'])
  expect(seen.read('docs/ARCHITECTURE.md')).toBe('new')
  expect([seen.has('docs/TRIAGE.md'), seen.exists('docs/TRIAGE.md')]).toEqual([true, true])
  expect(seen.hasFolder('docs/design')).toBe(true)
  expect(seen.has('docs/NEXT-ACTIONS.md')).toBe(false)
})

test('artifacts outside of the root are none of its files', () => {
  expect(withArtifacts(repo, undefined, createMemoryStore({'TRIAGE.md': 't'})).files).toEqual(repo.files)
})
