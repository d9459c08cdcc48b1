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
  /** How many nodes go on serving when one is killed. */
  readonly keep: number
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
  /** How long kills that were due waited for enough nodes that serve, in milliseconds. */
  readonly waitedMs: number
  readonly outages: number
  /** The last of all faults: a kill. */
  readonly lastAt: number
}

/**
 * Kills the node that has served longest, at each tenth time one that still starts, and crashes the database between. A kill
 * waits until `keep` others serve. In the end all are started again.
 */
export async function breakThings(options: FaultOptions): Promise<FaultCounts> {
  const {nodes, lastMs, everyMs, keep, onFault} = options
  const end = Date.now() + lastMs
  const outages = crashDatabase(options, Date.now())
  const counts = {kills: 0, killsInStart: 0, waitedMs: 0, lastAt: 0}
  await pause(everyMs)
  while (Date.now() < end) {
    const victim = chooseVictim(nodes, keep, counts.kills % 10 === 9)
    if (victim) kill(victim)
    else counts.waitedMs += waitMs
    await pause(victim ? everyMs : waitMs)
  }
  return {...counts, outages: await outages}

  function kill(victim: ServedNode): void {
    counts.kills++
    if (victim.servesSince() === undefined) counts.killsInStart++
    counts.lastAt = Date.now()
    onFault({kind: 'kill', at: counts.lastAt})
    victim.kill()
  }
}

/** Between two looks for a node that may be killed, in milliseconds. */
const waitMs = 50

function chooseVictim(nodes: readonly ServedNode[], keep: number, inStart: boolean): ServedNode | undefined {
  const since = (node: ServedNode) => node.servesSince() ?? Number.POSITIVE_INFINITY
  const serving = nodes
    .filter(node => node.servesSince() !== undefined)
    .sort((one, other) => since(one) - since(other))
  if (inStart && serving.length >= keep && serving.length < nodes.length)
    return nodes.find(node => node.servesSince() === undefined)
  return serving.length > keep ? serving[0] : undefined
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
