import type {Server, Socket} from 'node:net'

/** The listener of a node. */
export interface Front {
  readonly server: Server
  /** Takes no more connections, and closes those without a call. */
  drain(): void
  /** Cuts off what is left. */
  destroy(): void
}

/** Remembers the open ones among what is added. */
export function createOpenSet<T extends {once(event: 'close', listener: () => void): unknown}>(): {
  add(item: T): void
  readonly items: ReadonlySet<T>
} {
  const items = new Set<T>()
  return {
    items,
    add(item) {
      items.add(item)
      item.once('close', () => items.delete(item))
    }
  }
}

/** Sockets of a server, so that they can be cut off. */
export function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = createOpenSet<Socket>()
  server.on('connection', sockets.add)
  return sockets.items
}
