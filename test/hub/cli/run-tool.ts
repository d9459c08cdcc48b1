import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {Readable} from 'node:stream'
import {text} from 'node:stream/consumers'
import {afterAll, inject} from 'vitest'
import {runCli} from '../../../src/cli/run.ts'

/** Folders and processes of the tests of one file; gone after its last test. */
const folders: string[] = []
const children = new Set<ChildProcessWithoutNullStreams>()

/** To be called once in each file that starts processes. */
export function cleanUp(): void {
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    for (const folder of folders) rmSync(folder, {recursive: true, force: true})
  })
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-hub-'))
  folders.push(folder)
  return folder
}

export interface RunOptions {
  readonly token?: string
  readonly hub?: string
  readonly cwd?: string
  readonly stdin?: string
}

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** `groundtruth ARGS`, until it ends: as a process of its own where it opens a store, since a store starts a thread. */
export function runTool(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return args.includes('--store') ? runProcess(args, options) : runHere(args, options)
}

async function runHere(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(args, {
    stdin: Readable.from([options.stdin ?? '']),
    stdout: {write: text => out.push(text)},
    stderr: {write: text => err.push(text)},
    env: environmentOf(options),
    cwd: options.cwd ?? newFolder()
  })
  return {code, out: out.join(''), err: err.join('')}
}

async function runProcess(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const child = spawnTool(args, options)
  child.stdin.end(options.stdin ?? '')
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return {code, out, err}
}

/** The document of `groundtruth ARGS --json`; throws where the command failed. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
export async function runJson(args: readonly string[], options: RunOptions = {}): Promise<any> {
  const {code, out, err} = await runTool([...args, '--json'], options)
  if (code !== 0) throw new Error(`groundtruth ${args.join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out)
}

export function spawnTool(args: readonly string[], options: RunOptions): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [join(inject('toolBundle'), 'bin/groundtruth.js'), ...args], {
    cwd: options.cwd ?? newFolder(),
    env: {PATH: process.env.PATH, ...environmentOf(options)},
    stdio: 'pipe'
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

function environmentOf({token, hub}: RunOptions): Record<string, string> {
  return {
    ...(token !== undefined && {GROUNDTRUTH_HUB_TOKEN: token}),
    ...(hub !== undefined && {GROUNDTRUTH_HUB: hub})
  }
}

export interface ServedHub {
  readonly url: string
  readonly logId: string
  readonly adminToken?: string
  readonly child: ChildProcessWithoutNullStreams
  /** All of its log so far. */
  log(): string
  /** Ends with its exit code. */
  readonly exited: Promise<number | null>
}

/** `hub start` on a free port; rejects with what it printed where it ends instead. */
export async function serve(store: string, ...args: readonly string[]): Promise<ServedHub> {
  const child = spawnTool(
    ['hub', 'start', '--json', '--listen', '127.0.0.1:0', '--store', store, ...args],
    {}
  )
  const log: string[] = []
  child.stderr.setEncoding('utf8').on('data', chunk => log.push(chunk))
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
  const line = await Promise.race([
    // Its line is a whole document; the error of one that cannot start has many lines.
    new Promise<string>(resolve =>
      createInterface({input: child.stdout}).once('line', line => line.endsWith('}') && resolve(line))
    ),
    exited.then(code => Promise.reject(new Error(`hub start ended with ${code}: ${log.join('')}`)))
  ])
  return {...JSON.parse(line), child, exited, log: () => log.join('')}
}

/** A hub with a project `demo`, and a token that may publish to it and read it. */
export async function serveDemo(store: string, ...args: readonly string[]) {
  const hub = await serve(store, ...args)
  return addProject({hub, admin: {hub: hub.url, token: hub.adminToken ?? ''}}, 'demo')
}

/** Another project of a hub that others use too, and a token that may publish to it and read it. */
export async function addProject(
  {hub, admin}: {readonly hub: ServedHub; readonly admin: {readonly hub: string; readonly token: string}},
  project: string
) {
  const issue = ['hub', 'token', 'issue', '--project', project, '--scope', 'publish,read']
  const {secret, token} = await runJson(issue, admin)
  return {hub, admin, member: {hub: hub.url, token: secret as string}, tokenId: token.id as string}
}
