import {expect, test} from 'vitest'
import {artifactChanges} from '../../src/pipeline/artifact-changes.ts'
import {createStagedStore} from '../../src/pipeline/staged-store.ts'
import {createMemoryStore} from '../../src/repo/memory.ts'

test('later readers see what is staged, the store below does not before the flush', () => {
  const below = createMemoryStore({'A.md': 'old\n'})
  const store = createStagedStore(below)
  store.write('A.md', 'new\n')
  store.write('design/B.md', 'b\n')
  expect(store.read('A.md')).toBe('new\n')
  expect(store.list('design')).toEqual(['design/B.md'])
  expect(below.files).toEqual({'A.md': 'old\n'})
  store.flush()
  expect(below.files).toEqual({'A.md': 'new\n', 'design/B.md': 'b\n'})
})

test('a held file is neither written nor a change', () => {
  const below = createMemoryStore({'A.md': 'old\n'})
  const store = createStagedStore(below)
  store.write('A.md', 'new\n')
  store.hold('A.md', '-lost\n')
  store.write('A.md', 'newer\n')
  store.flush()
  expect(below.files).toEqual({'A.md': 'old\n'})
  expect(artifactChanges(store)).toEqual([{path: 'A.md', change: 'stopped', diff: '-lost\n'}])
})

test('a file that is removed is gone for later readers', () => {
  const below = createMemoryStore({'design/A.md': 'a\n'})
  const store = createStagedStore(below)
  store.remove('design/A.md')
  expect(store.read('design/A.md')).toBeUndefined()
  expect(store.list('design')).toEqual([])
  store.flush()
  expect(below.files).toEqual({})
})

test('changes are named by what happened, with a diff where bytes differ', () => {
  const store = createStagedStore(createMemoryStore({'A.md': 'a\n', 'B.md': 'b\n', 'C.md': 'c\n'}, 'docs'))
  store.write('D.md', 'd\n')
  store.write('B.md', 'b\n')
  store.write('A.md', 'A\n')
  store.remove('C.md')
  store.remove('E.md')
  expect(artifactChanges(store)).toEqual([
    {
      path: 'docs/A.md',
      change: 'updated',
      diff: '--- a/docs/A.md\n+++ b/docs/A.md\n@@ -1,1 +1,1 @@\n-a\n+A\n'
    },
    {path: 'docs/B.md', change: 'unchanged'},
    {path: 'docs/C.md', change: 'removed', diff: '--- a/docs/C.md\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-c\n'},
    {path: 'docs/D.md', change: 'created', diff: '--- /dev/null\n+++ b/docs/D.md\n@@ -0,0 +1,1 @@\n+d\n'}
  ])
})
