import {execFileSync} from 'node:child_process'
import {readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test, vi} from 'vitest'
import {cli, createFolder, readFiles, smallPackage, writeFiles} from './cli.ts'

// Each case starts git several times.
vi.setConfig({testTimeout: 60_000})

const readme =
  '# small\r\n\r\nThe store is `src/store/counts.ts`, [here](src/store/counts.ts#L1).\r\n\r\nSee `src/api/lost.ts`.\r\n'
const fixed = readme.replaceAll('counts.ts', 'tallies.ts')

/** A package of which a file was renamed after its README was written, both in git. */
function renamedPackage(text = readme): string {
  const folder = createFolder({...smallPackage, 'README.md': text})
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore'
    })
  git('init', '-q')
  git('add', '-A')
  git('commit', '-m', 'one')
  git('mv', 'src/store/counts.ts', 'src/store/tallies.ts')
  for (const path of ['src/api/count.ts', 'src/api/reset.ts']) {
    const before = readFiles(folder)[path] ?? ''
    writeFiles(folder, {[path]: before.replace('counts.ts', 'tallies.ts')})
  }
  git('commit', '-am', 'two')
  return folder
}

test('--fix writes what git saw renamed, prints the diff and what is left, and then finds nothing more to fix', async () => {
  const folder = renamedPackage()
  const {code, out, err} = await cli(folder, 'check', '--fix')
  expect(code).toBe(1)
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(fixed)
  expect(out).toMatch(/^--- a\/README\.md\n\+\+\+ b\/README\.md\n/)
  expect(out).toMatch(
    /^\+The store is `src\/store\/tallies\.ts`, \[here\]\(src\/store\/tallies\.ts#L1\)\.\r?$/m
  )
  expect(out).toMatch(/\nREADME\.md:5:5 refuted: path src\/api\/lost\.ts: [^\n]+\n$/)
  expect(err).toMatch(/3 claims in 1 document: 2 verified, 1 refuted, 0 unverifiable; 2 names fixed\n$/)
  const again = await cli(folder, 'check', '--fix')
  expect([again.code, again.out]).toEqual([1, out.slice(out.indexOf('README.md:5:5'))])
  expect(again.err).toMatch(/no names fixed/)
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(fixed)
})

test('when all is fixed, the exit code is 0', async () => {
  const folder = renamedPackage(readme.replace('See `src/api/lost.ts`.\r\n', ''))
  expect((await cli(folder, 'check')).code).toBe(1)
  expect((await cli(folder, 'check', '--fix')).code).toBe(0)
  expect((await cli(folder, 'check')).code).toBe(0)
})

test('--dry-run and --check write nothing; --check fails when a file would change', async () => {
  const folder = renamedPackage(readme.replace('See `src/api/lost.ts`.\r\n', ''))
  const before = statSync(join(folder, 'README.md'))
  const dry = await cli(folder, 'check', '--fix', '--dry-run')
  expect([dry.code, dry.out]).toEqual([0, expect.stringMatching(/^--- a\/README\.md\n/)])
  expect(dry.err).toMatch(/2 names would be fixed/)
  const check = await cli(folder, 'check', '--fix', '--check')
  expect([check.code, check.out]).toEqual([1, dry.out])
  expect(statSync(join(folder, 'README.md')).mtimeMs).toBe(before.mtimeMs)
})

test('JSON has the diff of each document that was changed', async () => {
  const folder = renamedPackage()
  const {artifacts, claims} = JSON.parse((await cli(folder, 'check', '--fix', '--json')).out)
  expect(artifacts).toEqual([
    {path: 'README.md', change: 'updated', diff: expect.stringContaining('+++ b/README.md')}
  ])
  expect(claims).toHaveLength(3)
})

test('what a comment or the baseline silences is left as it is', async () => {
  const commented = readme.replace('The store', '<!-- groundtruth-ignore-next-line quoted -->\r\nThe store')
  const folder = renamedPackage(commented)
  await cli(folder, 'check', '--fix')
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe(commented)
  const known = renamedPackage()
  await cli(known, 'check', '--update-baseline')
  await cli(known, 'check', '--fix')
  expect(readFileSync(join(known, 'README.md'), 'utf8')).toBe(readme)
})

test('a rule that a rename brings back to life is judged: what is left decides', async () => {
  const folder = renamedPackage('# small\n\n- `src/api` must not import `src/store/counts.ts`.\n')
  const {code, out} = await cli(folder, 'check', '--fix')
  expect(code).toBe(1)
  expect(out).toMatch(
    /\nREADME\.md:3:13 refuted: absence src\/api not to src\/store\/tallies\.ts: [^\n]*\(src\/api\/count\.ts:1\)\n$/
  )
})

test('--check and --dry-run need --fix, and --fix goes neither with --explain nor with --update-baseline', async () => {
  const folder = createFolder(smallPackage)
  for (const flags of [
    ['--check'],
    ['--dry-run'],
    ['--fix', '--update-baseline'],
    ['--fix', '--explain', '3']
  ]) {
    const {code, err} = await cli(folder, 'check', ...flags)
    expect([flags, code, err.split('\n').length]).toEqual([flags, 2, 2])
  }
})
