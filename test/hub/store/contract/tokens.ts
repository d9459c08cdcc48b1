import {createHash} from 'node:crypto'
import {describe, expect, test} from 'vitest'
import type {HubStore} from '../../../../src/hub/store/store.ts'
import type {TokenRecord} from '../../../../src/hub/token-record.ts'
import {fresh, type OpenFresh} from './subject.ts'

const day = 24 * 60 * 60 * 1000

export function token(id: string, changes: Partial<TokenRecord> = {}): TokenRecord {
  const hash = new Uint8Array(createHash('sha256').update(id).digest())
  return {
    id,
    hash,
    subject: `of ${id}`,
    projects: ['alpha', 'beta'],
    scopes: ['publish', 'read'],
    createdAt: day,
    ...changes
  }
}

/** The hash with one bit turned: at its start, in its middle, at its end. */
function nearMisses({hash}: TokenRecord): readonly Uint8Array[] {
  const turned = [0, 15, 31].map(at => hash.map((byte, index) => (index === at ? byte ^ 1 : byte)))
  return [...turned, hash.subarray(0, 31), new Uint8Array([...hash, 0]), new Uint8Array()]
}

export function tokenContract(openFresh: OpenFresh): void {
  describe('tokens', () => {
    test('ctx store_test: are found by hash and by id, as they were added, also after a restart', async () => {
      const subject = await fresh(openFresh)
      const all = {expiresAt: 9 * day, revokedAt: 8 * day, lastUsedAt: 7 * day, replacedBy: 'plain'}
      const tokens = [token('plain', {projects: ['*'], scopes: ['admin']}), token('full', all)]
      for (const each of tokens) await subject.store.tokens.add(each)
      const check = async (store: HubStore) => {
        for (const each of tokens) {
          expect(await store.tokens.find(each.id)).toEqual(each)
          expect(await store.tokens.findByHash(each.hash)).toEqual(each)
        }
      }
      await check(subject.store)
      await check(await subject.reopen())
    })

    test('H-20, ctx store_test: are not found by anything near', async () => {
      const {tokens} = (await fresh(openFresh)).store
      await tokens.add(token('a'))
      for (const hash of nearMisses(token('a'))) expect(await tokens.findByHash(hash)).toBeUndefined()
      for (const id of ['', 'A', 'a ', 'b']) expect(await tokens.find(id)).toBeUndefined()
    })

    test('are listed by creation, then id', async () => {
      const {tokens} = (await fresh(openFresh)).store
      const added = [token('b'), token('c', {createdAt: 1}), token('a')]
      for (const each of added) await tokens.add(each)
      expect(await tokens.list()).toEqual([added[1], added[2], added[0]])
    })

    test('with an id or a hash that is taken are a conflict', async () => {
      const {tokens} = (await fresh(openFresh)).store
      await tokens.add(token('a'))
      await expect(tokens.add(token('a', {hash: token('b').hash}))).rejects.toMatchObject({kind: 'conflict'})
      await expect(tokens.add(token('b', {hash: token('a').hash}))).rejects.toMatchObject({kind: 'conflict'})
      expect(await tokens.list()).toEqual([token('a')])
    })

    test('that are replaced name their successor and expire with the overlap, or before', async () => {
      const {tokens} = (await fresh(openFresh)).store
      await tokens.add(token('never'))
      await tokens.add(token('early', {expiresAt: 2 * day}))
      await tokens.add(token('late', {expiresAt: 9 * day}))
      for (const id of ['never', 'early', 'late']) await tokens.replace(id, token(`${id} 2`), 3 * day)
      expect(await tokens.find('never')).toEqual(token('never', {expiresAt: 3 * day, replacedBy: 'never 2'}))
      expect(await tokens.find('early')).toMatchObject({expiresAt: 2 * day, replacedBy: 'early 2'})
      expect(await tokens.find('late')).toMatchObject({expiresAt: 3 * day})
      expect(await tokens.find('late 2')).toEqual(token('late 2'))
    })

    test('that are replaced by nothing new stay as they are', async () => {
      const {tokens} = (await fresh(openFresh)).store
      await tokens.add(token('a'))
      await tokens.add(token('b'))
      await expect(tokens.replace('a', token('b'), day)).rejects.toMatchObject({kind: 'conflict'})
      await expect(tokens.replace('x', token('c'), day)).rejects.toMatchObject({kind: 'not-found'})
      expect(await tokens.list()).toEqual([token('a'), token('b')])
    })

    test('H-19, ctx store_test: are revoked once, and no other with them', async () => {
      const subject = await fresh(openFresh)
      const {tokens} = subject.store
      for (const id of ['a', 'b']) await tokens.add(token(id))
      expect(await tokens.revoke('a', 5 * day)).toEqual(token('a', {revokedAt: 5 * day}))
      expect(await tokens.revoke('a', 6 * day)).toEqual(token('a', {revokedAt: 5 * day}))
      await expect(tokens.revoke('x', day)).rejects.toMatchObject({kind: 'not-found'})
      expect(await (await subject.reopen()).tokens.list()).toEqual([
        token('a', {revokedAt: 5 * day}),
        token('b')
      ])
    })

    test('have ended when they are revoked, expired or gone', async () => {
      const {tokens} = (await fresh(openFresh)).store
      await tokens.add(token('lasting'))
      await tokens.add(token('revoked', {revokedAt: day}))
      await tokens.add(token('expires', {expiresAt: 5 * day}))
      const ids = ['gone', 'lasting', 'revoked', 'expires']
      expect([...(await tokens.ended(ids, 5 * day - 1))].sort()).toEqual(['gone', 'revoked'])
      expect([...(await tokens.ended(ids, 5 * day))].sort()).toEqual(['expires', 'gone', 'revoked'])
      expect(await tokens.ended([], day)).toEqual([])
    })

    test('remember their latest use', async () => {
      const {tokens} = (await fresh(openFresh)).store
      for (const id of ['a', 'b', 'c']) await tokens.add(token(id))
      await tokens.touch(
        new Map([
          ['a', 2 * day],
          ['b', 3 * day],
          ['gone', day]
        ])
      )
      await tokens.touch(new Map([['a', day]]))
      expect((await tokens.list()).map(({lastUsedAt}) => lastUsedAt)).toEqual([2 * day, 3 * day, undefined])
      await tokens.touch(new Map())
    })
  })

  describe('projects', () => {
    test('ctx store_test: are created once and listed in order', async () => {
      const subject = await fresh(openFresh)
      const {projects} = subject.store
      expect(await projects.list()).toEqual([])
      expect(await projects.create(['b', 'a', 'b'], day)).toEqual(['a', 'b'])
      expect(await projects.create(['c', 'b', 'B'], day)).toEqual(['B', 'c'])
      expect(await projects.create([], day)).toEqual([])
      expect(await (await subject.reopen()).projects.list()).toEqual(['B', 'a', 'b', 'c'])
    })
  })
}
