import {expect, it} from 'vitest'
import {readFacts} from '../../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../../src/repo/memory.ts'
import {testFileFor} from '../../../../src/stages/triage/reach/test-file.ts'

/** The file for a test of `src/post/stamp.ts` beside these files. */
function fileFor(files: Record<string, string>): string {
  const sources = {'src/post/stamp.ts': 'export const stamp = 1\n', 'src/post/box.ts': '', 'src/door.ts': ''}
  return testFileFor('src/post/stamp.ts', readFacts(createMemoryRepo({...sources, ...files})))
}

it('is the test that has the name of the module, else the first that imports it', () => {
  const use = "import {stamp} from '../src/post/stamp.ts'\nexpect(stamp)\n"
  expect(fileFor({'test/all.test.ts': use, 'test/stamp.test.ts': use})).toBe('test/stamp.test.ts')
  expect(fileFor({'test/all.test.ts': use, 'test/rest.test.ts': use})).toBe('test/all.test.ts')
  expect(fileFor({'test/all.test.ts': use.replace('import', 'import type')})).not.toBe('test/all.test.ts')
})

it('lies where the repository puts its tests', () => {
  expect(fileFor({})).toBe('src/post/stamp.test.ts')
  expect(fileFor({'src/post/box.spec.ts': ''})).toBe('src/post/stamp.spec.ts')
  expect(fileFor({'src/post/__tests__/box.test.ts': ''})).toBe('src/post/__tests__/stamp.test.ts')
  expect(fileFor({'test/post/box.test.ts': ''})).toBe('test/post/stamp.test.ts')
  expect(fileFor({'tests/box.test.ts': ''})).toBe('tests/stamp.test.ts')
  expect(fileFor({'test/post/box.test.ts': '', 'test/door.test.ts': '', 'src/door.test.ts': ''})).toBe(
    'test/post/stamp.test.ts'
  )
})
