import {expect, test} from 'vitest'
import {checkToken, hasExpired} from '../../../src/hub/tokens/check-token.ts'
import {createToken} from '../../../src/hub/tokens/create-token.ts'

const grant = {
  subject: 'ann',
  projects: ['alpha'],
  scopes: ['read'] as const,
  createdAt: 1000,
  expiresAt: 2000
}
const {record} = createToken(grant)
const other = createToken(grant).record

test('H-07: a token is good from its creation until its expiry', () => {
  expect(checkToken(record, record.hash, 1000)).toBeUndefined()
  expect(checkToken(record, record.hash, 1999)).toBeUndefined()
  expect(checkToken(record, record.hash, 2000)).toBe('expired token')
})

test('one of a node whose clock is a minute ahead is good, and one of the future is not', () => {
  expect(checkToken({...record, createdAt: 61_000, expiresAt: 90_000}, record.hash, 1000)).toBeUndefined()
  expect(checkToken({...record, createdAt: 61_001, expiresAt: 90_000}, record.hash, 1000)).toBe(
    'token not valid yet'
  )
})

test('H-20: no record, or one of another hash, is unknown', () => {
  expect(checkToken(undefined, record.hash, 1500)).toBe('unknown token')
  expect(checkToken(record, other.hash, 1500)).toBe('unknown token')
  expect(checkToken({...record, hash: record.hash.subarray(1)}, record.hash, 1500)).toBe('unknown token')
})

test('a revoked token stays revoked, also after its expiry', () => {
  expect(checkToken({...record, revokedAt: 1200}, record.hash, 1500)).toBe('revoked token')
  expect(checkToken({...record, revokedAt: 1200}, record.hash, 2500)).toBe('revoked token')
})

test('a token without expiry lasts', () => {
  expect(hasExpired({}, Number.MAX_SAFE_INTEGER)).toBe(false)
  expect(hasExpired(record, 2000)).toBe(true)
})
