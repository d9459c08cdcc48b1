import {spawnSync} from 'node:child_process'
import {cpSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {createFileRegistry, fromBinary} from '@bufbuild/protobuf'
import {FileDescriptorSetSchema} from '@bufbuild/protobuf/wkt'
import {type Client, createClient} from '@connectrpc/connect'
import {createGrpcTransport} from '@connectrpc/connect-node'
import {describe, expect, onTestFinished, test} from 'vitest'
import {HubService} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {anEntry} from '../server/support/entries.ts'
import {connectTransport, startTestHub, withHeader} from '../server/support/test-hub.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The service as clients that were made from the baseline know it. */
function baselineService(): typeof HubService {
  const set = fromBinary(FileDescriptorSetSchema, readFileSync(join(root, 'proto/baseline.binpb')))
  const service = createFileRegistry(set).getService(HubService.typeName)
  if (!service) throw new Error('the baseline has no such service')
  // Its types are those of today where nothing was broken, which the last test of this file asks.
  return service as unknown as typeof HubService
}

describe.each([
  ['Connect', (url: string) => connectTransport(url)],
  ['gRPC', (url: string) => createGrpcTransport({baseUrl: url})]
])('a client of the baseline over %s', (name, transport) => {
  test('C-16: publishes, reads, follows and is told of a redaction by the hub of today', async () => {
    const hub = await startTestHub()
    onTestFinished(hub.close)
    const as = (token: string): Client<typeof HubService> =>
      createClient(baselineService(), withHeader(transport(hub.hub.url), 'authorization', `Bearer ${token}`))
    const admin = as(hub.hub.adminToken ?? '')
    const {secret, token} = await admin.issueToken({subject: name, projects: ['alpha'], scopes: [1, 2]})
    const client = as(secret)
    const {seqs} = await client.publish({entries: [anEntry('a'), anEntry('b')]})
    expect(seqs).toEqual([1n, 2n])
    await admin.redact({seq: 1n, reason: 'why'})
    const expected = [
      {id: 'a', author: name, content: '', redacted: true},
      {id: 'b', author: name, content: 'text of b', redacted: false},
      {targetSeq: 1n, author: 'admin', reason: 'why'}
    ]
    const {rows, head} = await client.query({})
    expect([rows.map(({row}) => row.value), head]).toMatchObject([expected, 3n])
    const abort = new AbortController()
    const followed: unknown[] = []
    for await (const {event} of client.subscribe({}, {signal: abort.signal})) {
      if (event.case !== 'progress') followed.push(event.value)
      if (followed.length === 3) break
    }
    abort.abort()
    expect(followed).toMatchObject(expected)
    expect(await client.status({})).toMatchObject({store: 'embedded', subject: name})
    expect((await admin.listTokens({})).tokens.map(({id}) => id)).toContain(token?.id)
  })
})

test('C-16: a protocol that breaks clients of the baseline is refused, the present one is not', () => {
  const copy = join(temporaryFolder(), 'proto')
  cpSync(join(root, 'proto'), copy, {recursive: true})
  expect(breaking(copy)).toEqual([0, ''])
  const file = join(copy, 'groundtruth/hub/v1/hub.proto')
  const text = readFileSync(file, 'utf8')
  const changed = text.replace('string content = 3;', 'string content = 30;')
  expect(changed).not.toBe(text)
  writeFileSync(file, changed)
  expect(breaking(copy)).toEqual([100, expect.stringContaining('"content"')])
})

/** Exit code and output of the check that `npm run check:proto` makes. */
function breaking(folder: string): [number | null, string] {
  const script = join(root, 'node_modules/@bufbuild/buf/bin/buf')
  const args = [script, 'breaking', folder, '--against', join(root, 'proto/baseline.binpb')]
  const {status, stdout} = spawnSync(process.execPath, args, {encoding: 'utf8'})
  return [status, stdout]
}
