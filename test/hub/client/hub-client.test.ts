import {describe, expect, it} from 'vitest'
import {createHubClient} from '../../../src/hub/client/hub-client.ts'
import {createCertificate} from './support/certificate.ts'

const token = 'gt_secret'
const make = (peers: readonly string[], change: {token?: string; tls?: object} = {}) =>
  createHubClient({peers, token, ...change}).close()

describe('a client is not made', () => {
  it.each([
    ['plain text to another machine', 'http://hub.example:7700'],
    ['plain text to a name that looks like this machine', 'http://127.0.0.1.example:7700'],
    ['plain text to every address', 'http://0.0.0.0:7700'],
    ['another scheme', 'ftp://127.0.0.1'],
    ['no scheme', '127.0.0.1:7700'],
    ['a user', 'https://ann:secret@hub.example'],
    ['a query', 'https://hub.example?token=secret'],
    ['a fragment', 'https://hub.example#secret']
  ])('H-02: for %s', (_, url) => {
    const error = catchError(() => make([url]))
    expect(error).toMatchObject({kind: 'invalid'})
    expect(String(error)).not.toContain('secret')
  })

  it('without a peer, and where one of several is wrong', () => {
    expect(catchError(() => make([]))).toMatchObject({kind: 'invalid'})
    expect(catchError(() => make(['https://hub.example', 'http://hub.example']))).toMatchObject({
      kind: 'invalid'
    })
  })

  it.each(['', 'two words', 'line\nbreak', 'grüße'])('for the token %j, which is not repeated', wrong => {
    const error = catchError(() => make(['https://hub.example'], {token: wrong}))
    expect(error).toMatchObject({kind: 'invalid'})
    if (wrong !== '') expect(String(error)).not.toContain(wrong)
  })

  it('for texts that are not PEM, or a key of another certificate', async () => {
    const [one, other] = [await createCertificate(), await createCertificate()]
    expect(catchError(() => make(['https://hub.example'], {tls: {cert: 'x', key: 'y'}}))).toMatchObject({
      kind: 'invalid'
    })
    expect(
      catchError(() => make(['https://hub.example'], {tls: {cert: one.cert, key: other.key}}))
    ).toMatchObject({
      kind: 'invalid'
    })
    make(['https://hub.example'], {tls: {cert: one.cert, key: one.key, ca: other.cert}})
  })
})

it('H-02: a client is made for TLS anywhere, and for plain text to this machine', () => {
  make(['https://hub.example', 'https://[2001:db8::1]:7700'])
  make(['http://localhost:7700', 'http://127.0.0.1:7700', 'http://127.8.9.1', 'http://[::1]:7700'])
})

function catchError(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('Expected an error, got none')
}
