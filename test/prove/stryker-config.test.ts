import {describe, expect, it} from 'vitest'
import type {Guard} from '../../src/prove/guard.ts'
import type {Runner} from '../../src/prove/runner.ts'
import {strykerConfig} from '../../src/prove/stryker-config.ts'

const guard: Guard = {
  path: 'packages/a/src/lock.ts',
  line: 3,
  condition: {startLine: 3, startColumn: 6, endLine: 4, endColumn: 20, text: 'a || b'},
  alternatives: []
}

function configOf(runner: Runner, path = guard.path) {
  return strykerConfig({
    guard: {...guard, path},
    runner,
    tests: ['packages/a/test/lock.test.ts', "packages/b/it's.test.ts"],
    plugin: 'file:///plugin.js',
    reportFile: '/tmp/x/report.json',
    backupFolder: '/tmp/x/backup',
    timeLimitMs: 90_000
  })
}

describe('the configuration of Stryker', () => {
  it('switches the condition and nothing else', () => {
    const {mutate, mutator, inPlace} = configOf({name: 'vitest', folder: ''})
    expect(mutate).toEqual(['packages/a/src/lock.ts:3:6-4:20'])
    expect(mutator).toHaveProperty('excludedMutations', expect.not.arrayContaining(['ConditionalExpression']))
    expect(inPlace).toBe(true)
  })

  it('counts paths from the folder of the runner', () => {
    expect(configOf({name: 'vitest', folder: 'packages/a'}).mutate).toEqual(['src/lock.ts:3:6-4:20'])
  })

  it('takes the characters of patterns as they are', () => {
    const {mutate, disableTypeChecks} = configOf({name: 'jest', folder: ''}, 'app/[id]/{a}/*.ts')
    expect(mutate).toEqual(['app/[[]id]/[{]a}/[*].ts:3:6-4:20'])
    expect(disableTypeChecks).toBe('app/[[]id]/[{]a}/[*].ts')
  })

  it('runs related tests where the runner finds them, else the files it is given', () => {
    expect(configOf({name: 'vitest', folder: ''})).toMatchObject({vitest: {related: true}})
    expect(configOf({name: 'jest', folder: ''})).toMatchObject({jest: {enableFindRelatedTests: true}})
    expect(configOf({name: 'mocha', folder: 'packages/a'})).toMatchObject({
      mochaOptions: {spec: ['test/lock.test.ts', "../../packages/b/it's.test.ts"]}
    })
    expect(configOf({name: 'command', folder: '', command: ['node', '--test']})).toMatchObject({
      coverageAnalysis: 'off',
      commandRunner: {
        command: "node --test packages/a/test/lock.test.ts 'packages/b/it'\\''s.test.ts'"
      }
    })
  })

  it('leaves nothing in the folder it runs in', () => {
    expect(configOf({name: 'vitest', folder: ''})).toMatchObject({
      reporters: ['json'],
      jsonReporter: {fileName: '/tmp/x/report.json'},
      tempDirName: '/tmp/x/backup',
      fileLogLevel: 'off',
      dryRunTimeoutMinutes: 1.5
    })
  })
})
