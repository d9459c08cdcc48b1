import {spawn} from 'node:child_process'
import {createWriteStream, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import {importSource} from '../../scripts/import-source.mjs'

const bin = fileURLToPath(new URL('../../dist/bin/groundtruth.js', import.meta.url))

/** A hub of the built program as a process of its own: `{url, adminToken, pid, stop()}`. `store` absent: a new folder. */
export async function serveHub({store, args = []} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-bench-'))
  const flags = [
    'hub',
    'start',
    '--json',
    '--listen',
    '127.0.0.1:0',
    '--store',
    store ?? join(folder, 'store')
  ]
  const child = spawn(process.execPath, [bin, ...flags, ...args], {stdio: ['ignore', 'pipe', 'pipe']})
  child.stderr.pipe(createWriteStream(join(folder, 'log')))
  const exited = new Promise(resolve => child.once('exit', resolve))
  const line = await Promise.race([
    new Promise(resolve => createInterface({input: child.stdout}).once('line', resolve)),
    exited.then(code =>
      Promise.reject(new Error(`The hub ended with ${code}: ${readFileSync(join(folder, 'log'), 'utf8')}`))
    )
  ])
  process.once('exit', () => child.kill('SIGKILL'))
  return {
    ...JSON.parse(line),
    pid: child.pid,
    folder,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await exited
      rmSync(folder, {recursive: true, force: true})
    }
  }
}

/** Our own client, from the sources. */
export async function createClient(options) {
  const {createHubClient} = await importSource('src/hub/client/hub-client.ts')
  return createHubClient(options)
}

/** Resident memory of a process, in MiB. */
export function residentMib(pid) {
  const [, kib] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kib) / 1024)
}

/** The value below which this share of the sorted numbers lies. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
