import {randomBytes} from 'node:crypto'
import {setTimeout as pause} from 'node:timers/promises'
import {afterEach, describe, expect, it} from 'vitest'
import type {FollowEvent} from '../../../src/hub/client/follow-position.ts'
import {createHubClient, type HubClient, type HubClientOptions} from '../../../src/hub/client/hub-client.ts'
import type {LogRow, NewEntry} from '../../../src/hub/entry.ts'
import {openMirror} from '../../../src/hub/mirror/open-mirror.ts'
import {syncMirror} from '../../../src/hub/mirror/sync-mirror.ts'
import {startTestHub, type TestHub} from '../server/support/test-hub.ts'
import {createCertificate} from './support/certificate.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function startHub(options: Parameters<typeof startTestHub>[0] = {}): Promise<TestHub> {
  const running = await startTestHub(options)
  cleanUps.push(running.close)
  return running
}

function connect(peers: readonly string[], token: string, change: Partial<HubClientOptions> = {}): HubClient {
  const client = createHubClient({peers, token, random: () => 0.1, ...change})
  cleanUps.push(client.close)
  return client
}

const entry = (id: string, change: Partial<NewEntry> = {}): NewEntry => ({
  ...{id, type: 'learning', content: `text of ${id}`, meta: {}},
  ...change
})

async function until(done: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !done(); round++) await pause(10)
  expect(done()).toBe(true)
}

describe('a client of a hub', () => {
  it('publishes and reads what was published, with its author', async () => {
    const {hub} = await startHub()
    const admin = connect([hub.url], hub.adminToken ?? '')
    const issued = await admin.issueToken({subject: 'ann', projects: ['alpha'], scopes: ['publish', 'read']})
    expect(issued.createdProjects).toEqual(['alpha'])
    const ann = connect([hub.url], issued.secret)
    const content = 'NUL \0, CR \r\n, 👩‍🚀, ---'
    const published = await ann.publish([
      entry('a', {content, meta: {when: 'now\t'}}),
      entry('b', {type: 'zone'})
    ])
    expect(published).toMatchObject({seqs: [1, 2], duplicates: 0})
    const page = await ann.query({since: 0, types: ['learning']})
    expect(page).toMatchObject({nextSince: 2, head: 2, logId: published.logId})
    expect(page.rows).toEqual([
      {
        ...{
          kind: 'entry',
          seq: 1,
          project: 'alpha',
          id: 'a',
          type: 'learning',
          content,
          meta: {when: 'now\t'}
        },
        ...{author: 'ann', publishedAt: expect.any(Number), redacted: false}
      }
    ])
    await expect(ann.query({since: 3})).rejects.toMatchObject({kind: 'stale-cursor'})
    await expect(ann.query({since: 0, projects: ['beta']})).rejects.toMatchObject({kind: 'denied'})
    await expect(ann.listTokens()).rejects.toMatchObject({kind: 'denied'})
    await expect(ann.publish([entry('a', {content: 'other'})])).rejects.toMatchObject({kind: 'conflict'})
    expect(await ann.status()).toMatchObject({
      ...{logId: published.logId, head: 2, store: 'embedded', subject: 'ann', version: '1.2.3'},
      ...{
        counts: [
          {project: 'alpha', type: 'learning', entries: 1},
          {project: 'alpha', type: 'zone', entries: 1}
        ]
      }
    })
  })

  it('C-11: takes any number of entries at every limit through to a mirror', async () => {
    const {hub, issue, folder} = await startHub()
    const ann = connect([hub.url], await issue(['alpha']), {attemptMs: 20_000})
    const large = Array.from({length: 4}, (_, index) =>
      entry(`l${index}`, {content: 'x'.repeat(1024 * 1024)})
    )
    const many = Array.from({length: 130}, (_, index) => entry(`m${index}`))
    const {seqs} = await ann.publish([...large, ...many])
    expect(seqs).toEqual(Array.from({length: 134}, (_, index) => index + 1))
    const mirror = openMirror(`${folder}/mirror`)
    cleanUps.push(mirror.close)
    expect(await syncMirror(ann, mirror)).toMatchObject({added: 134, cursor: {seq: 134}})
  })

  it('issues, lists, rotates and revokes tokens, redacts, and reads the audit log', async () => {
    const {hub} = await startHub()
    const admin = connect([hub.url], hub.adminToken ?? '')
    const day = 24 * 3600 * 1000
    const {token, secret} = await admin.issueToken({
      ...{subject: 'ann', projects: ['alpha'], scopes: ['publish', 'read'], ttlMs: 2 * day}
    })
    expect((token.expiresAt ?? 0) - token.createdAt).toBe(2 * day)
    const rotated = await admin.rotateToken(token.id, {overlapMs: 0})
    expect(rotated.token).toMatchObject({subject: 'ann', projects: ['alpha'], scopes: ['publish', 'read']})
    expect(rotated.oldExpiresAt).toBeLessThanOrEqual(Date.now())
    await expect(connect([hub.url], secret).status()).rejects.toMatchObject({kind: 'unauthenticated'})
    const ann = connect([hub.url], rotated.secret)
    await ann.publish([entry('leak')])
    expect(await admin.redact(1, 'a secret')).toMatchObject({
      kind: 'redaction',
      seq: 2,
      targetSeq: 1,
      author: 'admin'
    })
    const {rows} = await ann.query({since: 0})
    expect(rows.map(row => row.kind)).toEqual(['entry', 'redaction'])
    expect(rows[0]).toMatchObject({content: '', redacted: true})
    expect(await admin.revokeToken(rotated.token.id)).toMatchObject({revokedAt: expect.any(Number)})
    await expect(ann.status()).rejects.toMatchObject({kind: 'unauthenticated'})
    expect((await admin.listTokens()).map(({id}) => id)).toEqual(
      expect.arrayContaining([token.id, rotated.token.id])
    )
    const audit = await admin.listAudit({limit: 1000})
    expect(audit.map(({method}) => method)).toEqual(
      expect.arrayContaining(['Redact', 'RevokeToken', 'IssueToken'])
    )
  })

  it('ends to follow with a token that is revoked', async () => {
    const {hub, issue} = await startHub()
    const admin = connect([hub.url], hub.adminToken ?? '')
    const ann = connect([hub.url], await issue(['alpha']))
    const events: FollowEvent[] = []
    const following = (async () => {
      for await (const event of ann.follow({since: 0})) events.push(event)
    })()
    following.catch(() => undefined)
    await until(() => events.length > 0)
    const mine = (await admin.listTokens()).find(({subject}) => subject === 'ann')
    await admin.revokeToken(mine?.id ?? '')
    await expect(following).rejects.toMatchObject({kind: 'unauthenticated'})
  })

  it('follows over a restart of the hub with no row twice and none left out', async () => {
    const first = await startHub()
    const token = await first.issue(['alpha'])
    const ann = connect([first.hub.url], token, {attemptMs: 5000, maxRounds: 50})
    const rows: LogRow[] = []
    const leaving = new AbortController()
    const following = (async () => {
      for await (const event of ann.follow({since: 0}, {signal: leaving.signal}))
        if (event.kind === 'entry') rows.push(event)
    })()
    await ann.publish(Array.from({length: 100}, (_, index) => entry(`a${index}`)))
    const {port} = new URL(first.hub.url)
    await first.hub.stop()
    const publishing = ann.publish(Array.from({length: 100}, (_, index) => entry(`b${index}`)))
    await startHub({store: first.store, listen: {host: '127.0.0.1', port: Number(port)}})
    expect((await publishing).seqs.at(-1)).toBe(200)
    await until(() => rows.length >= 200)
    expect(rows.map(({seq}) => seq)).toEqual(Array.from({length: 200}, (_, index) => index + 1))
    leaving.abort()
    await following
  })

  it('reads a backup as a stream of parts, and ends early where the reader leaves', async () => {
    const {hub, issue} = await startHub()
    const ann = connect([hub.url], await issue(['alpha']))
    const noise = () => randomBytes(300_000).toString('base64')
    await ann.publish(Array.from({length: 12}, (_, index) => entry(`n${index}`, {content: noise()})))
    const admin = connect([hub.url], hub.adminToken ?? '')
    let bytes = 0
    for await (const chunk of admin.backup()) bytes += chunk.byteLength
    expect(bytes).toBeGreaterThan(12 * 300_000)
    for await (const chunk of admin.backup()) {
      expect(chunk.byteLength).toBeGreaterThan(0)
      break
    }
    await expect(collect(ann.backup())).rejects.toMatchObject({kind: 'denied'})
  })

  it('stops the hub, over TLS too', async () => {
    const tls = await createCertificate()
    const {hub} = await startHub({tls})
    const admin = connect([hub.url], hub.adminToken ?? '', {tls: {ca: tls.cert}})
    await admin.stop()
    await hub.stopped
    await expect(connect([hub.url], 'x', {maxRounds: 1}).status()).rejects.toMatchObject({
      kind: 'unavailable'
    })
  })
})

async function collect(parts: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0
  for await (const _ of parts) count++
  return count
}
