import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const TIME = '/usr/bin/time'
const REPORTER = fileURLToPath(new URL('report-usage.cjs', import.meta.url))

/**
 * Runs a Node.js script in a child process and says what it took.
 *
 * `cpuSeconds` is user + system of the process and its children, `peakMiB` the largest resident set of any one of
 * them. Measured by GNU time where it is installed; elsewhere each Node.js process reports itself through a preloaded
 * script, and a native child is not seen. Throws when the exit code is none of `exitCodes`: a crash is fast.
 *
 * @param {readonly string[]} command script and arguments
 * @param {{cwd: string, exitCodes?: readonly number[]}} options
 * @returns {Promise<{cpuSeconds: number, wallSeconds: number, peakMiB: number}>}
 */
export async function measure(command, {cwd, exitCodes = [0]}) {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-usage-'))
  const log = join(folder, 'usage')
  const way = existsSync(TIME) ? byTime(command, log) : byPreload(command, log)
  try {
    const start = process.hrtime.bigint()
    const {code, output} = await run(way, cwd)
    const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9
    if (!exitCodes.includes(code)) {
      throw new Error(
        `Expected exit code ${exitCodes.join(' or ')}, got ${code}: ${command.join(' ')}\n${output}`
      )
    }
    return {wallSeconds, ...way.read(readFileSync(log, 'utf8').trim().split('\n'))}
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

function byTime(command, log) {
  return {
    file: TIME,
    args: ['-f', '%U %S %M', '-o', log, process.execPath, ...command],
    env: {},
    read(lines) {
      // A line "Command exited with non-zero status" may stand before the figures.
      const [user, system, peakKiB] = (lines.at(-1) ?? '').split(' ').map(Number)
      return {cpuSeconds: user + system, peakMiB: peakKiB / 1024}
    }
  }
}

function byPreload(command, log) {
  return {
    file: process.execPath,
    args: command,
    env: {GROUNDTRUTH_BENCH_LOG: log, NODE_OPTIONS: `--require "${REPORTER}"`},
    read(lines) {
      const processes = lines.map(line => JSON.parse(line))
      return {
        cpuSeconds: processes.reduce((sum, each) => sum + each.cpuSeconds, 0),
        peakMiB: Math.max(...processes.map(each => each.peakMiB))
      }
    }
  }
}

/** Gives the exit code and the end of what was printed. */
function run({file, args, env}, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: {...process.env, ...env, NO_COLOR: '1', CI: '1'},
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let output = ''
    const keep = chunk => {
      output = (output + chunk).slice(-2000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', reject)
    child.on('close', code => resolve({code: code ?? -1, output}))
  })
}
