import {setTimeout as pause} from 'node:timers/promises'
import type {OwnPostgres} from '../../support/postgres.ts'
import type {ServedNode} from './served-node.ts'

/** What was broken, and when, in milliseconds since 1970. */
export interface Fault {
  readonly kind: 'kill' | 'database'
  readonly at: number
}

export interface FaultOptions {
  readonly nodes: readonly ServedNode[]
  readonly database: Pick<OwnPostgres, 'halt' | 'start'>
  readonly lastMs: number
  /** Between two kills, in milliseconds. */
  readonly everyMs: number
  /** Crashes of the database, evenly spread over the time. */
  readonly outages: number
  /** How long it is away. */
  readonly awayMs: number
  readonly onFault: (fault: Fault) => void
}

export interface FaultCounts {
  readonly kills: number
  /** Of them those that hit a node that was still starting. */
  readonly killsInStart: number
  readonly outages: number
  /** The last of all faults: a kill. */
  readonly lastAt: number
}

/** Kills one node after the other, whether it serves or still starts, and crashes the database between. All of it runs afterwards. */
export async function breakThings(options: FaultOptions): Promise<FaultCounts> {
  const {nodes, lastMs, everyMs, onFault} = options
  const began = Date.now()
  const outages = crashDatabase(options, began)
  let [kills, killsInStart, lastAt] = [0, 0, 0]
  for (let next = began + everyMs; next < began + lastMs; next += everyMs) {
    await pause(Math.max(0, next - Date.now()))
    const node = nodes[kills % nodes.length] as ServedNode
    kills++
    if (!node.isUp()) killsInStart++
    lastAt = Date.now()
    onFault({kind: 'kill', at: lastAt})
    node.kill()
  }
  return {kills, killsInStart, outages: await outages, lastAt}
}

async function crashDatabase(
  {database, outages, lastMs, awayMs, onFault}: FaultOptions,
  began: number
): Promise<number> {
  for (let outage = 1; outage <= outages; outage++) {
    await pause(Math.max(0, began + (lastMs * outage) / (outages + 1) - Date.now()))
    onFault({kind: 'database', at: Date.now()})
    await database.halt('immediate')
    await pause(awayMs)
    await database.start()
  }
  return outages
}
