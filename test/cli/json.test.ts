import {readFileSync} from 'node:fs'
import {Ajv2020} from 'ajv/dist/2020.js'
import {expect, test} from 'vitest'
import {cli, createFolder, preparedPackage, smallPackage} from './cli.ts'

/** Two contenders both see an empty field and both open: a finding for hunt. */
const racy = {
  'src/store/pool.ts':
    "import {open} from './open.ts'\nlet pool: Promise<number> | undefined\nlet handle: number | undefined\nexport async function get(): Promise<number> {\n  if (handle === undefined) handle = await open()\n  return handle\n}\nexport function drop(): void {\n  pool = undefined\n}\nexport function kept(): Promise<number> | undefined {\n  return pool\n}\n",
  'src/store/open.ts':
    "import {readFile} from 'node:fs/promises'\nexport async function open(): Promise<number> {\n  return (await readFile('x')).length\n}\n"
}

/** The document a command prints, after it was held against its schema. */
async function check(
  folder: string,
  code: number,
  command: string,
  ...rest: string[]
): Promise<Record<string, unknown>> {
  const outcome = await cli(folder, command, ...rest, '--json')
  expect({command, code: outcome.code}).toEqual({command, code})
  const document = JSON.parse(outcome.out)
  const name = 'error' in document ? 'error' : command
  const schema = readFileSync(new URL(`../../schema/${name}.json`, import.meta.url), 'utf8')
  const validate = new Ajv2020().compile(JSON.parse(schema))
  validate(document)
  expect({command, errors: validate.errors}).toEqual({command, errors: null})
  expect(document).toMatchObject({schemaVersion: 1, command})
  return document
}

test('the document of every command fits its schema', async () => {
  const folder = createFolder({...smallPackage, ...racy})
  const run = await check(folder, 0, 'run', '--all')
  expect(run).toMatchObject({
    components: expect.arrayContaining([expect.objectContaining({id: 'src/api'})]),
    claims: expect.any(Array),
    findings: expect.any(Array),
    items: expect.arrayContaining([expect.objectContaining({file: 'TASKS.md', line: 3})]),
    actions: expect.any(Array)
  })
  for (const command of ['map', 'enrich', 'hunt', 'triage', 'prescribe', 'check', 'doctor'])
    await check(folder, 0, command)
  await check(folder, 0, 'check', '--all')
  await check(folder, 0, 'explain', 'lazy-init-race')
  await check(folder, 0, 'remove', '--dry-run')
  await check(folder, 1, 'remove', '--check')
})

test('findings have numbers, and explain knows them', async () => {
  const folder = createFolder({...smallPackage, ...racy})
  await cli(folder, 'map')
  const {findings} = (await check(folder, 0, 'hunt')) as {findings: {id: string; path: string}[]}
  expect(findings.map(({id, path}) => `${id} ${path}`)).toEqual(['DZ-1 src/store/pool.ts'])
  const {zone, detector} = (await check(folder, 0, 'explain', 'DZ-1')) as Record<string, {id: string}>
  expect([zone?.id, detector?.id]).toEqual(['DZ-1', 'lazy-init-race'])
  expect((await cli(folder, 'explain', 'dz-1')).out).toMatch(/^DZ-1: src\/store\/pool\.ts:\d+/)
})

test('--fail-on gates findings that are open, and not those in the baseline', async () => {
  const folder = createFolder({...smallPackage, ...racy})
  await cli(folder, 'map')
  expect((await cli(folder, 'hunt')).code).toBe(0)
  expect((await cli(folder, 'hunt', '--fail-on', 'elevated')).code).toBe(1)
  expect((await cli(folder, 'hunt', '--fail-on', 'refuted,phantom')).code).toBe(0)
  expect((await cli(folder, 'hunt', 'src/api', '--fail-on', 'elevated')).code).toBe(0)
  expect((await cli(folder, 'hunt', '--update-baseline')).err).toMatch(/1 known finding,/)
  const known = await cli(folder, 'hunt', '--fail-on', 'elevated', '--json')
  expect([known.code, JSON.parse(known.out).findings, JSON.parse(known.out).hidden]).toEqual([0, [], 1])
})

test('a detector can be switched off', async () => {
  const settings = {'groundtruth.config.json': '{"detectors": {"lazy-init-race": false}}'}
  const folder = createFolder({...smallPackage, ...racy, ...settings})
  await cli(folder, 'map')
  expect(JSON.parse((await cli(folder, 'hunt', '--json')).out).findings).toEqual([])
})

test('the document under --check holds the diffs', async () => {
  const folder = createFolder(smallPackage)
  const {artifacts} = (await check(folder, 1, 'map', '--check')) as {artifacts: object[]}
  expect(artifacts).toEqual([
    {path: 'ARCHITECTURE.md', change: 'created', diff: expect.stringMatching(/^--- \/dev\/null/)},
    {path: 'DETAILED_DESIGN.md', change: 'created', diff: expect.stringMatching(/^--- \/dev\/null/)}
  ])
})

test('an error is a document, too', async () => {
  const {error} = await check(createFolder({}), 2, 'map')
  expect(error).toMatchObject({code: 'repo/no-sources'})
})

test('lines are 1-based and paths lie below the root', async () => {
  const {imports} = (await check(createFolder(await preparedPackage()), 0, 'map')) as {
    imports: {from: string; line: number}[]
  }
  expect(imports.every(({from, line}) => line >= 1 && !from.startsWith('/') && !from.startsWith('.'))).toBe(
    true
  )
})
