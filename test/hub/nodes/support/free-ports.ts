import {createServer} from 'node:net'

/**
 * Ports that nobody listens on, below those that the system gives to outgoing connections: a port of a node that is down
 * would else be taken by one of its many clients, or be connected to itself.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  for (let attempt = 0; ports.size < count && attempt < 1000; attempt++) {
    const port = 15_000 + Math.floor(Math.random() * 15_000)
    if (await isFree(port)) ports.add(port)
  }
  if (ports.size < count) throw new Error(`Expected ${count} free ports, got ${ports.size}`)
  return [...ports]
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer().once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
