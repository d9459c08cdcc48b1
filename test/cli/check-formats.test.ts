import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {Ajv2020} from 'ajv/dist/2020.js'
import type {Log} from 'sarif'
import {expect, test} from 'vitest'
import {sarifSchema} from '../report/sarif-schema.ts'
import {cli, createFolder, smallPackage, writeFiles} from './cli.ts'

const wrong = '# small\n\nThe store is `src/store/lost.ts`.\n\nSee `src/index.ts`.\n'
const files = {...smallPackage, 'README.md': wrong}

function parseLog(text: string): Log {
  const log = JSON.parse(text)
  const validate = new Ajv2020({strict: false}).compile(sarifSchema)
  validate(log)
  expect(validate.errors).toBeNull()
  return log
}

const resultsOf = (text: string) => parseLog(text).runs[0]?.results ?? []

test('--format github prints workflow commands on stdout, and fails as ever', async () => {
  const {code, out, err} = await cli(createFolder(files), 'check', '--format', 'github')
  expect(code).toBe(1)
  expect(out).toMatch(
    /^::error file=README\.md,line=3,endLine=3,col=14,title=groundtruth refuted path::path src\/store\/lost\.ts: no such file[^\n]*\n$/
  )
  expect(err).toMatch(/2 claims in 1 document/)
})

test('--format text is what is printed without it, and json is --json', async () => {
  const folder = createFolder(files)
  expect(await cli(folder, 'check', '--format', 'text')).toEqual(await cli(folder, 'check'))
  expect(await cli(folder, 'check', '--format', 'json')).toEqual(await cli(folder, 'check', '--json'))
})

test('--sarif writes a log beside what is printed, --format sarif prints it', async () => {
  const folder = createFolder(files)
  const plain = await cli(folder, 'check')
  const {code, out} = await cli(folder, 'check', '--sarif', 'reports/check.sarif')
  expect([code, out]).toEqual([1, plain.out])
  const written = readFileSync(join(folder, 'reports/check.sarif'), 'utf8')
  expect(resultsOf(written)).toMatchObject([
    {
      ruleId: 'claim/path',
      level: 'error',
      message: {text: expect.stringMatching(/^path src\/store\/lost\.ts: no such file/)},
      locations: [
        {physicalLocation: {artifactLocation: {uri: 'README.md'}, region: {startLine: 3, startColumn: 14}}}
      ],
      suppressions: []
    }
  ])
  const printed = await cli(folder, 'check', '--format', 'sarif')
  expect([printed.code, printed.out]).toEqual([1, written])
})

test('the rules of a log are all kinds of claims, found or not', async () => {
  const {out} = await cli(createFolder(smallPackage), 'check', '--format', 'sarif')
  const [run] = parseLog(out).runs
  expect(run?.results).toEqual([])
  expect(run?.automationDetails?.id).toBe('groundtruth/check/')
  expect(run?.tool.driver.rules?.map(({id}) => id)).toEqual(
    ['path', 'link', 'symbol', 'edge', 'absence', 'count', 'command'].map(kind => `claim/${kind}`)
  )
})

test('what is silenced is suppressed, and types alone are a warning', async () => {
  const folder = createFolder(files)
  await cli(folder, 'check', '--update-baseline')
  const known = await cli(folder, 'check', '--format', 'sarif')
  expect(resultsOf(known.out)).toMatchObject([{suppressions: [{kind: 'external', status: 'accepted'}]}])
  writeFiles(folder, {
    'README.md': wrong.replace('The', '<!-- groundtruth-ignore-next-line planned -->\nThe')
  })
  const ignored = await cli(folder, 'check', '--format', 'sarif')
  expect(resultsOf(ignored.out)).toMatchObject([
    {suppressions: [{kind: 'inSource', justification: 'planned'}]}
  ])
  writeFiles(folder, {
    'src/store/types.ts': "import type {main} from '../index.ts'\nexport type Main = typeof main\n",
    'README.md': '# small\n\n`src/store` must not import `src/index.ts`.\n'
  })
  const types = await cli(folder, 'check', '--format', 'sarif')
  expect([types.code, resultsOf(types.out)]).toMatchObject([0, [{ruleId: 'claim/absence', level: 'warning'}]])
  const gated = await cli(folder, 'check', '--format', 'sarif', '--type-imports')
  expect([gated.code, resultsOf(gated.out)]).toMatchObject([1, [{level: 'error'}]])
})

test('undecided claims are notes with --all', async () => {
  const text = '# small\n\n`src/api` must not import `src/nowhere`.\n'
  const folder = createFolder({...smallPackage, 'README.md': text})
  const undecided = async (...flags: string[]) =>
    resultsOf((await cli(folder, 'check', 'README.md', '--format', 'sarif', ...flags)).out).filter(
      ({ruleId}) => ruleId === 'claim/absence'
    )
  expect(await undecided()).toEqual([])
  expect(await undecided('--all')).toMatchObject([{level: 'note'}])
})

test('paths count from the top of the git work tree', async () => {
  const inner = Object.fromEntries(Object.entries(files).map(([path, text]) => [`packages/a/${path}`, text]))
  const folder = createFolder({
    ...inner,
    '.git/HEAD': 'ref: refs/heads/main\n',
    'packages/a/groundtruth.config.json': '{}'
  })
  const {out} = await cli(folder, '-C', 'packages/a', 'check', '--format', 'github')
  expect(out).toMatch(/^::error file=packages\/a\/README\.md,/)
  const log = await cli(folder, '-C', 'packages/a', 'check', '--format', 'sarif')
  expect(log.out).toContain('"uri": "packages/a/README.md"')
})

test('hunt writes its zones, one rule for each detector', async () => {
  const racy =
    "import {open} from './open.ts'\nlet handle: number | undefined\nexport async function get(): Promise<number> {\n  if (handle === undefined) handle = await open()\n  return handle\n}\n"
  const folder = createFolder({
    ...smallPackage,
    'src/store/pool.ts': racy,
    'src/store/open.ts':
      "import {readFile} from 'node:fs/promises'\nexport async function open(): Promise<number> {\n  return (await readFile('x')).length\n}\n"
  })
  await cli(folder, 'map')
  const {code} = await cli(folder, 'hunt', '--sarif', 'hunt.sarif')
  expect(code).toBe(0)
  const log = parseLog(readFileSync(join(folder, 'hunt.sarif'), 'utf8'))
  expect(log.runs[0]?.automationDetails?.id).toBe('groundtruth/hunt/')
  expect(log.runs[0]?.results).toMatchObject([
    {
      ruleId: 'hunt/lazy-init-race',
      message: {text: expect.stringMatching(/^DZ-1: /)},
      locations: [{physicalLocation: {artifactLocation: {uri: 'src/store/pool.ts'}}}]
    }
  ])
  await cli(folder, 'hunt', '--update-baseline', '--sarif', 'hunt.sarif')
  await cli(folder, 'hunt', '--sarif', 'hunt.sarif')
  const [known] = parseLog(readFileSync(join(folder, 'hunt.sarif'), 'utf8')).runs
  expect(known?.results).toMatchObject([
    {suppressions: [{justification: 'known in groundtruth.baseline.json'}]}
  ])
})

test.each([
  [['--format', 'githib'], /got 'githib'; did you mean github\?/],
  [['--format', 'dot'], /Expected one of text, json, github, sarif, got 'dot'/],
  [['--json', '--format', 'sarif'], /got --json and --format sarif/],
  [['--sarif', 'package.json/x'], /Expected to write package\.json\/x, got (?:ENOTDIR|EEXIST)/]
])('%j is one line and exit 2', async (flags, message) => {
  const {code, err} = await cli(createFolder(smallPackage), 'check', '--quiet', ...flags)
  expect([code, err]).toEqual([2, expect.stringMatching(message)])
  expect(err.trimEnd().split('\n')).toHaveLength(1)
})
