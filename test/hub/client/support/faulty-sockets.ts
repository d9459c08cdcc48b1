import {once} from 'node:events'
import {type AddressInfo, connect, createServer, type Socket} from 'node:net'
import {Worker} from 'node:worker_threads'

export interface FaultyPeer {
  readonly port: number
  connections: number
  stop(): Promise<void>
}

/** A port of this machine where nothing listens. */
export async function deadPort(): Promise<number> {
  const peer = await startSocket(() => undefined)
  await peer.stop()
  return peer.port
}

/** Accepts connections and does with each what the test says; nothing: it never answers. */
export async function startSocket(
  onConnection: (socket: Socket) => void = () => undefined
): Promise<FaultyPeer> {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    peer.connections++
    sockets.add(socket.on('error', () => undefined))
    onConnection(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const peer: FaultyPeer = {
    port: (server.address() as AddressInfo).port,
    connections: 0,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    }
  }
  return peer
}

const blocked = `
const {parentPort} = require('node:worker_threads')
const server = require('node:net').createServer()
server.listen({port: 0, host: '127.0.0.1', backlog: 1}, () => {
  parentPort.postMessage(server.address().port)
  setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000))
})`

/** Answers nothing, not even that it accepts a connection: its queue is full, and its thread sleeps. */
export async function startBlackHole(): Promise<FaultyPeer> {
  const worker = new Worker(blocked, {eval: true})
  const [port] = (await once(worker, 'message')) as [number]
  const fillers = Array.from({length: 4}, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await once(fillers[0] as Socket, 'connect')
  return {
    port,
    connections: 0,
    async stop() {
      for (const filler of fillers) filler.destroy()
      await worker.terminate()
    }
  }
}
