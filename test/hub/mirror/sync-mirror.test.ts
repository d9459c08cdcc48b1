import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Code, ConnectError} from '@connectrpc/connect'
import {describe, expect, it} from 'vitest'
import {createHubClient, type HubClient, type HubClientOptions} from '../../../src/hub/client/hub-client.ts'
import {HubError} from '../../../src/hub/hub-error.ts'
import type {Mirror} from '../../../src/hub/mirror/open-mirror.ts'
import {parseMirror} from '../../../src/hub/mirror/parse-mirror.ts'
import {syncMirror} from '../../../src/hub/mirror/sync-mirror.ts'
import type {MirrorProblem} from '../../../src/hub/mirror/try-stage.ts'
import {entryRow, type FakeHub, type FakeHubOptions, startFakeHub} from '../client/support/fake-hub.ts'
import {deadPort, startSocket} from '../client/support/faulty-sockets.ts'
import {redactionRow, useMirrors} from './support/mirrors.ts'

const {folder, open, later} = useMirrors()

async function fakeHub(count: number, options: FakeHubOptions = {}): Promise<FakeHub> {
  const hub = await startFakeHub(options)
  later(hub.kill)
  for (let index = 0; index < count; index++) hub.add(`e${index + 1}`)
  return hub
}

function client(url: string, change: Partial<HubClientOptions> = {}): HubClient {
  const made = createHubClient({peers: [url], token: 'good', attemptMs: 300, maxRounds: 1, ...change})
  later(made.close)
  return made
}

/** Syncs and notes what was told. */
async function sync(from: Pick<HubClient, 'query'>, mirror: Mirror, signal?: AbortSignal) {
  const problems: MirrorProblem[] = []
  const onProblem = (problem: MirrorProblem) => problems.push(problem)
  const options = {onProblem, random: () => 0, ...(signal && {signal})}
  const result = await syncMirror(from, mirror, options).catch((error: unknown) => error)
  return {result, problems}
}

const ids = (directory: string) =>
  parseMirror(readFileSync(join(directory, 'alpha', 'zones.md'), 'utf8')).entries.map(({id}) => id)

describe('a sync that succeeds is silent', () => {
  it('ctx replicate_test: on an empty log', async () => {
    const hub = await fakeHub(0)
    expect(await sync(client(hub.url), open(folder()))).toEqual({
      result: {added: 0, redacted: 0, cursor: {logId: 'log-1', seq: 0}},
      problems: []
    })
  })

  it('over several pages, and again where nothing is new', async () => {
    const hub = await fakeHub(2300)
    const directory = folder()
    const mirror = open(directory)
    const from = client(hub.url, {attemptMs: 10_000})
    const cursor = {logId: 'log-1', seq: 2300}
    expect(await sync(from, mirror)).toEqual({result: {added: 2300, redacted: 0, cursor}, problems: []})
    expect(await sync(from, mirror)).toEqual({result: {added: 0, redacted: 0, cursor}, problems: []})
    expect(hub.calls).toHaveLength(3 + 1)
    expect(ids(directory)).toHaveLength(2300)
  })

  it('with what came since, and what was redacted', async () => {
    const hub = await fakeHub(3)
    const directory = folder()
    const mirror = open(directory)
    await sync(client(hub.url), mirror)
    hub.rows[1] = entryRow(2, 'e2', {content: '', redacted: true})
    hub.rows.push(redactionRow(4, 2))
    hub.add('e5')
    expect(await sync(client(hub.url), mirror)).toEqual({
      result: {added: 1, redacted: 1, cursor: {logId: 'log-1', seq: 5}},
      problems: []
    })
    expect(readFileSync(join(directory, 'alpha', 'zones.md'), 'utf8')).not.toContain('text of e2')
  })
})

describe('a sync tells', () => {
  it('ctx replicate_test: a hub that cannot be dialled, and rejects after three tries', async () => {
    const url = `http://127.0.0.1:${await deadPort()}`
    const {result, problems} = await sync(client(url), open(folder()))
    expect(result).toMatchObject({kind: 'unavailable', message: expect.stringContaining(url)})
    expect(problems.map(({stage, error}) => [stage, error.kind])).toEqual(
      Array(3).fill(['pull', 'unavailable'])
    )
  })

  it('ctx replicate_test: a peer that does not speak the protocol', async () => {
    const other = await startSocket(socket => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    later(other.stop)
    const {result, problems} = await sync(client(`http://127.0.0.1:${other.port}`), open(folder()))
    expect(result).toBeInstanceOf(HubError)
    expect(problems).toMatchObject(Array(3).fill({stage: 'pull', error: {kind: 'unavailable'}}))
  })

  it('ctx replicate_test: a hub that hangs', async () => {
    const half = await startSocket()
    later(half.stop)
    const {result, problems} = await sync(client(`http://127.0.0.1:${half.port}`), open(folder()))
    expect(result).toMatchObject({kind: 'unavailable', message: expect.stringContaining('timed out')})
    expect(problems).toHaveLength(3)
  })

  it('a token that is not accepted, and does not try again', async () => {
    const hub = await fakeHub(1)
    const {result, problems} = await sync(client(hub.url, {token: 'bogus'}), open(folder()))
    expect(result).toMatchObject({kind: 'unauthenticated'})
    expect(problems).toMatchObject([{stage: 'pull', error: {kind: 'unauthenticated'}, again: false}])
  })

  it('ctx replicate_test: a page that fails, and goes on after it', async () => {
    let calls = 0
    const hub = await fakeHub(1500, {
      before: () => {
        if (++calls === 2) throw new ConnectError('database is away', Code.Unavailable)
      }
    })
    const {result, problems} = await sync(client(hub.url, {attemptMs: 10_000}), open(folder()))
    expect(result).toMatchObject({added: 1500})
    expect(problems).toMatchObject([
      {stage: 'pull', error: {message: expect.stringContaining('database is away')}}
    ])
  })

  it('ctx replicate_test: a row that cannot be stored, and goes on where it can', async () => {
    const hub = await fakeHub(3)
    const mirror = open(folder())
    let failing = 2
    const weak: Mirror = {
      ...mirror,
      apply(page) {
        if (failing-- > 0) throw new HubError('exhausted', 'the disk is full')
        return mirror.apply(page)
      }
    }
    const {result, problems} = await sync(client(hub.url), weak)
    expect(result).toMatchObject({added: 3})
    expect(problems).toMatchObject(Array(2).fill({stage: 'load', error: {message: 'the disk is full'}}))
    expect(hub.calls).toHaveLength(1)
  })

  it('a file that cannot be written, and keeps the rows', async () => {
    const hub = await fakeHub(3)
    const directory = folder()
    const mirror = open(directory)
    writeFileSync(join(directory, 'alpha'), 'in the way')
    const {result, problems} = await sync(client(hub.url), mirror)
    expect(result).toMatchObject({kind: 'unavailable'})
    expect(problems).toMatchObject(Array(3).fill({stage: 'files'}))
    expect(mirror.cursor().seq).toBe(3)
    rmSync(join(directory, 'alpha'))
    expect((await sync(client(hub.url), mirror)).problems).toEqual([])
    expect(ids(directory)).toEqual(['e1', 'e2', 'e3'])
  })

  it('a hub that gives nothing before its head', async () => {
    const hub = await fakeHub(0, {
      methods: {query: () => ({rows: [], nextSince: 0n, head: 5n, logId: 'log-1'})}
    })
    const {result, problems} = await sync(client(hub.url), open(folder()))
    expect(result).toMatchObject({kind: 'unavailable', message: 'Expected rows after 0 of 5, got none'})
    expect(problems).toHaveLength(3)
  })

  it('that the log is another one, and reads it from its first row', async () => {
    const [before, after] = [await fakeHub(5), await fakeHub(2)]
    after.logId = 'log-2'
    const directory = folder()
    const mirror = open(directory)
    await sync(client(before.url), mirror)
    const {result, problems} = await sync(client(after.url), mirror)
    expect(result).toEqual({added: 2, redacted: 0, cursor: {logId: 'log-2', seq: 2}})
    expect(problems).toMatchObject([{stage: 'pull', error: {kind: 'stale-cursor'}}])
    expect(ids(directory)).toEqual(['e1', 'e2'])
  })
})

it('a sync ends with the reason of its signal, and tells nothing', async () => {
  const half = await startSocket()
  later(half.stop)
  const leaving = new AbortController()
  const running = sync(
    client(`http://127.0.0.1:${half.port}`, {attemptMs: 30_000}),
    open(folder()),
    leaving.signal
  )
  leaving.abort(new Error('enough'))
  const {result, problems} = await running
  expect(result).toMatchObject({message: 'enough'})
  expect(problems).toEqual([])
})
