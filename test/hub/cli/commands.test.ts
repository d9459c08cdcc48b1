import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {beforeAll, describe, expect, test} from 'vitest'
import {createDatabase, hasPostgres} from '../support/database.ts'
import {addProject, cleanUp, newFolder, runJson, runTool, serve, serveDemo, spawnTool} from './run-tool.ts'

cleanUp()

const line = (id: string, content = `text of ${id}`, type = 'zone') =>
  `${JSON.stringify({id, type, content})}\n`
const lines = (count: number) => Array.from({length: count}, (_, index) => line(`e${index}`)).join('')

const stores = [
  {kind: 'embedded', available: true, create: async () => join(newFolder(), 'store')},
  {kind: 'postgres', available: hasPostgres(), create: async () => (await createDatabase()).url}
] as const

describe.each(stores.filter(({available}) => available))('over the $kind store', ({kind, create}) => {
  test('H-23, C-17: start prints the admin token once, stop ends the process, a second start finds everything', async () => {
    const store = await create()
    const {hub, admin, member} = await serveDemo(store)
    expect(hub.adminToken).toMatch(/^gt_[a-z0-9]{8,16}_[\w-]{43}$/)
    await runJson(['hub', 'publish', '--stdin'], {...member, stdin: line('a')})
    expect(await runJson(['hub', 'stop'], admin)).toEqual({
      schemaVersion: 1,
      command: 'hub stop',
      stopped: true
    })
    expect(await hub.exited).toBe(0)
    const again = await serve(store)
    expect(again.adminToken).toBeUndefined()
    expect(again.logId).toBe(hub.logId)
    const {rows} = await runJson(['hub', 'query'], {...member, hub: again.url})
    expect(rows).toMatchObject([{seq: 1, project: 'demo', id: 'a', content: 'text of a', author: 'demo'}])
  })

  describe('that goes on', () => {
    let shared: Awaited<ReturnType<typeof serveDemo>>
    beforeAll(async () => {
      shared = await serveDemo(await create())
    })

    test('C-17: any number of lines is published in allowed batches; once more they are known', async () => {
      const {member} = shared
      const first = await runJson(['hub', 'publish', '--stdin'], {...member, stdin: lines(150)})
      expect(first).toMatchObject({published: 150, duplicates: 0})
      expect(first.seqs).toEqual(Array.from({length: 150}, (_, index) => index + 1))
      const second = await runJson(['hub', 'publish', '--stdin'], {...member, stdin: lines(151)})
      expect(second).toMatchObject({published: 1, duplicates: 150})
      const {rows, nextSince, head} = await runJson(
        ['hub', 'query', '--since', '148', '--limit', '2'],
        member
      )
      expect(rows.map(({seq}: {seq: number}) => seq)).toEqual([149, 150])
      expect([nextSince, head]).toEqual([150, 151])
      const {code, out} = await runTool(['hub', 'publish', '--stdin', '--json'], {
        ...member,
        stdin: line('e0', 'other')
      })
      expect([code, JSON.parse(out).error.code]).toEqual([2, 'hub/conflict'])
    })

    test('C-17: a token is listed, rotated and revoked, and each holds at once', async () => {
      const {admin, member, tokenId} = await addProject(shared, 'tokens')
      const rotated = await runJson(['hub', 'token', 'rotate', tokenId, '--overlap', '1h'], admin)
      await runJson(['hub', 'status'], member)
      const successor = {...member, token: rotated.secret}
      expect((await runJson(['hub', 'status'], successor)).subject).toBe('tokens')
      await runJson(['hub', 'token', 'revoke', tokenId], admin)
      const {code, out} = await runTool(['hub', 'status', '--json'], member)
      expect([code, JSON.parse(out).error.code]).toEqual([2, 'hub/unauthenticated'])
      await runJson(['hub', 'status'], successor)
      const {tokens} = await runJson(['hub', 'token', 'list'], admin)
      const old = tokens.find(({id}: {id: string}) => id === tokenId)
      expect(old).toMatchObject({
        projects: ['tokens'],
        scopes: ['publish', 'read'],
        replacedBy: rotated.token.id
      })
      expect(old.revokedAt).toMatch(/^\d{4}-/)
      expect(JSON.stringify(tokens)).not.toContain(member.token)
      const {rows} = await runJson(['hub', 'audit', '--limit', '20'], admin)
      expect(rows).toContainEqual(
        expect.objectContaining({method: 'RevokeToken', code: 'ok', subject: 'admin'})
      )
      expect(rows).toContainEqual(
        expect.objectContaining({
          method: 'Status',
          code: 'unauthenticated',
          reason: expect.stringContaining('revoked')
        })
      )
    })

    test('D-7, C-13, C-17: sync and listen fill a mirror; a redaction empties it', async () => {
      const {admin, member} = await addProject(shared, 'mirror')
      const secret = 'a password that nobody should have published'
      const {seqs} = await runJson(['hub', 'publish', '--stdin'], {
        ...member,
        stdin: line('a') + line('b', secret, 'learning')
      })
      const cwd = newFolder()
      const mirror = join(cwd, '.groundtruth/hub')
      expect(await runJson(['hub', 'sync'], {...member, cwd})).toMatchObject({
        added: 2,
        cursor: {seq: seqs[1]}
      })
      expect(textOf(mirror)).toContain(secret)
      expect(await runJson(['hub', 'sync'], {...member, cwd})).toMatchObject({
        added: 0,
        cursor: {seq: seqs[1]}
      })

      const listener = spawnTool(['hub', 'listen', '--json'], {...member, cwd})
      const heard = createInterface({input: listener.stdout})[Symbol.asyncIterator]()
      await runJson(['hub', 'redact', `${seqs[1]}`, '--reason', 'a secret'], admin)
      const {value} = await heard.next()
      expect(JSON.parse(value)).toMatchObject({kind: 'redaction', targetSeq: seqs[1], reason: 'a secret'})
      listener.kill('SIGINT')
      await new Promise(resolve => listener.once('exit', resolve))
      expect(textOf(mirror)).not.toContain(secret)
      const {rows} = await runJson(['hub', 'query'], member)
      expect(rows[1]).toMatchObject({id: 'b', redacted: true, content: ''})
    })
  })

  test('C-14, C-17: a backup is restored with its log id; an older one gets a new id', async () => {
    const store = await create()
    const {hub, admin, member} = await serveDemo(store)
    await runJson(['hub', 'publish', '--stdin'], {...member, stdin: lines(3)})
    const cwd = newFolder()
    const {file} = await runJson(['hub', 'backup', 'hub.backup'], {...admin, cwd})
    expect(existsSync(join(cwd, file))).toBe(true)
    expect(readFileSync(join(cwd, file), 'utf8')).not.toContain(member.token)
    const fresh = await create()
    expect(await runJson(['hub', 'restore', 'hub.backup', '--store', fresh], {cwd})).toMatchObject({
      logId: hub.logId,
      head: 3,
      renewed: false
    })
    const other = await serve(fresh)
    const {rows} = await runJson(['hub', 'query'], {...member, hub: other.url})
    expect(rows.map(({id}: {id: string}) => id)).toEqual(['e0', 'e1', 'e2'])

    await runJson(['hub', 'publish', '--stdin'], {...member, stdin: line('later')})
    await runJson(['hub', 'stop'], admin)
    await hub.exited
    const refused = await runTool(['hub', 'restore', 'hub.backup', '--store', store], {cwd})
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--replace')])
    const replaced = await runJson(['hub', 'restore', 'hub.backup', '--store', store, '--replace'], {cwd})
    expect(replaced).toMatchObject({head: 3, renewed: true})
    expect(replaced.logId).not.toBe(hub.logId)
  })

  test('H-23, C-17: who has lost the admin token makes another beside the files', async () => {
    const store = await create()
    const {hub, admin} = await serveDemo(store)
    const issue = ['hub', 'token', 'issue', '--store', store, '--project', '*', '--scope', 'admin']
    if (kind === 'embedded') {
      const {code, err} = await runTool(issue)
      expect([code, err]).toEqual([2, expect.stringContaining(store)])
      await runJson(['hub', 'stop'], admin)
      await hub.exited
    }
    const {secret} = await runJson(issue)
    const url = kind === 'embedded' ? (await serve(store)).url : hub.url
    expect((await runJson(['hub', 'token', 'list'], {hub: url, token: secret})).tokens.length).toBe(3)
  })
})

test.skipIf(!hasPostgres())(
  'C-15, C-17: migrate moves an embedded store to PostgreSQL; readers go on',
  async () => {
    const [store, {url}] = [join(newFolder(), 'store'), await createDatabase()]
    const {hub, admin, member} = await serveDemo(store)
    await runJson(['hub', 'publish', '--stdin'], {...member, stdin: lines(5)})
    const cwd = newFolder()
    await runJson(['hub', 'sync'], {...member, cwd})
    const held = await runTool(['hub', 'migrate', '--store', store, '--to', url])
    expect([held.code, held.err]).toEqual([2, expect.stringContaining(store)])
    await runJson(['hub', 'stop'], admin)
    await hub.exited
    expect(await runJson(['hub', 'migrate', '--store', store, '--to', url])).toMatchObject({
      logId: hub.logId,
      head: 5
    })
    const moved = await serve(url)
    await runJson(['hub', 'publish', '--stdin'], {...member, hub: moved.url, stdin: line('after')})
    const synced = await runJson(['hub', 'sync'], {...member, hub: moved.url, cwd})
    expect(synced).toMatchObject({added: 1, cursor: {logId: hub.logId, seq: 6}})
  }
)

test('H-26: one folder has one hub; when it is killed the next one starts', async () => {
  const store = join(newFolder(), 'store')
  const first = await serve(store)
  await expect(serve(store)).rejects.toThrow(store)
  first.child.kill('SIGKILL')
  await first.exited
  expect((await serve(store)).logId).toBe(first.logId)
})

describe('over one embedded hub', () => {
  let shared: Awaited<ReturnType<typeof serveDemo>>
  beforeAll(async () => {
    shared = await serveDemo(join(newFolder(), 'store'))
  })

  test('a repository is published, a second time brings nothing new, what comes back is the last word', async () => {
    const {member} = await addProject(shared, 'small')
    const cwd = newFolder()
    writeFileSync(join(cwd, 'package.json'), '{"name": "small"}')
    const say = (text: string) =>
      writeFileSync(join(cwd, 'LEARNINGS.md'), `# Learnings\n\n## [2026-05-23] Count once\n\n${text}\n`)
    const publish = () => runJson(['hub', 'publish'], {...member, cwd})
    say('Twice is wrong.')
    expect(await publish()).toMatchObject({published: 1, duplicates: 0})
    const {out} = await runTool(['hub', 'query', '--type', 'learning'], member)
    expect(out).toMatch(/^\d+ small learning ".+" by small at .+\n {4}## \[2026-05-23\] Count once\n/)
    expect(await publish()).toMatchObject({published: 0, duplicates: 1})
    say('Twice is right.')
    expect(await publish()).toMatchObject({published: 1, duplicates: 0})
    say('Twice is wrong.')
    expect(await publish()).toMatchObject({published: 1, duplicates: 0})
    expect(await publish()).toMatchObject({published: 0, duplicates: 1})
    const {rows} = await runJson(['hub', 'query'], member)
    expect(rows.map(({content}: {content: string}) => content.split('\n').at(-1))).toEqual([
      'Twice is wrong.',
      'Twice is right.',
      'Twice is wrong.'
    ])
    expect((await runJson(['hub', 'query', '--type', 'zone'], member)).rows).toEqual([])
  })

  test('a token that may publish and not read publishes what is new', async () => {
    const {admin} = shared
    const issue = ['hub', 'token', 'issue', '--project', 'blind', '--scope', 'publish']
    const {secret} = await runJson(issue, admin)
    const cwd = newFolder()
    writeFileSync(join(cwd, 'package.json'), '{"name": "blind"}')
    writeFileSync(join(cwd, 'LEARNINGS.md'), '## [2026-05-23] Count once\n\nTwice is wrong.\n')
    const blind = {...admin, token: secret, cwd}
    expect(await runJson(['hub', 'publish'], blind)).toMatchObject({published: 1, duplicates: 0})
    expect(await runJson(['hub', 'publish'], blind)).toMatchObject({published: 0, duplicates: 1})
  })

  test('C-9, D-7: peers are tried in order, and a token that is refused ends the walk', async () => {
    const {hub, member} = shared
    const dead = 'http://127.0.0.1:9'
    await runJson(['hub', 'status', '--hub', `${dead},${hub.url}`], member)
    const {code, out} = await runTool(['hub', 'status', '--hub', `${hub.url},${dead}`, '--json'], {
      token: `gt_aaaaaaaaaaaa_${'b'.repeat(43)}`
    })
    expect([code, JSON.parse(out).error.code]).toEqual([2, 'hub/unauthenticated'])
    const none = await runTool(['hub', 'status', '--hub', dead, '--json'], member)
    expect([none.code, JSON.parse(none.out).error.code]).toEqual([2, 'hub/unreachable'])
  })

  test('a backup that was cut off is refused, and the store stays empty', async () => {
    const {admin} = shared
    const cwd = newFolder()
    await runJson(['hub', 'backup', 'whole'], {...admin, cwd})
    const whole = readFileSync(join(cwd, 'whole'), 'utf8')
    writeFileSync(join(cwd, 'cut'), whole.slice(0, -20))
    const store = join(cwd, 'fresh')
    const {code, err} = await runTool(['hub', 'restore', 'cut', '--store', store], {cwd})
    expect([code, err]).toEqual([2, expect.stringContaining('cut')])
    expect((await runJson(['hub', 'restore', 'whole', '--store', store], {cwd})).head).toBeGreaterThan(0)
  })

  test('a mirror in the place of a file is one line that names the flag', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'taken'), '')
    const {code, err} = await runTool(['hub', 'sync', '--mirror', 'taken'], {...shared.member, cwd})
    expect([code, err]).toEqual([2, expect.stringMatching(/^groundtruth: .+taken.+ by --mirror\n$/)])
  })

  test('a backup into a folder that is not there is one line, and no bug', async () => {
    const {code, err} = await runTool(['hub', 'backup', 'none/hub.backup'], shared.admin)
    expect([code, err]).toEqual([2, expect.stringMatching(/^groundtruth: Expected a file .+ENOENT.+\n$/)])
  })
})

test('H-01: an address beyond loopback is refused without TLS', async () => {
  const {code, err} = await runTool(['hub', 'start', '--store', newFolder(), '--listen', '0.0.0.0:0'])
  expect([code, err]).toEqual([2, expect.stringMatching(/TLS/)])
})

/** All that lies in a folder, files of a database included. */
function textOf(folder: string): string {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')
}
