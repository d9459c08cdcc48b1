import {createHash} from 'node:crypto'
import {describe, expect, test} from 'vitest'
import {createToken} from '../../../src/hub/tokens/create-token.ts'
import {hashToken, parseBearer} from '../../../src/hub/tokens/token-text.ts'

const {secret} = createToken({subject: 'ann', projects: ['alpha'], scopes: ['read'], createdAt: 0})

describe('parseBearer', () => {
  test('gives the token of the one right header', () => {
    expect(parseBearer([`Bearer ${secret}`])).toBe(secret)
  })

  test.each([
    ['no header', []],
    ['an empty header', ['']],
    ['two headers', [`Bearer ${secret}`, `Bearer ${secret}`]],
    ['two values in one', [`Bearer ${secret}, Bearer ${secret}`]],
    ['no scheme', [secret]],
    ['the scheme in small letters', [`bearer ${secret}`]],
    ['another scheme', [`Basic ${secret}`]],
    ['two spaces', [`Bearer  ${secret}`]],
    ['a tab for the space', [`Bearer\t${secret}`]],
    ['a space in front', [` Bearer ${secret}`]],
    ['a line break behind', [`Bearer ${secret}\n`]],
    ['one character more', [`Bearer ${secret}A`]],
    ['one character less', [`Bearer ${secret.slice(0, -1)}`]],
    ['padding', [`Bearer ${secret}=`]],
    ['a character outside of base64url', [`Bearer ${secret.slice(0, -1)}+`]],
    ['an id of 7 characters', [`Bearer gt_abcdefg_${'A'.repeat(43)}`]],
    ['an id of 17 characters', [`Bearer gt_${'a'.repeat(17)}_${'A'.repeat(43)}`]],
    ['an id with a capital', [`Bearer gt_Abcdefgh_${'A'.repeat(43)}`]],
    ['a very long header', [`Bearer ${secret}${'A'.repeat(100_000)}`]]
  ])('H-21: refuses %s', (_, values) => {
    expect(parseBearer(values)).toBeUndefined()
  })

  test('takes ids of 8 and of 16 characters', () => {
    for (const length of [8, 16]) {
      const token = `gt_${'a'.repeat(length)}_${'A'.repeat(43)}`
      expect(parseBearer([`Bearer ${token}`])).toBe(token)
    }
  })
})

test('hashToken is the SHA-256 of the whole text', () => {
  expect(Buffer.from(hashToken(secret))).toEqual(createHash('sha256').update(secret).digest())
})
