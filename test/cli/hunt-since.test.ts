import {execFileSync} from 'node:child_process'
import {expect, test} from 'vitest'
import {cli, createFolder, preparedPackage, writeFiles} from './cli.ts'

const timeout = 240_000
const race = (name: string) =>
  `let ${name}: Client | undefined\nexport async function get() {\n  if (!${name}) ${name} = await createClient()\n  return ${name}\n}\n`

function git(folder: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...args], {cwd: folder, stdio: 'ignore'})
}

test('says what was introduced and resolved since a revision', {timeout}, async () => {
  const folder = createFolder({
    ...(await preparedPackage()),
    'src/store/kept.ts': race('kept'),
    'src/store/gone.ts': race('gone')
  })
  git(folder, 'init', '-b', 'main')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-m', 'start')
  writeFiles(folder, {
    'src/store/kept.ts': `// moved down\n\n${race('client')}`,
    'src/store/gone.ts': 'export const gone = 1\n',
    'src/store/fresh.ts': race('fresh')
  })
  const {out, code} = await cli(folder, 'hunt', '--since', 'HEAD', '--json')
  expect(code).toBe(0)
  const {since} = JSON.parse(out)
  const places = (findings: {path: string; detector: string}[]) =>
    findings.filter(({detector}) => detector === 'lazy-init-race').map(({path}) => path)
  expect(places(since.introduced)).toEqual(['src/store/fresh.ts'])
  expect(places(since.resolved)).toEqual(['src/store/gone.ts'])
  expect(since.unchanged).toHaveLength(1)

  const closed = await cli(folder, 'hunt', '--since', 'HEAD', '--fail-on', 'elevated')
  expect(closed.code).toBe(1)
  expect(closed.out).toContain('introduced since HEAD: 1\n')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-m', 'next')
  expect((await cli(folder, 'hunt', '--since', 'HEAD', '--fail-on', 'elevated')).code).toBe(0)
})

test('refuses a revision that git does not know', {timeout}, async () => {
  const folder = createFolder(await preparedPackage())
  await cli(folder, 'map')
  const {code, err} = await cli(folder, 'hunt', '--since', 'nowhere')
  expect(code).toBe(2)
  expect(err).toContain('Expected a revision that git knows here, got nowhere')
})
