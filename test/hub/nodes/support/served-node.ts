import {type ChildProcess, spawn} from 'node:child_process'
import {createInterface} from 'node:readline'
import {setTimeout as pause} from 'node:timers/promises'

/** A hub node as a process that is started again whenever it has ended, as a service manager does. */
export interface ServedNode {
  readonly url: string
  /** Printed by the first node of an empty database. */
  adminToken(): string | undefined
  /** In milliseconds since 1970; undefined while it does not serve. */
  servesSince(): number | undefined
  /** Fulfils once it serves; at once where it does. */
  up(): Promise<void>
  /** A SIGKILL, wherever it stands. */
  kill(): void
  /** Ends it for good. */
  stop(): Promise<void>
  readonly counts: NodeCounts
}

export interface NodeCounts {
  starts: number
  /** Ended before it served, not by `kill`: as when the database is away. */
  failedStarts: number
  /** Why it ended while it served, not by `kill`. A node has to outlive its database. */
  readonly crashes: string[]
  /** How long each start took that was not cut off, in milliseconds. */
  readonly startMs: number[]
}

export interface ServedNodeOptions {
  /** Of `groundtruth`. */
  readonly program: string
  readonly store: string
  readonly port: number
  readonly args?: readonly string[]
}

/** Before a node that ended by itself is started again, in milliseconds. */
const restartMs = 200

export function serveNode({program, store, port, args = []}: ServedNodeOptions): ServedNode {
  const flags = ['hub', 'start', '--json', '--listen', `127.0.0.1:${port}`, '--store', store, ...args]
  const counts: NodeCounts = {starts: 0, failedStarts: 0, crashes: [], startMs: []}
  const waiting = new Set<() => void>()
  let child: ChildProcess
  let adminToken: string | undefined
  let began = 0
  let servesSince: number | undefined
  let killed = false
  let stopped = false

  async function keep(): Promise<void> {
    while (!stopped) {
      await run()
      if (!killed && !stopped) await pause(restartMs)
    }
  }

  async function run(): Promise<void> {
    counts.starts++
    killed = false
    began = performance.now()
    child = spawn(process.execPath, [program, ...flags], {stdio: ['ignore', 'pipe', 'pipe']})
    let log = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-2000)
    })
    if (child.stdout) createInterface({input: child.stdout}).once('line', hear)
    const code = await new Promise(resolve => child.once('close', resolve))
    const served = servesSince !== undefined
    servesSince = undefined
    if (killed || stopped) return
    if (served) counts.crashes.push(`ended with ${code}: ${log}`)
    else counts.failedStarts++
  }

  function hear(line: string): void {
    // The error of a start that failed is JSON of several lines.
    if (!line.endsWith('}')) return
    adminToken ??= JSON.parse(line).adminToken
    servesSince = Date.now()
    counts.startMs.push(Math.round(performance.now() - began))
    for (const wake of waiting) wake()
    waiting.clear()
  }

  const end = () => {
    stopped = true
    child.kill('SIGKILL')
  }
  // Whoever started it may be ended before it says so.
  process.once('exit', end)
  const kept = keep()
  return {
    url: `http://127.0.0.1:${port}`,
    adminToken: () => adminToken,
    servesSince: () => servesSince,
    up: async () => {
      if (servesSince === undefined) await new Promise<void>(resolve => waiting.add(resolve))
    },
    kill() {
      killed = true
      servesSince = undefined
      child.kill('SIGKILL')
    },
    async stop() {
      end()
      await kept
      process.off('exit', end)
    },
    counts
  }
}
