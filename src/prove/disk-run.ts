import {type ChildProcess, spawn} from 'node:child_process'
import process from 'node:process'

/** How a program ended. */
export interface Ended {
  readonly how: 'exited' | 'time over' | 'interrupted'
  /** What it printed last. */
  readonly output: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeLimitMs: number
  readonly signal: AbortSignal
}

/** Characters; a reason stands in the last lines. */
const keptOutput = 100_000

/** Runs a program of node and ends it, with all that it started, when the time is over or the signal comes. */
export function runProgram(argv: readonly string[], options: RunOptions): Promise<Ended> {
  const {cwd, env, timeLimitMs, signal} = options
  return new Promise((resolve, reject) => {
    // In a group of its own, so that test runners and their workers end with it.
    const child = spawn(process.execPath, argv, {cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe']})
    let output = ''
    let how: Ended['how'] = 'exited'
    const keep = (chunk: string) => {
      output = (output + chunk).slice(-keptOutput)
    }
    const end = (reason: Ended['how']) => {
      how = reason
      killGroup(child)
    }
    const timer = setTimeout(() => end('time over'), timeLimitMs)
    const interrupt = () => end('interrupted')
    signal.addEventListener('abort', interrupt)
    if (signal.aborted) interrupt()
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupt)
      // A worker that outlives its parent would write into a folder that is removed.
      killGroup(child)
    }
    child.on('error', error => {
      settle()
      reject(error)
    })
    child.on('exit', () => {
      settle()
      resolve({how, output})
    })
  })
}

function killGroup({pid}: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended already.
  }
}
