import {expect, test} from 'vitest'
import {cli, createFolder, preparedPackage, readFiles, smallPackage, writeFiles} from './cli.ts'

/** One line on stderr besides progress, exit 2, nothing on stdout. */
async function check(
  files: Record<string, string | Uint8Array>,
  argv: string[],
  line: RegExp
): Promise<void> {
  const {code, out, err} = await cli(createFolder(files), ...argv)
  const lines = err
    .trimEnd()
    .split('\n')
    .filter(text => !text.endsWith(' …'))
  expect({code, out, lines}).toEqual({code: 2, out: '', lines: [expect.stringMatching(line)]})
}

test('a folder that is not there, and a file in place of one', async () => {
  await check({'a.ts': ''}, ['map', 'nowhere'], /Expected nowhere to be a folder, got nothing there; /)
  await check({'a.ts': ''}, ['map', 'a.ts'], /Expected a\.ts to be a folder, got a file; /)
  await check({'a.ts': ''}, ['-C', 'nowhere', 'map'], /Expected nowhere to be a folder/)
})

test('a folder without sources', async () => {
  await check({}, ['map'], /Expected TypeScript or JavaScript sources, got none; /)
  await check({'notes.md': '# Notes\n'}, ['run'], /Expected TypeScript or JavaScript sources, got none/)
})

test('settings that do not parse name line and column', async () => {
  await check(
    {...smallPackage, 'groundtruth.config.json': '{\n  "ignore": [,\n}'},
    ['map'],
    /groundtruth\.config\.json:2:14/
  )
})

test('settings with an unknown key name the nearest', async () => {
  await check(
    {...smallPackage, 'groundtruth.config.json': '{"entryPoint": []}'},
    ['map'],
    /got "entryPoint"; did you mean "entryPoints"\?/
  )
})

test('settings that are named and not there', async () => {
  await check(
    smallPackage,
    ['map', '--config', 'other.json'],
    /Expected settings in other\.json, got no such file/
  )
})

test('settings that are not UTF-8', async () => {
  await check(
    {...smallPackage, 'groundtruth.config.json': new Uint8Array([0x7b, 0xff])},
    ['map'],
    /groundtruth\.config\.json to be a readable UTF-8 file/
  )
})

test('a baseline that is none', async () => {
  await check(
    {...smallPackage, 'groundtruth.baseline.json': '[]'},
    ['check'],
    /groundtruth\.baseline\.json, got something else; delete the file/
  )
})

test('a stage without its input names the command that makes it', async () => {
  await check(
    smallPackage,
    ['hunt'],
    /Expected ARCHITECTURE\.md, got no such file; run `groundtruth map` first/
  )
  await check(
    smallPackage,
    ['enrich'],
    /Expected ARCHITECTURE\.md, got no such file; run `groundtruth map` first/
  )
  await check(
    smallPackage,
    ['prescribe'],
    /Expected DANGER-ZONES\.md, got no such file; run `groundtruth hunt` first/
  )
})

test('an artifact that is not UTF-8 is not overwritten', async () => {
  await check(
    {...smallPackage, 'ARCHITECTURE.md': new Uint8Array([0x23, 0xff])},
    ['map'],
    /Expected UTF-8 text in ARCHITECTURE\.md, got other bytes/
  )
})

test('an output folder that cannot be written', async () => {
  await check(
    {...smallPackage, out: 'a file'},
    ['map', '--out', 'out'],
    /Expected to \w+ out\/ARCHITECTURE\.md, got \w+; .*--out/
  )
})

test('a document that is not there or lies outside', async () => {
  await check(
    smallPackage,
    ['check', 'nowhere.md'],
    /Expected nowhere\.md to be a UTF-8 text file, got nothing there/
  )
  await check(smallPackage, ['check', '/etc/hosts'], /got a file outside of the root/)
  await check(smallPackage, ['triage', 'nowhere.md'], /Expected nowhere\.md to be a UTF-8 text file/)
})

test('a subject that nobody knows names the nearest', async () => {
  await check(
    smallPackage,
    ['explain', 'lazy-init-rce'],
    /got 'lazy-init-rce'.*did you mean lazy-init-race\?/
  )
})

test('half a region stops that file alone', async () => {
  const before = await preparedPackage()
  const folder = createFolder(before)
  const half = (before['ARCHITECTURE.md'] ?? '').replace(/<!-- groundtruth:end overview -->/, '')
  writeFiles(folder, {'ARCHITECTURE.md': half, 'TRIAGE.md': ''})
  const {code, err} = await cli(folder, 'run')
  const after = readFiles(folder)
  expect(code).toBe(1)
  expect(after['ARCHITECTURE.md']).toBe(half)
  expect(after['TRIAGE.md']).toBe(before['TRIAGE.md'])
  expect(err).toMatch(/ARCHITECTURE\.md/)
})
