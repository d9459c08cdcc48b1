import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {onTestFinished} from 'vitest'
import type {StoreBundle} from './bundle-store.ts'

const script = fileURLToPath(new URL('appending-process.mjs', import.meta.url))

export interface AppenderOptions {
  readonly bundle: StoreBundle
  readonly directory: string
  /** First part of its ids: another one for each run. */
  readonly run: string
  /** Publishes at once; default 8. */
  readonly atOnce?: number
  /** Publishes in all; default: until it is killed. */
  readonly total?: number
  /** A program and its arguments that run the process. */
  readonly under?: readonly string[]
}

/** A process that appends to a store of its own. */
export interface Appender {
  readonly process: ChildProcess
  /** Waits until it has said a line that matches. */
  said(line: RegExp): Promise<void>
  /** Kinds of errors of the publishes that were refused. */
  failures(): readonly string[]
  /** Numbers of what was acknowledged, by id. */
  acknowledged(): ReadonlyMap<string, number>
  kill(): Promise<void>
  readonly ended: Promise<unknown>
}

export function startAppender({bundle, directory, run, atOnce, total, under}: AppenderOptions): Appender {
  const own = [
    process.execPath,
    script,
    bundle.open,
    bundle.worker,
    directory,
    run,
    `${atOnce ?? 8}`,
    `${total ?? 0}`
  ]
  const [command = '', ...flags] = [...(under ?? []), ...own]
  const child = spawn(command, flags, {stdio: ['ignore', 'pipe', 'inherit']})
  const ended = once(child, 'close')
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
  })
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  /** The last line may be cut off by the kill. */
  const lines = () => output.split('\n').slice(0, -1)
  return {
    process: child,
    ended,
    kill,
    async said(line) {
      while (!lines().some(each => line.test(each))) {
        const next = await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended')])
        if (next === 'ended' && !lines().some(each => line.test(each)))
          throw new Error(`Expected the process to say ${line}, it said:\n${output.slice(-500)}`)
      }
    },
    failures: () => lines().flatMap(line => /^failed (.*)$/.exec(line)?.[1] ?? []),
    acknowledged: () => new Map(lines().flatMap(line => acknowledgedIn(line)))
  }
}

function acknowledgedIn(line: string): [string, number][] {
  const [, id, seq] = /^(\S+\/\S+) (\d+)$/.exec(line) ?? []
  return id === undefined ? [] : [[id, Number(seq)]]
}
