import {describe, expect, it} from 'vitest'
import {openSession} from '../../src/cli/open-session.ts'
import type {Options} from '../../src/cli/options.ts'
import {proveItems, withoutFileAsItem} from '../../src/cli/prove/prove-items.ts'
import {performTriage} from '../../src/pipeline/stages/triage.ts'
import {fakeStryker} from '../prove/fake-stryker.ts'
import {createFolder} from './cli.ts'

const files = {
  'package.json': '{"type": "module", "scripts": {"test": "vitest run"}}',
  'groundtruth.config.json': '{"ignore": ["test/data.json"]}',
  'src/lock.ts':
    'export function take(name: string): boolean {\n  if (name === "") return false\n  return true\n}\n',
  'test/data.json': '{}',
  'test/lock.test.ts':
    "import {expect, it} from 'vitest'\nimport {take} from '../src/lock.ts'\nit('refuses', () => expect(take('')).toBe(false))\n",
  'TASKS.md':
    '# Tasks\n\n- [ ] Add `take` to `src/lock.ts`\n- [x] Add `take` to `src/lock.ts`\n- [ ] Add `give` to `src/lock.ts`\n'
}

async function proofs(options: Options, code = `report('Killed')`) {
  const folder = createFolder(files)
  const err: string[] = []
  const context = {
    stdout: {write: () => undefined},
    stderr: {write: (text: string) => err.push(text)},
    env: {PATH: process.env.PATH},
    cwd: folder
  }
  const invocation = {command: 'triage', arguments: [], options}
  const {session, location} = await openSession(invocation, undefined, context)
  const {value} = performTriage(session, [])
  const view = {session, root: location.root, options}
  const {items} = await proveItems(value, fakeStryker(code), view, context)
  return {results: items.map(({proof}) => proof?.result), err: err.join('')}
}

describe('proofs of items', () => {
  it('are of open implemented items, with --all of ticked ones too', async () => {
    expect((await proofs({prove: true})).results).toEqual(['pinned', undefined, undefined])
    expect((await proofs({prove: true, all: true})).results).toEqual(['pinned', 'pinned', undefined])
  })

  it('are of the one item that is named, whatever its state', async () => {
    expect((await proofs({prove: 'TASKS.md:4'})).results).toEqual([undefined, 'pinned', undefined])
    expect((await proofs({prove: 'TASKS.md:5'})).results).toEqual([undefined, undefined, 'not-proven'])
    await expect(proofs({prove: 'TASKS.md:9'})).rejects.toThrow(
      "Expected one item named 'TASKS.md:9', got none"
    )
  })

  it('say before they run what runs, also under --quiet', async () => {
    const {err} = await proofs({prove: true, quiet: true, proveTimeout: 90_000})
    expect(err).toMatch(
      /^--prove runs this repository's tests, in a copy, for 1 guard and at most 90 s in all\n/
    )
    expect(err).toMatch(/src\/lock\.ts:2 without its guard, by vitest in \S+: test\/lock\.test\.ts\n$/)
    expect((await proofs({prove: 'TASKS.md:5'})).err).toBe('')
  })

  it('share one time limit', async () => {
    const {results} = await proofs(
      {prove: true, all: true, proveTimeout: 1500},
      'setInterval(() => {}, 1000)'
    )
    expect(results).toEqual(['not-proven', 'not-proven', undefined])
  })

  it('have what the settings leave out', async () => {
    const code = `if (fs.existsSync('test/data.json')) report('Killed')`
    expect((await proofs({prove: true}, code)).results[0]).toBe('pinned')
  })
})

describe('a word behind --prove', () => {
  it('is a FILE when it is a file, else an item', () => {
    const cwd = createFolder({'inner/TASKS.md': ''})
    const read = (prove: true | string, directory?: string) =>
      withoutFileAsItem(
        {command: 'triage', arguments: ['b.md'], options: {prove, ...(directory ? {directory} : {})}},
        {cwd, env: {}, stdout: {write: () => undefined}, stderr: {write: () => undefined}}
      )
    expect(read('inner/TASKS.md')).toMatchObject({
      arguments: ['inner/TASKS.md', 'b.md'],
      options: {prove: true}
    })
    expect(read('TASKS.md', 'inner')).toMatchObject({arguments: ['TASKS.md', 'b.md'], options: {prove: true}})
    expect(read('TASKS.md')).toMatchObject({arguments: ['b.md'], options: {prove: 'TASKS.md'}})
    expect(read('inner/TASKS.md:3')).toMatchObject({options: {prove: 'inner/TASKS.md:3'}})
  })
})
