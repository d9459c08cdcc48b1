import {mkdirSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {runCli} from '../../src/cli/run.ts'
import {installedStryker} from '../../src/prove/disk-installed.ts'
import {cli, createFolder, readFiles} from './cli.ts'

const files = {
  'package.json': '{"type": "module", "scripts": {"test": "vitest run"}}',
  'groundtruth.config.json': '{}',
  'src/failover.ts': `export function next(code: string, peers: readonly string[]): string | undefined {
  if (code === 'Unauthenticated' || code === 'PermissionDenied') return undefined
  if (peers.length === 0) {
    throw new Error('no peer')
  }
  return peers[0]
}
`,
  'test/failover.test.ts': `import {expect, it} from 'vitest'
import {next} from '../src/failover.ts'
it('takes the first', () => expect(next('Unavailable', ['a'])).toBe('a'))
it('stops on an unauthenticated call', () => expect(next('Unauthenticated', ['a'])).toBeUndefined())
`,
  'TASKS.md': `# Tasks

- [ ] \`next\` in \`src/failover.ts\` stops on Unauthenticated and PermissionDenied
- [ ] \`next\` in \`src/failover.ts\` throws when there is no peer
`
}

const isInstalled = installedStryker()?.pluginOf('vitest') !== undefined

describe.runIf(installedStryker() === undefined)('--prove without Stryker', () => {
  it.each([
    ['triage', '--prove'],
    ['explain', 'DZ-1', '--prove']
  ])('says what to install and writes nothing (%s)', async (...argv) => {
    const folder = createFolder(files)
    const {code, out, err} = await cli(folder, ...argv)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/^groundtruth: Expected @stryker-mutator\/core .*npm install --save-dev .*\n$/)
    expect(readFiles(folder)).toEqual(files)
  })
})

describe('the time limit of --prove', () => {
  it.each(['0', '-1', '2h', 'soon'])('is no %s', async time => {
    const {code, err} = await cli(createFolder(files), 'triage', '--prove', `--prove-timeout=${time}`)
    expect(code).toBe(2)
    expect(err).toContain('Expected a time such as 90s or 5m')
  })
})

// Runs where @stryker-mutator/core and its vitest-runner lie beside the project; elsewhere it is listed as skipped.
describe.runIf(isInstalled)('--prove with Stryker and vitest', () => {
  it('tells a pinned guard from an unpinned one and leaves the work tree alone', {
    timeout: 240_000
  }, async () => {
    const folder = createFolder(files)
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(join(process.cwd(), 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
    await cli(folder, 'triage')
    const before = readFiles(folder)
    const out: string[] = []
    const err: string[] = []
    const code = await runCli(['triage', '--json', '--prove', '--prove-timeout', '4m'], {
      stdout: {write: text => out.push(text)},
      stderr: {write: text => err.push(text)},
      // Stryker ends its workers by programs of the system.
      env: {PATH: process.env.PATH},
      cwd: folder
    })
    const {items} = JSON.parse(out.join('')) as {items: {proof?: object}[]}
    expect(code, err.join('')).toBe(0)
    expect(err.join('')).toContain("--prove runs this repository's tests")
    expect(items.map(({proof}) => proof)).toMatchObject([
      {
        result: 'pinned',
        test: {path: 'test/failover.test.ts', name: 'stops on an unauthenticated call'},
        change: {line: 2, before: "code === 'PermissionDenied'", after: 'false'}
      },
      {result: 'unpinned', guard: {path: 'src/failover.ts', line: 3}}
    ])
    expect(readFiles(folder)).toEqual(before)
  })
})
