import {expect, test} from 'vitest'
import {cli, createFolder} from './cli.ts'

const folder = createFolder({'a.txt': 'a'})

async function check(argv: string[], code: number, out: RegExp, err: RegExp): Promise<void> {
  const outcome = await cli(folder, ...argv)
  expect(outcome).toEqual({code, out: expect.stringMatching(out), err: expect.stringMatching(err)})
}

test('without a command, help is the result', async () => {
  await check([], 0, /^Usage: groundtruth[\s\S]*run [\s\S]*check /, /^$/)
  await check(['--help'], 0, /^Usage: groundtruth/, /^$/)
  await check(['help', 'hunt'], 0, /^Usage: groundtruth hunt[\s\S]*--show-dropped[\s\S]*--json/, /^$/)
})

test('help names no command that is not there', async () => {
  const {out} = await cli(folder)
  expect(out).not.toMatch(/^ {2}(?:diff|watch|view|init|skills|fleet)\b/m)
})

test('the version is that of the package', async () => {
  await check(['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/)
})

test('an unknown command is one line with the nearest', async () => {
  await check(['hnut'], 2, /^$/, /^groundtruth: Expected a command, got 'hnut'; did you mean hunt\?\n$/)
  await check(
    ['frobnicate'],
    2,
    /^$/,
    /^groundtruth: Expected a command, got 'frobnicate'; run [^\n]*help[^\n]*\n$/
  )
})

test('an unknown flag is one line with the nearest', async () => {
  await check(
    ['hunt', '--jsno'],
    2,
    /^$/,
    /^groundtruth: Expected a flag of this command, got '--jsno'; did you mean --json\?\n$/
  )
})

test('a later command is unknown today', async () => {
  await check(['watch'], 2, /^$/, /Expected a command, got 'watch'/)
})

test('a wrong gate, a missing value and a missing argument say what was expected', async () => {
  await check(
    ['run', '--fail-on', 'medium'],
    2,
    /^$/,
    /^groundtruth: [^\n]*critical, elevated, refuted, phantom[^\n]*'medium'[^\n]*\n$/
  )
  await check(['run', '--out'], 2, /^$/, /^groundtruth: Expected a value after --out <DIR>, got none/)
  await check(['explain'], 2, /^$/, /^groundtruth: Expected an argument SUBJECT, got none/)
  await check(['run', 'a', 'b'], 2, /^$/, /^groundtruth: Too many arguments/)
})

test('flags that contradict each other are refused', async () => {
  await check(['run', '--adopt', '--discard'], 2, /^$/, /^groundtruth: [^\n]*--adopt[^\n]*--discard[^\n]*\n$/)
  await check(['run', '--check', '--dry-run'], 2, /^$/, /^groundtruth: [^\n]*--check[^\n]*--dry-run[^\n]*\n$/)
})

test('under --json a usage error is a document', async () => {
  const {code, out} = await cli(folder, 'hnut', '--json')
  expect(code).toBe(2)
  expect(JSON.parse(out)).toEqual({
    schemaVersion: 1,
    command: '',
    error: {code: 'usage', message: "Expected a command, got 'hnut'", hint: 'did you mean hunt?'}
  })
  const none = await cli(folder, '--json')
  expect([none.code, JSON.parse(none.out).error.code]).toEqual([2, 'usage'])
})
