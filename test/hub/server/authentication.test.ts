import {readdirSync, readFileSync} from 'node:fs'
import {connect} from 'node:net'
import {join} from 'node:path'
import {Code, ConnectError, createClient} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {HubService, Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {startHub} from '../../../src/hub/server/start-hub.ts'
import {anEntry} from './support/entries.ts'
import {connectTransport, startTestHub, type TestHub, withHeader} from './support/test-hub.ts'
import {codeOf, until} from './support/wait.ts'

let hub: TestHub
let now = 0
beforeAll(async () => {
  hub = await startTestHub({clock: () => Date.now() + now, limits: {failedAuthsBurst: 1000}})
})
afterAll(() => hub.close())

/** Code and text of a refusal: the whole of what a caller learns. */
async function refusalOf(authorization: string | undefined): Promise<unknown> {
  const transport = connectTransport(hub.hub.url, '1.1')
  const client = createClient(
    HubService,
    authorization === undefined ? transport : withHeader(transport, 'authorization', authorization)
  )
  return client.status({}).then(
    () => 'accepted',
    error => {
      const {code, rawMessage, details} = ConnectError.from(error)
      return {code, rawMessage, details}
    }
  )
}

const refusal = {code: Code.Unauthenticated, rawMessage: 'Expected a valid token, got none', details: []}

function flip(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}

describe('every failed authentication has one code and one text', () => {
  const nearMisses: readonly [string, (token: string) => string][] = [
    ['nothing after the scheme', () => ''],
    ['another last byte', token => flip(token, token.length - 2)],
    ['another first byte', token => flip(token, token.length - 43)],
    ['another middle byte', token => flip(token, token.length - 20)],
    ['a part of it', token => token.slice(0, -5)],
    ['more behind it', token => `${token}x`],
    ['another case', token => token.toUpperCase()],
    ['padding', token => `${token}=`],
    ['another token of the same length', token => `${token.slice(0, -43)}${'A'.repeat(43)}`]
  ]
  test.each(nearMisses)('H-25, C-5, ctx store_test: a near miss: %s', async (_, change) => {
    const token = await hub.issue(['alpha'])
    expect(await refusalOf(`Bearer ${change(token)}`)).toEqual(refusal)
    expect(await refusalOf(`Bearer ${token}`)).toBe('accepted')
  })

  test('H-21, H-25, C-5: no token, no scheme, another scheme, twice', async () => {
    const token = await hub.issue(['alpha'])
    for (const header of [
      undefined,
      token,
      `Basic ${token}`,
      `bearer ${token}`,
      `Bearer ${token}, Bearer ${token}`
    ])
      expect(await refusalOf(header)).toEqual(refusal)
  })

  test('H-07, H-19, H-25, C-5: a revoked one, from the next call on, and an expired one', async () => {
    const request = {subject: 'ann', projects: ['alpha'], scopes: [Scope.READ]}
    const revoked = await hub.admin.issueToken(request)
    const expiring = await hub.admin.issueToken({...request, ttlSeconds: 3600n})
    expect(await refusalOf(`Bearer ${revoked.secret}`)).toBe('accepted')
    await hub.admin.revokeToken({id: revoked.token?.id ?? ''})
    expect(await refusalOf(`Bearer ${revoked.secret}`)).toEqual(refusal)
    expect(await refusalOf(`Bearer ${expiring.secret}`)).toBe('accepted')
    now = 3_600_000
    expect(await refusalOf(`Bearer ${expiring.secret}`)).toEqual(refusal)
    now = 0
  })
})

test('H-18, H-25: the audit log alone says why', async () => {
  const {token, secret} = await hub.admin.issueToken({
    subject: 'ann',
    projects: ['alpha'],
    scopes: [Scope.READ]
  })
  await hub.admin.revokeToken({id: token?.id ?? ''})
  await refusalOf(`Bearer ${secret}`)
  await until('it is written', async () => {
    const {rows} = await hub.admin.listAudit({limit: 50})
    return rows.some(
      ({reason, code}) => reason === `revoked token ${token?.id}` && code === 'unauthenticated'
    )
  })
})

test('H-21: two Authorization headers are refused, though each is good', async () => {
  const token = await hub.issue(['alpha'])
  const send = (times: number) => sendRaw(hub.hub.url, Array(times).fill(`authorization: Bearer ${token}`))
  expect(await send(1)).toContain('200 OK')
  expect(await send(2)).toContain('401 Unauthorized')
})

async function sendRaw(url: string, headers: readonly string[]): Promise<string> {
  const {hostname, port} = new URL(url)
  const socket = connect({host: hostname, port: Number(port)})
  socket.write(
    `POST /groundtruth.hub.v1.HubService/Status HTTP/1.1\r\nhost: x\r\nconnection: close\r\n` +
      `content-type: application/json\r\ncontent-length: 2\r\n${headers.join('\r\n')}\r\n\r\n{}`
  )
  let text = ''
  for await (const chunk of socket) text += chunk
  return text
}

test('H-23: the first token is shown once, is an admin, and is not in the store', async () => {
  const secret = hub.hub.adminToken ?? ''
  const {tokens} = await hub.admin.listTokens({})
  expect(tokens[0]).toMatchObject({subject: 'admin', projects: ['*'], scopes: [1, 2, 3]})
  const listen = {host: '127.0.0.1', port: 0}
  const second = await startHub({store: hub.store, listen, version: '1', log: () => undefined})
  expect(second.adminToken).toBeUndefined()
  await second.stop()
  expect(secret).toMatch(/^gt_/)
})

test('H-03: no secret is in the files of the store, the log or the audit log', async () => {
  const secret = await hub.issue(['alpha'])
  await hub.as(secret).publish({entries: [anEntry('leak', {content: 'text that is stored'})]})
  await codeOf(hub.as(`${secret}x`).status({}))
  await hub.admin.rotateToken({id: secret.split('_')[1] ?? ''})
  const files = readdirSync(hub.folder).map(name => readFileSync(join(hub.folder, name), 'latin1'))
  const {rows} = await hub.admin.listAudit({limit: 1000})
  const said = JSON.stringify([hub.log, rows], (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  expect(files.join('')).toContain('text that is stored')
  expect(`${files.join('')}${said}`).not.toContain(secret.slice(-43))
  expect(`${files.join('')}${said}`).not.toContain((hub.hub.adminToken ?? '-').slice(-43))
  expect(said).not.toContain('text that is stored')
})
