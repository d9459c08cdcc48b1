import {connect as connectHttp2} from 'node:http2'
import {connect, type Socket} from 'node:net'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {startTestHub, type TestHub} from './support/test-hub.ts'
import {until} from './support/wait.ts'

let hub: TestHub
let token: string
const limits = {handshakeMs: 300, headersMs: 300, bodyMs: 300, idleMs: 300, connections: 6}
beforeAll(async () => {
  hub = await startTestHub({limits})
  token = await hub.issue(['alpha'])
})
afterAll(() => hub.close())

function open(): {socket: Socket; closed: Promise<string>; received: () => string} {
  const socket = connect({host: '127.0.0.1', port: Number(new URL(hub.hub.url).port)})
  let text = ''
  socket
    .on('error', () => undefined)
    .on('data', chunk => {
      text += chunk
    })
  const closed = new Promise<string>(resolve => socket.once('close', () => resolve('closed')))
  return {socket, closed, received: () => text}
}

const head = (length: number) =>
  `POST /groundtruth.hub.v1.HubService/Status HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n` +
  `authorization: Bearer ${token}\r\ncontent-length: ${length}\r\n\r\n`

/** Writes one byte after the other, until the socket is closed. */
function drip(socket: Socket, text: string): void {
  let at = 0
  const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ''), 30)
  socket.once('close', () => clearInterval(timer))
}

describe('a slow connection is closed', () => {
  test('H-30: that sends nothing', async () => {
    expect(await open().closed).toBe('closed')
  })

  test('that sends the beginning of HTTP/2 and no more', async () => {
    const {socket, closed} = open()
    socket.write('PRI * HT')
    expect(await closed).toBe('closed')
  })

  test('that speaks HTTP/2 and makes no call', async () => {
    const session = connectHttp2(hub.hub.url)
    session.on('error', () => undefined)
    await new Promise(resolve => session.once('close', resolve))
    expect(session.destroyed).toBe(true)
  })

  test('H-30: that sends its headers one byte at a time', async () => {
    const {socket, closed, received} = open()
    socket.write('POST / HTTP/1.1\r\nx: ')
    drip(socket, 'slow')
    expect(await closed).toBe('closed')
    expect(received()).not.toContain('200 OK')
  })

  test('H-30: that sends its body one byte at a time', async () => {
    const {socket, closed} = open()
    socket.write(head(1000))
    drip(socket, ' ')
    expect(await closed).toBe('closed')
  })

  test('that has no further call for a while', async () => {
    const {socket, closed, received} = open()
    socket.write(`${head(2)}{}`)
    await until('it is answered', () => received().includes('200 OK'))
    expect(await closed).toBe('closed')
  })
})

test('what is not the service is not found', async () => {
  expect((await fetch(hub.hub.url)).status).toBe(404)
})

test('a fast one is served, in pieces or as a whole', async () => {
  const {socket, received} = open()
  for (const piece of ['P', 'OST', head(2).slice(4), '{', '}']) socket.write(piece)
  await until('it is answered', () => received().includes('200 OK'))
  socket.destroy()
})

test('H-30: headers over 16 KiB are refused', async () => {
  const {socket, closed, received} = open()
  socket.write(`POST / HTTP/1.1\r\nx: ${'x'.repeat(17 * 1024)}\r\n\r\n`)
  await closed
  expect(received()).toContain('431')
})

test('H-30: a connection over the number allowed is closed, and one of those allowed is served', async () => {
  const all = Array.from({length: 12}, open)
  for (const {socket} of all) socket.write(`${head(2)}{}`)
  const answered = () => all.filter(({received}) => received().includes('200 OK')).length
  const closed = () => all.filter(({socket, received}) => socket.destroyed && received() === '').length
  await until('each is answered or closed', () => answered() + closed() === all.length)
  // Those of the tests before may still count.
  expect(answered()).toBeGreaterThan(0)
  expect(answered()).toBeLessThanOrEqual(limits.connections)
  for (const {socket} of all) socket.destroy()
})
