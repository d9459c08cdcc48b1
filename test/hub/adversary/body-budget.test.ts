import {request} from 'node:http'
import {gzipSync} from 'node:zlib'
import {Code} from '@connectrpc/connect'
import {describe, expect, test} from 'vitest'
import {createBodyBudget} from '../../../src/hub/server/admission/body-budget.ts'
import {anEntry} from '../server/support/entries.ts'
import {startTestHub, type TestHub} from '../server/support/test-hub.ts'
import {codeOf, until} from '../server/support/wait.ts'

describe('a budget of bodies', () => {
  const fresh = () => createBodyBudget({bodyBytesPerToken: 10, bodyBytes: 15})

  test('is spent by each token, and by all together', () => {
    const budget = fresh()
    budget.take('a', 10)
    expect(() => budget.take('a', 1)).toThrow('at most 10 bytes of requests of one token')
    budget.take('b', 5)
    expect(() => budget.take('c', 1)).toThrow('at most 15 bytes of requests of one node')
    expect(() => budget.take('c', 1)).toThrow(
      expect.objectContaining({kind: 'exhausted', retryAfterMs: 1000})
    )
  })

  test('is there again once it was given back; what was refused was not taken', () => {
    const budget = fresh()
    budget.take('a', 10)
    expect(() => budget.take('a', 1)).toThrow()
    budget.give('a', 10)
    budget.take('a', 10)
    budget.take('b', 5)
  })
})

/** A publish of which `sent` comes, and no end. */
function beginPublish(
  hub: TestHub,
  token: string,
  sent: string | Buffer,
  headers: Record<string, string> = {}
) {
  const post = request(`${hub.hub.url}/groundtruth.hub.v1.HubService/Publish`, {
    method: 'POST',
    headers: {'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers}
  })
  post.on('error', () => undefined)
  post.write(sent)
  return post
}

describe('calls that are read for long', () => {
  test('take no more memory than they may, and give it back when they end', async () => {
    const hub = await startTestHub({limits: {bodyBytesPerToken: 100_000}})
    const [slow, other] = [await hub.issue(['alpha']), await hub.issue(['alpha'], undefined, 'bob')]
    const large = {entries: [anEntry('large', {content: 'x'.repeat(50_000)})]}
    expect(await codeOf(hub.as(slow).publish(large))).toBe('ok')
    const open = beginPublish(hub, slow, ' '.repeat(90_000))
    await until(
      'it is read',
      async () => (await codeOf(hub.as(slow).publish(large))) === Code.ResourceExhausted
    )
    expect(await codeOf(hub.as(other).publish(large))).toBe('ok')
    open.destroy()
    await until('it is given back', async () => (await codeOf(hub.as(slow).publish(large))) === 'ok')
    await until('both are in the audit log', async () => {
      const codes = (await hub.store.audit.list(0, 100)).map(({method, code}) => `${method} ${code}`)
      return codes.includes('Publish resource_exhausted') && codes[0] === 'Publish ok'
    })
    await hub.close()
  })

  test('are counted where they publish; others are too small, and may last for ever', async () => {
    const hub = await startTestHub({limits: {bodyBytesPerToken: 1}})
    const ann = hub.as(await hub.issue(['alpha']))
    expect(await codeOf(ann.publish({entries: [anEntry('a')]}))).toBe(Code.ResourceExhausted)
    expect(await codeOf(ann.query({projects: ['alpha']}))).toBe('ok')
    await hub.close()
  })

  test('that are packed count as large as they may become', async () => {
    const hub = await startTestHub({limits: {bodyBytesPerToken: 7 * 1024 * 1024}})
    const token = await hub.issue(['alpha'])
    const packed = gzipSync('{"entries":[]}')
    const headers = {'content-encoding': 'gzip', 'content-length': `${packed.length}`}
    const open = beginPublish(hub, token, packed.subarray(0, -1), headers)
    const publishPacked = () =>
      fetch(`${hub.hub.url}/groundtruth.hub.v1.HubService/Publish`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'content-encoding': 'gzip'
        },
        body: packed
      }).then(({status}) => status)
    await until('one is read', async () => (await publishPacked()) === 429)
    expect(await codeOf(hub.as(token).publish({entries: [anEntry('plain')]}))).toBe('ok')
    open.destroy()
    // It is read then, and holds no entry.
    await until('it is given back', async () => (await publishPacked()) === 400)
    await hub.close()
  })
})
