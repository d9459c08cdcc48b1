import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {describe, expect, it} from 'vitest'
import {runProgram} from '../../src/prove/disk-run.ts'
import {createFolder} from '../cli/cli.ts'

const endless = 'setInterval(() => {}, 1000)'

function run(code: string, other: {timeLimitMs?: number; signal?: AbortSignal; cwd?: string} = {}) {
  const cwd = other.cwd ?? createFolder({'program.js': code})
  return runProgram(['program.js'], {
    cwd,
    env: {PATH: process.env.PATH},
    timeLimitMs: 60_000,
    signal: new AbortController().signal,
    ...other
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that has ended and that nobody has asked about yet still has its number.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('a program', () => {
  it('gives what it printed, also when it fails', async () => {
    expect(await run('console.log("out"); console.error("err"); process.exit(3)')).toMatchObject({
      how: 'exited',
      output: expect.stringMatching(/out\nerr|err\nout/)
    })
  })

  it.each(['time over', 'interrupted'] as const)('ends with all it started when it is %s', async how => {
    const code = `const {spawn} = require('node:child_process')
const child = spawn(process.execPath, ['-e', '${endless}'])
require('node:fs').writeFileSync('pid', String(child.pid))
${endless}`
    const cwd = createFolder({'program.js': code})
    const controller = new AbortController()
    const ended = run(code, {
      cwd,
      timeLimitMs: how === 'time over' ? 1500 : 60_000,
      signal: controller.signal
    })
    while (!existsSync(join(cwd, 'pid')) || readFileSync(join(cwd, 'pid'), 'utf8') === '') await sleep(20)
    if (how === 'interrupted') controller.abort()
    expect((await ended).how).toBe(how)
    const pid = Number(readFileSync(join(cwd, 'pid'), 'utf8'))
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it('does not go on when the interrupt came before', async () => {
    expect((await run(endless, {signal: AbortSignal.abort()})).how).toBe('interrupted')
  })

  it('ends what outlives it', async () => {
    const cwd = createFolder({
      'program.js': `const {spawn} = require('node:child_process')
const child = spawn(process.execPath, ['-e', '${endless}'], {stdio: 'ignore'})
require('node:fs').writeFileSync('pid', String(child.pid))
process.exit()`
    })
    expect((await run('', {cwd})).how).toBe('exited')
    await expect.poll(() => isAlive(Number(readFileSync(join(cwd, 'pid'), 'utf8')))).toBe(false)
  })
})
