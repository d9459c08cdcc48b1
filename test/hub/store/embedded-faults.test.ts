import {spawnSync} from 'node:child_process'
import {copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {startAppender} from './support/appender.ts'
import {bundleStore} from './support/bundle-store.ts'
import {expectWhole} from './support/expect-whole.ts'
import {temporaryFolder} from './support/temporary-folder.ts'

const has = (command: string, ...flags: string[]) => spawnSync(command, flags).status === 0
const canTrace = has('strace', '-f', '-o', '/dev/null', '-e', 'trace=fsync', 'true')
const canLimit = has('prlimit', '--version')

test('D-4, H-15: nothing that was acknowledged is lost when the process is killed, at any moment', async () => {
  const [bundle, directory] = [await bundleStore(), join(temporaryFolder(), 'hub')]
  const acknowledged = new Map<string, number>()
  for (let round = 1; round <= 15; round++) {
    const appender = startAppender({bundle, directory, run: `round ${round}`.replace(' ', '-')})
    // Every third is killed while it opens the database that the last one left.
    await appender.said(round % 3 === 0 ? /^started$/ : /\//)
    await pause(Math.random() * (round % 3 === 0 ? 40 : 150))
    await appender.kill()
    for (const [id, seq] of appender.acknowledged()) acknowledged.set(id, seq)
    if (round % 5 === 0) expect(await expectWhole(directory, acknowledged)).toBeGreaterThan(0)
  }
  expect(acknowledged.size).toBeGreaterThan(10)
})

test.skipIf(!canTrace)('H-15: every commit waits for the disk', async () => {
  const [bundle, folder] = [await bundleStore(), temporaryFolder()]
  const trace = join(folder, 'trace')
  const under = ['strace', '-f', '-qq', '-o', trace, '-e', 'trace=fsync,fdatasync']
  const directory = join(folder, 'hub')
  const appender = startAppender({bundle, directory, run: 'traced', atOnce: 1, total: 40, under})
  await appender.said(/^closed$/)
  await appender.ended
  const calls = readFileSync(trace, 'utf8').match(/(?:fsync|fdatasync)\(\d+/g) ?? []
  expect(appender.acknowledged().size).toBeGreaterThanOrEqual(40)
  expect(calls.length).toBeGreaterThanOrEqual(40)
})

test('D-4: a journal that is torn anywhere gives a whole log of what came before', async () => {
  const [bundle, folder] = [await bundleStore(), temporaryFolder()]
  const directory = join(folder, 'hub')
  const appender = startAppender({bundle, directory, run: 'torn'})
  await appender.said(/torn\/60\//)
  await appender.kill()
  const bytes = statSync(join(directory, 'hub.db-wal')).size
  const heads: number[] = []
  for (const part of [0, 0.2, 0.5, 0.8, 1]) {
    const copy = join(folder, `${part}`)
    mkdirSync(copy)
    for (const name of ['hub.db', 'hub.db-wal']) copyFileSync(join(directory, name), join(copy, name))
    truncateSync(join(copy, 'hub.db-wal'), Math.round(part * bytes))
    heads.push(await expectWhole(copy, new Map()))
  }
  expect(heads).toEqual([...heads].sort((a, b) => a - b))
  expect(await expectWhole(directory, appender.acknowledged())).toBe(heads.at(-1))
  expect(heads[0]).toBeLessThan(heads[4] ?? 0)
})

test.skipIf(!canLimit)(
  'C-12: no room on the disk: nothing is acknowledged, nothing is lost, and it goes on once there is',
  async () => {
    const [bundle, directory] = [await bundleStore(), join(temporaryFolder(), 'hub')]
    const appender = startAppender({bundle, directory, run: 'full', atOnce: 4})
    await appender.said(/full\/5\//)
    limitFiles(appender.process.pid, `${statSync(join(directory, 'hub.db')).size}:`)
    await appender.said(/^failed/)
    const before = appender.acknowledged().size
    limitFiles(appender.process.pid, 'unlimited:')
    while (appender.acknowledged().size <= before + 40) await appender.said(/./).then(() => pause(20))
    await appender.kill()
    expect(new Set(appender.failures())).toEqual(new Set(['unavailable']))
    await expectWhole(directory, appender.acknowledged())
  }
)

/** The largest file that the process may write; the soft limit, so that it can be lifted again. */
function limitFiles(pid: number | undefined, limit: string): void {
  const {status, stderr} = spawnSync('prlimit', ['--pid', `${pid}`, `--fsize=${limit}`], {encoding: 'utf8'})
  if (status !== 0) throw new Error(`prlimit failed: ${stderr}`)
}

test('a file that is no database is said to be none', async () => {
  const directory = temporaryFolder()
  writeFileSync(join(directory, 'hub.db'), 'no database '.repeat(1000))
  await expect(expectWhole(directory, new Map())).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('SQLITE_NOTADB')
  })
})
