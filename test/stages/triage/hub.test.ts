import {execFileSync} from 'node:child_process'
import {cpSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import type {TriageItem} from '../../../src/artifacts/triage-row.ts'
import {cli, createFolder, writeFiles} from '../../cli/cli.ts'

const fixture = 'fixtures/triage/hub'
const files = Object.fromEntries(
  readdirSync(fixture, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => [path.slice(fixture.length + 1), readFileSync(path, 'utf8')])
)
const later = /^(?:src\/(?:failover|auth-error|sync\/.*)|test\/(?:failover|sync)\..*|DANGER-ZONES)/

function commit(folder: string, date: string, subject: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: folder,
      stdio: 'ignore',
      env: {...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date}
    })
  git('add', '-A')
  git('commit', '-m', subject)
}

let base: string | undefined

/** The hub with its history: the tasks were written before the failover client and the sync came. */
function createBase(): string {
  const start = Object.entries(files).filter(([path]) => !later.test(path) && path !== 'TASKS.md')
  const folder = createFolder(Object.fromEntries(start))
  execFileSync('git', ['init', '-q', '-b', 'main'], {cwd: folder})
  commit(folder, '2026-04-01T10:00:00Z', 'Hub with clients, entries and a fan-out')
  writeFiles(folder, {'TASKS.md': files['TASKS.md'] ?? ''})
  commit(folder, '2026-04-08T20:00:00Z', 'What is left to do')
  writeFiles(folder, files)
  commit(folder, '2026-04-12T10:00:00Z', 'Failover, and sync with a lock')
  return folder
}

/** A copy of the hub, with one commit more when something is changed. */
function createHub(changes: Record<string, string> = {}): string {
  base ??= createBase()
  const folder = createFolder({})
  cpSync(base, folder, {recursive: true})
  writeFiles(folder, changes)
  if (Object.keys(changes).length > 0) commit(folder, '2026-04-20T10:00:00Z', 'More of it')
  return folder
}

/** The text of a fixture file with one passage replaced. */
function edited(path: string, from: string, to: string): Record<string, string> {
  const text = files[path] ?? ''
  if (!text.includes(from)) throw new Error(`Expected ${from} in ${path}`)
  return {[path]: text.replace(from, () => to)}
}

interface Judged extends TriageItem {
  /** The lines of its row in TRIAGE.md. */
  readonly row: string
}

/** The judgement of the item whose text begins so. */
async function itemIn(folder: string, start: string): Promise<Judged> {
  const {out, err, code} = await cli(folder, 'triage', '--json')
  expect(code, err).toBe(0)
  const items: TriageItem[] = JSON.parse(out).items
  const item = items.find(({text}) => text.startsWith(start))
  if (!item) throw new Error(`Expected an item that begins with ${start}`)
  const rows = readFileSync(join(folder, 'TRIAGE.md'), 'utf8').split(/^- /m)
  return {...item, row: rows.find(row => row.includes(`\`TASKS.md:${item.line}\``)) ?? ''}
}

/** The same after some changes. */
function judged(start: string, changes: Record<string, string> = {}): Promise<Judged> {
  return itemIn(createHub(changes), start)
}

describe('a failover client that stops on an auth error', () => {
  const start = 'Improve the hub'

  it('is implemented, and no test takes the branch', async () => {
    const item = await judged(start)
    expect(item.verdict).toBe('implemented-untested')
    expect(item.rule).toContain(
      '`connectFirst` throws on `Unauthenticated`, `PermissionDenied` (`src/failover.ts:14`)'
    )
    expect(item.tests.map(({path, line}) => `${path}:${line}`)).toEqual([
      'test/failover.test.ts:13',
      'test/failover.test.ts:18',
      'test/failover.test.ts:23'
    ])
    expect(item.row).toContain('none takes the branch: none names `Unauthenticated` or `PermissionDenied`\n')
    expect(item.nextStep).toBe(
      "write a test in `test/failover.test.ts` that calls `connectFirst` with `peers` of a live first one (set up by `startHub`, as `'first'` in line 15) and an unrouted second one (as `'nowhere'` in line 20), and a bogus `token`, which `Hub.authenticate` turns away with `Unauthenticated` (`src/hub.ts:18`); expect `Unauthenticated`, which fails once `src/failover.ts:14` is deleted, then tick it"
    )
  })

  it('is tested once a test names the code, or its title the error', async () => {
    const test = (title: string, expected: string) => ({
      'test/failover.test.ts': `import {Code} from '../src/codes.ts'\n${files['test/failover.test.ts']}\ntest('${title}', () => {\n  startHub('third')\n  expect(() => connectFirst(['third', 'nowhere'], 'bogus')).toThrow(${expected})\n})\n`
    })
    const named = await judged(start, test('stops', 'expect.objectContaining({code: Code.Unauthenticated})'))
    expect([named.verdict, named.nextStep]).toEqual(['implemented-tested', 'tick it'])
    expect(named.tests.map(({line}) => line)).toEqual([28])
    expect((await judged(start, test('stops on an auth error', ''))).verdict).toBe('implemented-tested')
    expect((await judged(start, test('stops', ''))).verdict).toBe('implemented-untested')
  })

  it('is partial when one of the codes is missing, and not implemented without the guard', async () => {
    const one = await judged(
      start,
      edited('src/auth-error.ts', ' || error.code === Code.PermissionDenied', '')
    )
    expect([one.verdict, one.rule]).toEqual([
      'partial',
      '`connectFirst` stops in `src/failover.ts:14`, but not on `PermissionDenied`'
    ])
    const none = await judged(start, edited('src/failover.ts', 'if (isAuthError(error)) throw error', ''))
    expect(none.verdict).not.toMatch(/^implemented/)
  })
})

describe('a lock that is checked and then written', () => {
  const start = 'Add file locking'
  const exclusive = edited(
    'src/sync/state.ts',
    "if (existsSync(lockPath)) throw new Error('another sync is running')\n  writeFileSync(lockPath, String(process.pid))",
    "writeFileSync(lockPath, String(process.pid), {flag: 'wx'})"
  )

  it('stays open, by the zone that our hunt writes', async () => {
    const folder = createHub()
    await cli(folder, 'map')
    await cli(folder, 'hunt')
    expect(readFileSync(join(folder, 'DANGER-ZONES.md'), 'utf8')).toContain(
      '<!-- key: check-then-act/src/sync/state.ts/loadState/lockPath'
    )
    const item = await itemIn(folder, start)
    expect(item.verdict).toBe('partial')
    expect(item.rule).toContain('asks for what an open zone shows to be broken: [DZ-1](DANGER-ZONES.md#dz-1)')
    expect(item.evidence.slice(0, 2).map(({path, line}) => `${path}:${line}`)).toEqual([
      'src/sync/state.ts:12',
      'src/sync/state.ts:13'
    ])
    expect(item.nextStep).toBe(
      'a regression test of `loadState` in which two processes start at about the same time, then create it with the flag `wx` in one step, and look at the old one only when that fails with `EEXIST`'
    )
  })

  it('is implemented when it is opened in one step, and the zone is gone', async () => {
    const folder = createHub(exclusive)
    await cli(folder, 'map')
    await cli(folder, 'hunt')
    const item = await itemIn(folder, start)
    expect(item.verdict).toMatch(/^implemented/)
    expect(item.rule).toContain('`loadState` has `writeFileSync` in `src/sync/state.ts:12`')
  })

  it('is not called implemented by the zone being accepted', async () => {
    const accepted = edited(
      'DANGER-ZONES.md',
      '- **Status**: open',
      '- **Status**: accepted: one process only'
    )
    const item = await judged(start, accepted)
    expect(item.verdict).not.toMatch(/^implemented/)
    expect(item.rule).not.toContain('DZ-1')
  })
})

describe('a comparison that is said to be plain', () => {
  const start = 'Use a constant-time compare'

  it('is a stale premise, with the near misses that no test covers', async () => {
    const item = await judged(start)
    expect(item.verdict).toBe('stale-premise')
    expect(item.rule).toBe(
      '"validateToken currently uses ==" is not so: `ClientStore.validateToken` has `timingSafeEqual` in `src/client-store.ts:26`, "uses == and scans all" is not so: `ClientStore.validateToken` has `get` in `src/client-store.ts:24`'
    )
    expect(item.row).toContain(
      'near misses that no test hands to `ClientStore.validateToken`: an empty one, a shorter one, a longer one, one that differs in a character, one that differs in case\n'
    )
    expect(item.nextStep).toMatch(/^rewrite the item: /)
  })

  it('misses fewer when a test makes some', async () => {
    const test = `${files['test/client-store.test.ts']}\ntest('knows no near miss', () => {\n  const store = new ClientStore()\n  const {token} = store.registerClient('alpha')\n  for (const near of ['', token.slice(1), token.toUpperCase()])\n    expect(store.validateToken(near)).toBeUndefined()\n})\n`
    expect((await judged(start, {'test/client-store.test.ts': test})).row).toContain(
      'near misses that no test hands to `ClientStore.validateToken`: a longer one, one that differs in a character\n'
    )
  })

  it('is open while the premise holds', async () => {
    const plain = edited(
      'src/client-store.ts',
      'timingSafeEqual(Buffer.from(client.token), Buffer.from(token))',
      'client.token === token'
    )
    const item = await judged(start, plain)
    expect(item.verdict).toBe('not-implemented')
    expect(item.rule).toContain(
      'the premise still holds: `ClientStore.validateToken` has `===` in `src/client-store.ts:26`'
    )
  })
})

describe('entries that are said to get lost silently', () => {
  const start = 'Fix entry loss'

  it('are half a stale premise and half open', async () => {
    const item = await judged(start)
    expect([item.verdict, item.rule]).toEqual([
      'partial',
      'the premise is stale ("for slow listeners silently" is not so: `FanOut.broadcast` has `this.dropped += 1` in `src/fan-out.ts:31`), open: no logging in `FanOut.broadcast`'
    ])
    expect(item.nextStep).toBe('clause 3 of 3 is open: no logging in `FanOut.broadcast`')
  })

  it('are a stale premise alone once they are logged', async () => {
    const logged = edited(
      'src/fan-out.ts',
      'this.dropped += 1',
      "this.dropped += 1\n        console.warn('dropped a slow listener')"
    )
    expect((await judged(start, logged)).verdict).toBe('stale-premise')
  })

  it('are open when nothing tells of them', async () => {
    const silent = edited('src/fan-out.ts', 'this.unsubscribe(listener)\n        this.dropped += 1\n', '')
    const {verdict, rule} = await judged(start, silent)
    expect(verdict).toBe('not-implemented')
    expect(rule).not.toContain('stale')
  })
})

describe('two halves of one item', () => {
  const start = 'Prevent duplicate registration'

  it('are partial while one is missing', async () => {
    const item = await judged(start)
    expect([item.verdict, item.rule]).toEqual([
      'partial',
      '1 of 2 clauses met, open: `revokeClient` stands nowhere'
    ])
    expect(item.row).toContain('`src/client-store.ts:16` `this.projects.has(project)` referenced')
    expect(item.nextStep).toBe('clause 2 of 2 is open: `revokeClient` stands nowhere')
  })

  const revoking = edited(
    'src/client-store.ts',
    '  validateToken(',
    '  revokeClient(id: string): void {\n    for (const client of this.byToken.values()) if (client.id === id) this.byToken.delete(client.token)\n  }\n\n  validateToken('
  )

  it('are implemented when both are there, and tested when both are reached', async () => {
    const untested = await judged(start, revoking)
    expect(untested.verdict).toBe('implemented-untested')
    expect(untested.row).toContain('none reaches `ClientStore.revokeClient`')
    const test = `${files['test/client-store.test.ts']}\ntest('revokes', () => {\n  const store = new ClientStore()\n  const {id, token} = store.registerClient('alpha')\n  store.revokeClient(id)\n  expect(store.validateToken(token)).toBeUndefined()\n})\n`
    expect((await judged(start, {...revoking, 'test/client-store.test.ts': test})).verdict).toBe(
      'implemented-tested'
    )
  })

  it('are not implemented when the other one is missing', async () => {
    const open = edited('src/client-store.ts', 'if (this.projects.has(project)) throw', 'if (false) throw')
    expect((await judged(start, {...revoking, ...open})).verdict).not.toMatch(/^implemented/)
    expect((await judged(start, open)).verdict).toBe('not-implemented')
  })
})

describe('an item that its author skipped', () => {
  it('is left alone, and judged once it is open again', async () => {
    const item = await judged('Compress entries')
    expect([item.verdict, item.rule, item.evidence]).toEqual(['not-checkable', 'skipped by its author', []])
    const open = await judged('Compress entries', edited('TASKS.md', '- [-] Compress', '- [ ] Compress'))
    expect(open.rule).not.toBe('skipped by its author')
  })
})
