import {expect, test} from 'vitest'
import {cli, createFolder, readFiles, smallPackage} from './cli.ts'

const drawn: Readonly<Record<string, RegExp>> = {
  mermaid: /^flowchart TD\n[\s\S]*n\d\["src\/api"\]\n[\s\S]* --> /,
  dot: /^\/\/ [\s\S]*\ndigraph "small" \{\n[\s\S]*"src\/api" -> "src\/store\/counts.ts";\n|"src\/api" -> "src\/store";\n/,
  structurizr: /\nworkspace \{\n {2}name "small"\n[\s\S]*src_api = component "src\/api"/,
  likec4: /\nspecification \{\n[\s\S]*src_api = component 'src\/api'/
}

test.each(Object.entries(drawn))(
  '%s is all of stdout, and the artifacts are written',
  async (format, text) => {
    const folder = createFolder(smallPackage)
    const {code, out, err} = await cli(folder, 'map', '--format', format)
    expect([code, out]).toEqual([0, expect.stringMatching(text)])
    expect(out).not.toContain('ARCHITECTURE.md')
    expect(err).toMatch(/components/)
    expect(Object.keys(readFiles(folder))).toContain('ARCHITECTURE.md')
  }
)

test('json is what --json prints', async () => {
  const outcomes = await Promise.all([
    cli(createFolder(smallPackage), 'map', '--format', 'json'),
    cli(createFolder(smallPackage), 'map', '--json')
  ])
  expect(outcomes[0]?.out).toBe(outcomes[1]?.out)
  expect(JSON.parse(outcomes[0]?.out ?? '')).toMatchObject({command: 'map'})
})

test('the artifacts are the same as without a format', async () => {
  const [plain, drawing] = [createFolder(smallPackage), createFolder(smallPackage)]
  await cli(plain, 'map')
  await cli(drawing, 'map', '--format', 'dot')
  expect(readFiles(drawing)).toEqual(readFiles(plain))
})

test('a tree that was mapped before prints the same', async () => {
  const folder = createFolder(smallPackage)
  const cold = await cli(folder, 'map', '--format', 'likec4')
  await cli(folder, 'map')
  const warm = await cli(folder, 'map', '--format', 'likec4')
  expect(warm.out).toBe(cold.out)
})

test('under --check and --dry-run nothing is written, and what would be goes to stderr', async () => {
  const folder = createFolder(smallPackage)
  const check = await cli(folder, 'map', '--format', 'mermaid', '--check')
  expect([check.code, check.out]).toEqual([1, expect.stringMatching(/^flowchart TD\n/)])
  expect(check.out).not.toContain('+++')
  expect(check.err).toMatch(/^\+\+\+ /m)
  const dry = await cli(folder, 'map', '--format', 'mermaid', '--dry-run')
  expect([dry.code, dry.out]).toEqual([0, check.out])
  expect(dry.err).toContain('ARCHITECTURE.md: would be created\n')
  expect(Object.keys(readFiles(folder))).not.toContain('ARCHITECTURE.md')
})

test('an unknown format is one line with all of them and the nearest', async () => {
  const folder = createFolder(smallPackage)
  const {code, out, err} = await cli(folder, 'map', '--format', 'mermade')
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(
    /^groundtruth: [^\n]*Expected one of mermaid, dot, json, structurizr, likec4, got 'mermade'; did you mean mermaid\?\n$/
  )
  const far = await cli(folder, 'map', '--format', 'plantuml')
  expect([far.code, far.err]).toEqual([2, expect.stringMatching(/got 'plantuml'; run [^\n]*help[^\n]*\n$/)])
})

test('two forms at once are refused', async () => {
  const folder = createFolder(smallPackage)
  const {code, out} = await cli(folder, 'map', '--json', '--format', 'dot')
  expect([code, JSON.parse(out).error]).toEqual([
    2,
    {
      code: 'usage',
      message: 'Expected one form of output, got --json and --format dot',
      hint: 'leave one of the two out'
    }
  ])
})

test('the other commands know no format', async () => {
  const {code, err} = await cli(createFolder(smallPackage), 'run', '--format', 'dot')
  expect([code, err]).toEqual([2, expect.stringContaining("Expected a flag of this command, got '--format'")])
})
