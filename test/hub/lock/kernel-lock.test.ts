import {type ChildProcess, fork} from 'node:child_process'
import {once} from 'node:events'
import {statSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, onTestFinished, test} from 'vitest'
import {acquireLock} from '../../../src/hub/lock/kernel-lock.ts'
import {bundleStore} from '../store/support/bundle-store.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'

const script = fileURLToPath(new URL('locking-process.mjs', import.meta.url))
const atOnce = {attempts: 1}

async function startProcesses(count: number): Promise<readonly ChildProcess[]> {
  const {lock} = await bundleStore()
  const processes = Array.from({length: count}, () => fork(script, [lock]))
  onTestFinished(() => processes.forEach(process => void process.kill('SIGKILL')))
  await Promise.all(processes.map(process => once(process, 'message')))
  return processes
}

async function ask(process: ChildProcess, message: {acquire?: string; release?: true}): Promise<unknown> {
  process.send(message)
  return (await once(process, 'message'))[0]
}

/** All at once: the processes are there already. Returns who won. */
async function race(processes: readonly ChildProcess[], path: string): Promise<readonly ChildProcess[]> {
  const answers = await Promise.all(processes.map(process => ask(process, {acquire: path})))
  return processes.filter((_, index) => answers[index] === 'won')
}

test('a lock is held by one until it is released', async () => {
  const path = join(temporaryFolder(), 'new/hub.lock.db')
  const lock = await acquireLock(path)
  await expect(acquireLock(path, atOnce)).rejects.toMatchObject({name: 'HubError', kind: 'unavailable'})
  lock.release()
  const next = await acquireLock(path, atOnce)
  // A second release is not of the lock that another has taken since.
  lock.release()
  await expect(acquireLock(path, atOnce)).rejects.toThrow(/another process uses it/)
  next.release()
})

test('the error names the directory', async () => {
  const path = join(temporaryFolder(), 'hub.lock.db')
  const lock = await acquireLock(path)
  await expect(acquireLock(path, atOnce)).rejects.toThrow(join(path, '..'))
  lock.release()
})

test('two folders have two locks', async () => {
  const folder = temporaryFolder()
  const locks = await Promise.all(
    ['a', 'b'].map(name => acquireLock(join(folder, name, 'hub.lock.db'), atOnce))
  )
  for (const lock of locks) lock.release()
})

test('whoever waits gets it soon after it is released', async () => {
  const path = join(temporaryFolder(), 'hub.lock.db')
  const first = await acquireLock(path)
  const second = acquireLock(path, {attempts: 1000, pauseMs: 5})
  first.release()
  ;(await second).release()
})

test('a folder that cannot be made is told apart from a lock that is held', async () => {
  await expect(acquireLock('/dev/null/hub.lock.db', atOnce)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.not.stringContaining('another process')
  })
})

test.skipIf(process.platform === 'win32')('the file is for its owner alone', async () => {
  const path = join(temporaryFolder(), 'hub.lock.db')
  const lock = await acquireLock(path)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  lock.release()
})

test('of twenty processes at once one wins, fresh and after the holder was killed', async () => {
  const folder = temporaryFolder()
  let processes = await startProcesses(20)
  for (let round = 0; round < 3; round++) {
    const winners = await race(processes, join(folder, `${round}`, 'hub.lock.db'))
    expect(winners).toHaveLength(1)
    await Promise.all(winners.map(winner => ask(winner, {release: true})))
  }
  const path = join(folder, 'killed', 'hub.lock.db')
  for (let round = 0; round < 3; round++) {
    const [winner, ...others] = await race(processes, path)
    expect([winner === undefined, others]).toEqual([false, []])
    winner?.kill('SIGKILL')
    processes = processes.filter(process => process !== winner)
  }
})
