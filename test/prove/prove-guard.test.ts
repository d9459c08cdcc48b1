import {existsSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import type {TriageItem} from '../../src/artifacts/triage-row.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {findStryker, type InstalledStryker} from '../../src/prove/disk-installed.ts'
import {guardOfItem} from '../../src/prove/find-guard.ts'
import {type ProofStart, proveGuard} from '../../src/prove/prove-guard.ts'
import {openDiskRepo} from '../../src/repo/disk.ts'
import {createFolder, readFiles} from '../cli/cli.ts'
import {fakeStryker} from './fake-stryker.ts'

const project = {
  'package.json': '{"type": "module", "scripts": {"test": "vitest run"}}',
  'src/lock.ts': 'export function take(name: string) {\n  if (name === "") return false\n  return true\n}\n',
  'test/lock.test.ts': "import {take} from '../src/lock.ts'\ntake('')\n"
}

async function prove(
  stryker: InstalledStryker,
  other: {
    files?: Record<string, string>
    timeLimitMs?: number
    reaching?: string[]
    signal?: AbortSignal
    line?: number
  } = {}
) {
  const root = createFolder({...project, ...other.files})
  const before = readFiles(root)
  const repo = openDiskRepo(root)
  const facts = readFacts(repo)
  const starts: ProofStart[] = []
  const item = {
    text: '',
    evidence: [{path: 'src/lock.ts', line: other.line ?? 2, role: 'referenced', object: 'take'}]
  } as unknown as TriageItem
  const proof = await proveGuard(
    {found: guardOfItem(item, facts), reaching: other.reaching ?? ['test/lock.test.ts']},
    {
      repo,
      facts,
      stryker,
      env: {PATH: process.env.PATH},
      timeLimitMs: other.timeLimitMs ?? 60_000,
      signal: other.signal ?? new AbortController().signal,
      onStart: start => starts.push(start)
    }
  )
  expect(readFiles(root)).toEqual(before)
  for (const {copy} of starts) expect(existsSync(copy)).toBe(false)
  return {proof, starts}
}

describe('a proof', () => {
  it('runs Stryker in a copy that is gone afterwards', async () => {
    const {proof, starts} = await prove(
      fakeStryker(`fs.writeFileSync('src/lock.ts', 'broken'); fs.mkdirSync('node_modules'); report('Killed')`)
    )
    expect(proof).toMatchObject({result: 'pinned', test: {path: 'test/lock.test.ts', name: 'refuses'}})
    expect(starts).toMatchObject([{guard: {line: 2}, tests: ['test/lock.test.ts'], runner: {name: 'vitest'}}])
  })

  it('hands on what the report says', async () => {
    expect((await prove(fakeStryker(`report('Survived')`))).proof).toMatchObject({
      result: 'unpinned',
      change: {path: 'src/lock.ts', line: 2, before: 'name === ""', after: 'false'}
    })
  })

  it('asks for the range of the condition', async () => {
    const {proof} = await prove(
      fakeStryker(`if (config.mutate[0] === 'src/lock.ts:2:6-2:17') report('Killed')`)
    )
    expect(proof.result).toBe('pinned')
  })

  it.each([
    ['the time is over', 'setInterval(() => {}, 1000)', {timeLimitMs: 1500}, 'the time limit is over'],
    ['no time is left', `report('Killed')`, {timeLimitMs: 0}, 'the time limit is over'],
    ['it is interrupted', 'setInterval(() => {}, 1000)', {signal: AbortSignal.abort()}, 'interrupted'],
    ['Stryker fails', `console.log('ERROR Stryker boom'); process.exit(1)`, {}, 'Stryker stopped: boom'],
    ['no guard is known', `report('Killed')`, {line: 3}, 'no guard is known'],
    ['no runner is known', `report('Killed')`, {files: {'package.json': '{}'}}, 'no runner is known'],
    [
      'the plugin is missing',
      `report('Killed')`,
      {files: {'package.json': '{"scripts": {"test": "jest"}}'}},
      'npm install --save-dev @stryker-mutator/jest-runner@9.6.1'
    ],
    [
      'no test imports the module',
      `report('Killed')`,
      {files: {'test/lock.test.ts': ''}, reaching: []},
      'no test imports the module'
    ],
    [
      'a test of the survivor starts programs',
      `report('Survived')`,
      {
        files: {
          'test/run.ts': "import {spawn} from 'node:child_process'\nexport const run = () => spawn('x')\n",
          'test/lock.test.ts':
            "import {take} from '../src/lock.ts'\nimport {run} from './run.ts'\ntake('')\nrun()\n"
        }
      },
      'runs a program or a build of its own'
    ],
    [
      'a test of the survivor loads a build of it',
      `report('Survived')`,
      {
        files: {
          'tsconfig.json': '{"compilerOptions": {"outDir": "dist", "rootDir": "src"}}',
          'dist/lock.js': 'export const take = () => true\n',
          'test/built.test.ts': "import {take} from '../dist/lock.js'\ntake('')\n"
        }
      },
      '`test/built.test.ts` runs a program or a build of its own'
    ]
  ])('says why there is none when %s', async (_, code, other, reason) => {
    const {proof} = await prove(fakeStryker(code), other)
    expect(proof.result).toBe('not-proven')
    expect(proof.reason).toContain(reason)
    expect(proof.reason).not.toContain('\n')
  })

  it('takes test files that reach it through other modules, and no others', async () => {
    const {starts} = await prove(fakeStryker(`report('Killed')`), {
      reaching: [],
      files: {
        'src/hub.ts': "import {take} from './lock.ts'\nexport const hub = () => take('a')\n",
        'test/hub.test.ts': "import {hub} from '../src/hub.ts'\nhub()\n",
        'test/types.test.ts': "import type {take} from '../src/lock.ts'\nexport type T = typeof take\n",
        'test/other.test.ts': "console.log('other')\n"
      }
    })
    expect(starts[0]?.tests).toEqual(['test/hub.test.ts', 'test/lock.test.ts'])
  })
})

describe('what is installed', () => {
  it('is nothing without the core', () => {
    expect(findStryker([createFolder({'vitest-runner/package.json': '{}'})])).toBeUndefined()
  })

  it('is the module that a plugin exports for imports', () => {
    const folder = createFolder({
      'core/package.json': '{"version": "9.6.1"}',
      'jest-runner/package.json':
        '{"main": "old.js", "exports": {".": {"import": "./dist/index.js", "require": "./x.cjs"}}}',
      'mocha-runner/package.json': '{"main": "main.js"}'
    })
    const stryker = findStryker([folder])
    expect(stryker?.pluginOf('jest')).toMatch(/jest-runner\/dist\/index\.js$/)
    expect(stryker?.pluginOf('mocha')).toMatch(/mocha-runner\/main\.js$/)
    expect(stryker?.pluginOf('vitest')).toBeUndefined()
    expect(stryker?.pluginOf('command')).toBe('')
  })
})
