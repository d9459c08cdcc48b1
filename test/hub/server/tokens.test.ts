import {Code} from '@connectrpc/connect'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {Scope, type Token} from '../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {codeOf, until} from './support/wait.ts'

let hub: TestHub
let skew = 0
const start = Date.now()
beforeAll(async () => {
  hub = await startTestHub({clock: () => start + skew})
})
afterAll(() => hub.close())

const request = {subject: 'ann', projects: ['alpha'], scopes: [Scope.READ]}
const day = 86_400_000
const lifeOf = (token: Token | undefined) =>
  Number((token?.expiresAt?.seconds ?? 0n) - (token?.createdAt?.seconds ?? 0n)) * 1000

describe('issuing', () => {
  test('gives 90 days where nothing is said, and as many as asked', async () => {
    expect(lifeOf((await hub.admin.issueToken(request)).token)).toBe(90 * day)
    expect(lifeOf((await hub.admin.issueToken({...request, ttlSeconds: 60n})).token)).toBe(60_000)
    const longest = 3650n * 86_400n
    expect(await codeOf(hub.admin.issueToken({...request, ttlSeconds: longest}))).toBe('ok')
    expect(await codeOf(hub.admin.issueToken({...request, ttlSeconds: longest + 1n}))).toBe(
      Code.InvalidArgument
    )
  })

  test.each<[string, object]>([
    ['a subject', {subject: ''}],
    ['a project', {projects: []}],
    ['a name of a project', {projects: ['a b']}],
    ['* alone', {projects: ['*', 'alpha']}],
    ['a scope', {scopes: []}],
    ['a scope that it knows', {scopes: [Scope.READ, 9]}]
  ])('needs %s', async (_, change) => {
    expect(await codeOf(hub.admin.issueToken({...request, ...change}))).toBe(Code.InvalidArgument)
  })

  test('H-05: of an admin of one project is for that project', async () => {
    const admin = hub.as(await hub.issue(['mine'], [Scope.ADMIN]))
    expect(await codeOf(admin.issueToken({...request, projects: ['mine']}))).toBe('ok')
    for (const projects of [['*'], ['new'], ['mine', 'alpha']])
      expect(await codeOf(admin.issueToken({...request, projects}))).toBe(Code.PermissionDenied)
    expect(await hub.store.projects.list()).not.toContain('new')
  })
})

describe('rotating', () => {
  test('H-07: keeps the rights, and lets the old one live on for a day', async () => {
    const {token, secret} = await hub.admin.issueToken({...request, scopes: [Scope.READ, Scope.PUBLISH]})
    const rotated = await hub.admin.rotateToken({id: token?.id ?? ''})
    expect(rotated.token).toMatchObject({
      subject: 'ann',
      projects: ['alpha'],
      scopes: [Scope.PUBLISH, Scope.READ]
    })
    expect(lifeOf(rotated.token)).toBe(90 * day)
    skew = day - 1
    expect(await codeOf(hub.as(secret).status({}))).toBe('ok')
    skew = day
    expect(await codeOf(hub.as(secret).status({}))).toBe(Code.Unauthenticated)
    expect(await codeOf(hub.as(rotated.secret).status({}))).toBe('ok')
    skew = 0
    const {tokens} = await hub.admin.listTokens({})
    expect(tokens.find(({id}) => id === token?.id)?.replacedBy).toBe(rotated.token?.id)
  })

  test('ends the old one at once where no overlap is wanted, and never lets it live longer', async () => {
    const first = await hub.admin.issueToken({...request, ttlSeconds: 60n})
    const {oldExpiresAt} = await hub.admin.rotateToken({id: first.token?.id ?? '', overlapSeconds: 3600n})
    expect(oldExpiresAt).toEqual(first.token?.expiresAt)
    const second = await hub.admin.issueToken(request)
    await hub.admin.rotateToken({id: second.token?.id ?? '', overlapSeconds: 0n})
    expect(await codeOf(hub.as(second.secret).status({}))).toBe(Code.Unauthenticated)
  })

  test('is for a token that is good and has no successor', async () => {
    const {token} = await hub.admin.issueToken(request)
    const id = token?.id ?? ''
    await hub.admin.rotateToken({id})
    expect(await codeOf(hub.admin.rotateToken({id}))).toBe(Code.InvalidArgument)
    const revoked = await hub.admin.issueToken(request)
    await hub.admin.revokeToken({id: revoked.token?.id ?? ''})
    expect(await codeOf(hub.admin.rotateToken({id: revoked.token?.id ?? ''}))).toBe(Code.InvalidArgument)
    expect(await codeOf(hub.admin.rotateToken({id: 'nonexistent'}))).toBe(Code.NotFound)
  })
})

test('H-19, ctx store_test: revoking an unknown id harms nobody', async () => {
  const {secret} = await hub.admin.issueToken(request)
  expect(await codeOf(hub.admin.revokeToken({id: 'nonexistent'}))).toBe(Code.NotFound)
  expect(await codeOf(hub.as(secret).status({}))).toBe('ok')
})

test('the use of a token is noted once a minute', async () => {
  const {token, secret} = await hub.admin.issueToken(request)
  const usedAt = async () => (await hub.store.tokens.find(token?.id ?? ''))?.lastUsedAt
  await hub.as(secret).status({})
  await until('it is noted', async () => (await usedAt()) === start)
  skew = 59_999
  await hub.as(secret).status({})
  skew = 60_000
  await hub.as(secret).status({})
  await until('it is noted again', async () => (await usedAt()) !== start)
  expect(await usedAt()).toBe(start + 60_000)
  skew = 0
})
