import {type SpawnSyncOptions, spawnSync} from 'node:child_process'
import process from 'node:process'
import {once} from '../base/once.ts'
import {createBlame} from './git-blame.ts'
import {logFormat, parseLog} from './git-log.ts'
import {createPatches} from './git-patches.ts'
import type {History} from './history.ts'
import {toHistoryEntries} from './rename-trail.ts'
import type {RunGit, RunGitBytes} from './run-git.ts'

export interface HistoryOptions {
  /** Stands in for the real git in tests. */
  readonly run?: RunGit
}

/**
 * Reads the history of the root, which may be a folder of a larger work tree: paths are relative to the root.
 * Undefined without git, repository or commit. Merges count by what they bring in, not by themselves.
 */
export function readHistory(absoluteRoot: string, options: HistoryOptions = {}): History | undefined {
  const run = options.run ?? createRun(absoluteRoot)
  const [shallow, head] = (run(['rev-parse', '--is-shallow-repository', 'HEAD']) ?? '').split('\n')
  if (!shallow || !head || !/^[0-9a-f]{40,}$/.test(head)) return undefined
  const log = parseLog(readLog(run) ?? '')
  if (log.length === 0) return undefined
  const files = (run(['ls-tree', '-r', '-z', '--name-only', 'HEAD']) ?? '')
    .split('\0')
    .filter(path => path !== '')
  return {
    head,
    headTime: once(() => readTime(run, head)),
    shallow: shallow === 'true',
    ...toHistoryEntries(log, new Set(files)),
    blame: createBlame(run),
    versions: path => readVersions(run, path),
    patches: createPatches(run)
  }
}

/** To tell renames git reads what files held, which a partial clone may lack: then only those without a change are told. */
function readLog(run: RunGit): string | undefined {
  const args = logArguments(run)
  return run(['log', ...args]) ?? run(['log', ...args.map(arg => (arg === '-M' ? '-M100%' : arg))])
}

/** What a log is read with, see `parseLog`; options and revisions may stand before. */
export function logArguments(run: RunGit): string[] {
  const isWholeTree = run(['rev-parse', '--show-prefix'])?.trim() === ''
  return [
    '-z',
    '--no-merges',
    // A commit comes before its parents, so that renames can be followed backwards.
    '--date-order',
    '--name-status',
    '--relative',
    '-M',
    '-l0',
    ...diffSafety,
    '--no-color',
    '--no-show-signature',
    `--format=${logFormat}`,
    ...(isWholeTree ? [] : ['--full-history', '--', '.'])
  ]
}

const diffSafety = ['--no-ext-diff', '--no-textconv']

function readTime(run: RunGit, hash: string): number | undefined {
  const time = Number(
    (run(['log', '-1', '--no-show-signature', '--format=%at', hash]) ?? '').trim() || Number.NaN
  )
  return Number.isFinite(time) ? time : undefined
}

function readVersions(run: RunGit, path: string): string[] {
  const parents = lines(run(['rev-parse', 'HEAD^@']))
  const merged = lines(run(['rev-parse', '--verify', '-q', 'MERGE_HEAD']))
  const bases = merged.flatMap(other => lines(run(['merge-base', 'HEAD', other])))
  const texts = ['HEAD', ...parents, ...merged, ...bases].map(revision =>
    run(['cat-file', 'blob', `${revision}:./${path}`])
  )
  return [...new Set(texts.filter(text => text !== undefined))]
}

function lines(output: string | undefined): string[] {
  return (output ?? '').split('\n').filter(line => line !== '')
}

/** Settings that would run a program of the repository, or change the output. */
const settings = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.quotepath': 'off',
  'log.showSignature': 'false',
  'log.mailmap': 'false',
  'log.follow': 'false',
  'blame.ignoreRevsFile': ''
}

/** A caller's git (a hook, say) may point at another repository; none of that counts here. */
const environment = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_NAMESPACE: undefined,
  GIT_PREFIX: undefined,
  GIT_EXTERNAL_DIFF: undefined,
  GIT_DIFF_OPTS: undefined,
  GIT_CONFIG: undefined,
  GIT_CONFIG_PARAMETERS: undefined,
  GIT_CONFIG_COUNT: undefined,
  GIT_SHALLOW_FILE: undefined,
  GIT_GRAFT_FILE: undefined,
  GIT_LITERAL_PATHSPECS: undefined,
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
  GIT_TRACE: undefined,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // A partial clone would else fetch what is missing.
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  LC_ALL: 'C',
  TZ: 'UTC'
}

/** git in a folder, without what a repository or a caller's environment could make it do. */
export function createRun(absoluteRoot: string): RunGit {
  const run = createBytesRun(absoluteRoot)
  return args => {
    try {
      return run(args)?.toString('utf8')
    } catch {
      // Output that no string can hold.
      return undefined
    }
  }
}

/** The same, for output that is no text. */
export function createBytesRun(absoluteRoot: string): RunGitBytes {
  const prefix = [
    '--no-pager',
    ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  ]
  const options: SpawnSyncOptions = {
    cwd: absoluteRoot,
    env: {...process.env, ...environment},
    maxBuffer: 1_000_000_000,
    windowsHide: true
  }
  return (args, input) => printed([...prefix, ...args], options, input)
}

function printed(args: string[], options: SpawnSyncOptions, input: string | undefined): Buffer | undefined {
  try {
    const stdin = input === undefined ? 'ignore' : 'pipe'
    const {status, error, stdout} = spawnSync('git', args, {
      ...options,
      stdio: [stdin, 'pipe', 'ignore'],
      ...(input === undefined ? {} : {input})
    })
    return status === 0 && !error ? (stdout as Buffer) : undefined
  } catch {
    // It throws for an argument that no process can be given.
    return undefined
  }
}
