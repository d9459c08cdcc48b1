import {expect, test} from 'vitest'
import {createToken} from '../../../src/hub/tokens/create-token.ts'
import {hashToken, parseBearer} from '../../../src/hub/tokens/token-text.ts'

const grant = {
  subject: 'ann',
  projects: ['beta', 'alpha', 'beta'],
  scopes: ['read', 'publish'] as const,
  createdAt: 5
}

test('H-03, ctx auth_test: the text is a token, and the record holds its hash and nothing else of it', () => {
  const {secret, record} = createToken(grant)
  expect(parseBearer([`Bearer ${secret}`])).toBe(secret)
  expect(secret).toMatch(new RegExp(`^gt_${record.id}_[A-Za-z0-9_-]{43}$`))
  expect(record).toEqual({
    ...{id: record.id, hash: hashToken(secret), subject: 'ann', createdAt: 5},
    // Sorted, each once; scopes in their order.
    ...{projects: ['alpha', 'beta'], scopes: ['publish', 'read']}
  })
})

test('ctx auth_test: two tokens differ in id and text', () => {
  const [first, second] = [createToken(grant), createToken(grant)]
  expect(first.record.id).not.toBe(second.record.id)
  expect(first.secret.slice(-43)).not.toBe(second.secret.slice(-43))
})

test('the text is 256 bits of the given randomness', () => {
  const sizes: number[] = []
  const {secret} = createToken({...grant, id: 'chosen12'}, size => {
    sizes.push(size)
    return Buffer.alloc(size, 0xff)
  })
  expect(sizes).toEqual([32])
  expect(secret).toBe(`gt_chosen12_${Buffer.alloc(32, 0xff).toString('base64url')}`)
})

test('an expiry is kept', () => {
  expect(createToken({...grant, expiresAt: 9}).record.expiresAt).toBe(9)
  expect(createToken(grant).record).not.toHaveProperty('expiresAt')
})
