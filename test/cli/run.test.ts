import {join} from 'node:path'
import {expect, test} from 'vitest'
import {cli, createFolder, preparedPackage, readFiles, smallPackage, writeFiles} from './cli.ts'

const artifacts = ['ARCHITECTURE.md', 'DANGER-ZONES.md', 'DETAILED_DESIGN.md', 'NEXT-ACTIONS.md', 'TRIAGE.md']

function added(folder: string, files: Readonly<Record<string, string>>): string[] {
  return Object.keys(readFiles(folder))
    .filter(path => !(path in files))
    .sort()
}

test('a run writes the five artifacts and nothing else', async () => {
  const folder = createFolder(smallPackage)
  const {code, out, err} = await cli(folder, 'run')
  expect(code).toBe(0)
  expect(out).toBe(artifacts.map(path => `${path}: created\n`).join(''))
  expect(err).toMatch(/^map …\nenrich …\nhunt …\ntriage …\nprescribe …\n/)
  expect(added(folder, smallPackage)).toEqual(artifacts)
})

test('a second run changes no byte', async () => {
  const first = await preparedPackage()
  const folder = createFolder(first)
  const {code, out} = await cli(folder, 'run')
  expect(out).toBe(artifacts.map(path => `${path}: unchanged\n`).join(''))
  expect(code).toBe(0)
  expect(readFiles(folder)).toEqual(first)
})

test('the stages one by one write what a run writes', async () => {
  const folder = createFolder(smallPackage)
  for (const stage of ['map', 'enrich', 'hunt', 'triage', 'prescribe']) await cli(folder, stage)
  expect(readFiles(folder)).toEqual(await preparedPackage())
})

test('what is printed does not change what is written', async () => {
  const folder = createFolder(smallPackage)
  await cli(folder, 'run', '--json', '--all', '--quiet')
  expect(readFiles(folder)).toEqual(await preparedPackage())
})

test('--dry-run writes nothing and says what would be written', async () => {
  const folder = createFolder(smallPackage)
  const {code, out} = await cli(folder, 'run', '--dry-run')
  expect(code).toBe(0)
  expect(out).toBe(artifacts.map(path => `${path}: would be created\n`).join(''))
  expect(readFiles(folder)).toEqual(smallPackage)
})

test('--check writes nothing, prints the diff and gates a difference', async () => {
  const folder = createFolder(smallPackage)
  const before = await cli(folder, 'run', '--check')
  expect(before.code).toBe(1)
  expect(before.out).toMatch(/^--- \/dev\/null\n\+\+\+ b\/ARCHITECTURE\.md\n/)
  expect(readFiles(folder)).toEqual(smallPackage)
  const done = createFolder(await preparedPackage())
  expect(await cli(done, 'run', '--check', '--quiet')).toEqual({code: 0, out: '', err: ''})
})

test('--quiet leaves results alone', async () => {
  const {out, err} = await cli(createFolder(smallPackage), 'map', '--quiet')
  expect(out).toMatch(/^ARCHITECTURE\.md: created\n/)
  expect(err).toBe('')
})

test('artifacts stay in the folder that holds ARCHITECTURE.md', async () => {
  const files = {...smallPackage, '.context/ARCHITECTURE.md': '# By hand\n\nOurs.\n'}
  const folder = createFolder(files)
  const {out} = await cli(folder, 'run')
  expect(out).toMatch(/^\.context\/ARCHITECTURE\.md: updated\n/m)
  expect(added(folder, files)).toEqual(artifacts.slice(1).map(path => `.context/${path}`))
  expect(readFiles(folder)['.context/ARCHITECTURE.md']).toMatch(/^# By hand\n\nOurs\.\n/)
})

test('with --out they are read and written there alone', async () => {
  const folder = createFolder(smallPackage)
  const outside = createFolder({})
  const first = await cli(folder, 'run', '--out', outside)
  expect(first.code).toBe(0)
  expect(readFiles(folder)).toEqual(smallPackage)
  expect(Object.keys(readFiles(outside)).sort()).toEqual(artifacts)
  const before = readFiles(outside)
  await cli(folder, 'run', '--out', outside)
  expect(readFiles(outside)).toEqual(before)
})

test('the root is found upwards, -C changes there first, and DIR narrows what is reported', async () => {
  const folder = createFolder({...smallPackage, 'groundtruth.config.json': '{}'})
  const inside = JSON.parse((await cli(join(folder, 'src'), 'map', '--json')).out)
  const changed = JSON.parse((await cli('/', '-C', folder, 'map', '--json')).out)
  expect(inside.imports.length).toBe(changed.imports.length)
  const narrowed = JSON.parse((await cli(folder, 'map', 'src/api', '--json')).out)
  expect(new Set(narrowed.imports.map(({from}: {from: string}) => from))).toEqual(
    new Set(['src/api/count.ts', 'src/api/reset.ts'])
  )
  expect(narrowed.artifacts).toEqual(changed.artifacts)
})

test('a DIR outside of the root is a root itself', async () => {
  const outer = createFolder({'groundtruth.config.json': '{}', 'a.ts': 'export const a = 1\n'})
  const other = createFolder(smallPackage)
  const {code} = await cli(outer, 'map', other)
  expect(code).toBe(0)
  expect(added(other, smallPackage)).toEqual(['ARCHITECTURE.md', 'DETAILED_DESIGN.md'])
})

test('a package in a folder that is no project is a root itself, and part of one that is', async () => {
  const inside = Object.fromEntries(
    Object.entries(smallPackage).map(([path, text]) => [`pack/${path}`, text])
  )
  const artifactsOf = async (extra: Record<string, string>) => {
    const folder = createFolder({...inside, ...extra})
    await cli(folder, 'map', 'pack')
    return Object.keys(readFiles(folder)).filter(path => path.endsWith('ARCHITECTURE.md'))
  }
  expect(await artifactsOf({})).toEqual(['pack/ARCHITECTURE.md'])
  expect(await artifactsOf({'package.json': '{"name": "outer"}'})).toEqual(['ARCHITECTURE.md'])
})

test('two ARCHITECTURE.md: the first is used, the other named', async () => {
  const files = {...smallPackage, 'ARCHITECTURE.md': '# One\n', 'docs/ARCHITECTURE.md': '# Two\n'}
  const folder = createFolder(files)
  const {err} = await cli(folder, 'map')
  expect(err).toMatch(/^docs\/ARCHITECTURE\.md: left alone/m)
  expect(readFiles(folder)['docs/ARCHITECTURE.md']).toBe('# Two\n')
})

test('an edit inside a region stops that file with a diff, until it is adopted or discarded', async () => {
  const before = await preparedPackage()
  const folder = createFolder(before)
  const edited = (before['ARCHITECTURE.md'] ?? '').replace(
    /(groundtruth:begin coverage hash=\w+ -->\n)/,
    '$1Our own words.\n\n'
  )
  writeFiles(folder, {
    'ARCHITECTURE.md': edited,
    'TASKS.md': '# Tasks\n\n- [ ] Add `drop` to `src/api/drop.ts`\n'
  })
  const stopped = await cli(folder, 'run')
  expect(stopped.code).toBe(1)
  expect(stopped.err).toMatch(/ARCHITECTURE\.md: an edit inside .*--adopt.*--discard[\s\S]*Our own words/)
  expect(readFiles(folder)['ARCHITECTURE.md']).toBe(edited)
  expect(readFiles(folder)['TRIAGE.md']).not.toBe(before['TRIAGE.md'])

  const adopted = await cli(folder, 'run', '--adopt')
  expect(adopted.code).toBe(0)
  expect(readFiles(folder)['ARCHITECTURE.md']).toMatch(/Our own words/)
  writeFiles(folder, {'ARCHITECTURE.md': edited})
  const discarded = await cli(folder, 'run', '--discard')
  expect(discarded.code).toBe(0)
  expect(readFiles(folder)['ARCHITECTURE.md']).not.toMatch(/Our own words/)
})

test('remove takes everything out again', async () => {
  const files = {...smallPackage, 'ARCHITECTURE.md': '# By hand\n\nOurs.\n'}
  const folder = createFolder(files)
  await cli(folder, 'run')
  const dry = await cli(folder, 'remove', '--dry-run')
  expect(dry.out).toMatch(/^ARCHITECTURE\.md: would be updated\nDANGER-ZONES\.md: would be removed\n/)
  const {code} = await cli(folder, 'remove')
  expect(code).toBe(0)
  expect(readFiles(folder)).toEqual(files)
})
