import {connect} from 'node:net'
import {setTimeout as pause} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {startTestHub} from '../server/support/test-hub.ts'
import {until} from '../server/support/wait.ts'

test.each([
  ['nothing', ''],
  ['part of a word', 'PRI']
])(
  'a connection that ends after %s gives its place back at once; one that stays keeps it',
  async (_, said) => {
    const hub = await startTestHub({limits: {connections: 2, handshakeMs: 600_000}})
    const port = Number(new URL(hub.hub.url).port)
    const stays = connect(port, '127.0.0.1')
    let closed = 0
    const leave = () => {
      const socket = connect({port, host: '127.0.0.1', allowHalfOpen: true})
      // The hub refuses it by a reset where no place is free.
      socket.on('error', () => undefined)
      socket.once('close', () => closed++)
      socket.once('end', () => socket.end())
      socket.end(said)
      return socket
    }
    for (let count = 1; count <= 5; count++) {
      leave()
      await until(`${count} are closed`, () => closed === count)
    }
    expect(stays.closed).toBe(false)
    const answer = await fetch(`${hub.hub.url}/nothing`, {signal: AbortSignal.timeout(5000)})
    expect(answer.status).toBe(404)
    stays.destroy()
    await pause(0)
    await hub.close()
  }
)
