import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {HubService, Scope} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {requiredScopes} from '../../../src/hub/server/admission/required-scope.ts'
import {scopes} from '../../../src/hub/token-record.ts'
import {anEntry} from './support/entries.ts'
import {type HubClient, startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf} from './support/wait.ts'

let hub: TestHub
let betaToken: string
let betaSeq: bigint
const allScopes = [Scope.PUBLISH, Scope.READ, Scope.ADMIN]

beforeAll(async () => {
  hub = await startTestHub({limits: {failedAuthsBurst: 1000}})
  betaToken = await hub.issue(['beta'], [Scope.PUBLISH, Scope.READ], 'ben')
  const {seqs} = await hub.as(betaToken).publish({entries: [anEntry('b', {content: 'secret of beta'})]})
  betaSeq = seqs[0] ?? 0n
  await hub.as(await hub.issue(['alpha'])).publish({entries: [anEntry('a')]})
})
afterAll(() => hub.close())

type Method = keyof typeof HubService.method
const methods = Object.keys(HubService.method) as Method[]
const betaId = () => betaToken.split('_')[1] ?? ''

/** Reads a stream up to its first message. */
async function first<T>(messages: AsyncIterable<T>, abort: AbortController): Promise<T | undefined> {
  try {
    for await (const message of messages) return message
    return undefined
  } finally {
    abort.abort()
  }
}

/** Each method as somebody of alpha would call it to reach beta: one that is not here does not compile. */
const towardsBeta: Record<Method, (client: HubClient) => Promise<unknown>> = {
  publish: client => client.publish({entries: [anEntry('x')], project: 'beta'}),
  query: client => client.query({projects: ['alpha', 'beta']}),
  subscribe(client) {
    const abort = new AbortController()
    return first(client.subscribe({projects: ['beta']}, {signal: abort.signal}), abort)
  },
  status: client => client.status({}),
  issueToken: client => client.issueToken({subject: 's', projects: ['alpha', 'beta'], scopes: [Scope.READ]}),
  listTokens: client => client.listTokens({}),
  rotateToken: client => client.rotateToken({id: betaId()}),
  revokeToken: client => client.revokeToken({id: betaId()}),
  redact: client => client.redact({seq: betaSeq, reason: 'r'}),
  listAudit: client => client.listAudit({}),
  backup(client) {
    const abort = new AbortController()
    return first(client.backup({}, {signal: abort.signal}), abort)
  },
  stop: client => client.stop({})
}

/** Methods that name no project: they show what the token may see, and no more. */
const filtered: readonly Method[] = ['status', 'listTokens']

describe.each(methods)('%s', method => {
  test('needs a token', async () => {
    expect(await codeOf(towardsBeta[method](hub.as('none')))).toBe(Code.Unauthenticated)
  })

  test('C-4: needs its scope, and no other scope stands for it', async () => {
    const needed = requiredScopes(HubService).get(HubService.method[method].name) ?? 'publish'
    const others = allScopes.filter(scope => scope !== scopes.indexOf(needed) + 1)
    const client = hub.as(await hub.issue(['*'], others))
    await expect(towardsBeta[method](client)).rejects.toMatchObject({
      code: Code.PermissionDenied,
      rawMessage: expect.stringContaining(needed)
    })
  })

  test('H-04, C-4: does not reach another project', async () => {
    const client = hub.as(await hub.issue(['alpha'], allScopes))
    if (!filtered.includes(method))
      return expect(await codeOf(towardsBeta[method](client))).toBe(Code.PermissionDenied)
    const shown = JSON.stringify(await towardsBeta[method](client), (_, value) =>
      typeof value === 'bigint' ? `${value}` : value
    )
    expect(shown).not.toContain('beta')
    expect(shown).toContain('alpha')
  })
})

test('after all of that beta is as it was', async () => {
  const ben = hub.as(betaToken)
  const {rows} = await ben.query({})
  expect(rows.map(({row}) => row.value)).toMatchObject([
    {id: 'b', content: 'secret of beta', redacted: false}
  ])
})

test('a token reads what it is for, and what is asked of it, where nothing is asked', async () => {
  const idsFor = async (projects: string[]) => {
    const {rows} = await hub.as(await hub.issue(projects)).query({})
    return rows.map(({row}) => row.case === 'entry' && row.value.project)
  }
  expect(await idsFor(['alpha'])).toEqual(['alpha'])
  expect(await idsFor(['*'])).toEqual(['beta', 'alpha'])
})

test('C-4: a method without a declared scope is never served', () => {
  const {method} = HubService
  const undeclared = {...method.status, proto: {...method.status.proto, options: undefined}}
  const service = {...HubService, methods: [undeclared]} as unknown as typeof HubService
  expect(() => requiredScopes(service)).toThrow('Expected Status to declare a scope')
  expect([...requiredScopes(HubService)].length).toBe(methods.length)
})
