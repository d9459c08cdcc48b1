import {describe, expect, it} from 'vitest'
import {failureReason} from '../../src/prove/failure-reason.ts'
import type {Guard} from '../../src/prove/guard.ts'
import {readReport, type Surroundings} from '../../src/prove/read-report.ts'

const span = (startColumn: number, endColumn: number, text: string) => ({
  startLine: 2,
  startColumn,
  endLine: 2,
  endColumn,
  text
})
const guard: Guard = {
  path: 'packages/a/src/lock.ts',
  line: 2,
  condition: span(6, 12, 'a || b'),
  alternatives: [span(6, 7, 'a'), span(11, 12, 'b')]
}
const surroundings: Surroundings = {
  runner: {name: 'vitest', folder: 'packages/a'},
  files: [],
  reaching: ['packages/a/test/lock.test.ts'],
  unseeing: []
}

function mutant(status: string, start = 7, end = 13, replacement = 'false') {
  const location = {start: {line: 2, column: start}, end: {line: 2, column: end}}
  return {id: '0', mutatorName: 'ConditionalExpression', location, replacement, status, killedBy: ['1']}
}

const testFiles = {
  'test/lock.test.ts': {
    tests: [
      {id: '0', name: 'takes it'},
      {id: '1', name: 'refuses it'}
    ]
  }
}

function read(mutants: object[], other: Partial<Surroundings> = {}, tests: object = testFiles) {
  const report = {schemaVersion: '1.0', files: {'src/lock.ts': {source: '', mutants}}, testFiles: tests}
  return readReport(JSON.stringify(report), guard, {...surroundings, ...other})
}

const change = {path: guard.path, line: 2, before: 'a || b', after: 'false'}
const place = {path: guard.path, line: 2}

describe('a report of Stryker', () => {
  it('pins a guard by the test that failed without it', () => {
    expect(read([mutant('Killed'), mutant('Survived', 7, 13, 'true')])).toEqual({
      result: 'pinned',
      guard: place,
      test: {path: 'packages/a/test/lock.test.ts', name: 'refuses it'},
      reason: 'ran 2 tests of 1 file'
    })
  })

  it('names the alternative of a pinned guard that no test notices', () => {
    const killed = mutant('Killed')
    expect(read([killed, mutant('Killed', 7, 8), mutant('Survived', 12, 13)]).change).toEqual({
      ...change,
      before: 'b'
    })
    expect(read([killed, mutant('Killed', 7, 8), mutant('Killed', 12, 13)])).not.toHaveProperty('change')
    expect(read([killed, mutant('Survived', 12, 13, 'true')])).not.toHaveProperty('change')
  })

  it('leaves a guard unpinned when all tests pass without it', () => {
    expect(read([mutant('Survived')])).toEqual({
      result: 'unpinned',
      guard: place,
      change,
      reason: 'ran 2 tests of 1 file'
    })
    expect(read([mutant('NoCoverage')]).reason).toContain('none of which evaluates the condition')
  })

  it.each([
    ['a reaching test did not run', {reaching: ['packages/a/test/other.test.ts']}, testFiles, 'did not run'],
    [
      'a test runs a program of its own',
      {unseeing: ['test/cli.test.ts']},
      testFiles,
      'a program or a build of its own'
    ],
    ['no test ran', {reaching: []}, {}, 'found no test']
  ] as const)('proves nothing when all pass and %s', (_, other, tests, reason) => {
    const proof = read([mutant('Survived')], other, tests)
    expect(proof).toMatchObject({result: 'not-proven', guard: place})
    expect(proof.reason).toContain(reason)
  })

  it('pins a guard all the same when a test fails and another runs a program', () => {
    expect(read([mutant('Killed')], {unseeing: ['test/cli.test.ts']}).result).toBe('pinned')
  })

  it.each(['Timeout', 'RuntimeError', 'CompileError', 'Ignored'])('proves nothing by %s', status => {
    expect(read([mutant(status)]).result).toBe('not-proven')
  })

  it('looks at the removal of this guard alone', () => {
    for (const other of [mutant('Killed', 7, 8), mutant('Killed', 7, 13, 'true'), mutant('Killed', 6, 13)])
      expect(read([other]).result).toBe('not-proven')
    expect(readReport('{', guard, surroundings).result).toBe('not-proven')
    expect(readReport('{"files": 3}', guard, surroundings).result).toBe('not-proven')
  })

  it('names no test when the runner knows none', () => {
    const command = {runner: {name: 'command', folder: ''}, files: ['test/a.test.ts']} as const
    const all = {'': {tests: [{id: '1', name: 'All tests'}]}}
    expect(read([mutant('Killed')], command, all)).toEqual({
      result: 'pinned',
      guard: place,
      reason: 'ran 1 test file'
    })
    expect(read([mutant('Survived')], command, all).result).toBe('unpinned')
  })
})

describe('the reason why there is no report', () => {
  it.each([
    [
      '10:00:00 (1) ERROR DryRunExecutor One or more tests failed in the initial test run:\n\tlock refuses\n\t\tboom\nERROR Stryker There were failed tests',
      'tests fail without any change: lock refuses'
    ],
    [
      'ERROR DryRunExecutor One or more tests resulted in an error:\n\tCannot find /tmp/c/copy/src/gone.ts\n    at x',
      'the tests do not run without any change: Cannot find src/gone.ts'
    ],
    ['ERROR DryRunExecutor Initial test run timed out!', 'the tests did not end within the time limit'],
    [
      'ERROR Stryker Unexpected error occurred while running Stryker Error: boom\n   at y',
      'Stryker stopped: Error: boom'
    ],
    ['', 'Stryker stopped without saying why']
  ])('is one line of %j', (output, reason) => {
    expect(failureReason(output, '/tmp/c/copy')).toBe(reason)
  })

  it('is not long', () => {
    expect(failureReason(`ERROR Stryker ${'x'.repeat(900)}`, '/c').length).toBeLessThanOrEqual(200)
  })
})
