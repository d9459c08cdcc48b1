import {once} from '../base/once.ts'
import {sealText, unsealText} from '../base/sealed-text.ts'
import {createRun, type HistoryOptions, logArguments, readHistory} from './git.ts'
import {type Change, parseLog} from './git-log.ts'
import type {Revision} from './git-revision.ts'
import type {History} from './history.ts'
import {toHistoryEntries} from './rename-trail.ts'
import type {CacheFolder} from './repo.ts'
import type {RunGit} from './run-git.ts'

export interface RenameOptions extends HistoryOptions {
  readonly revision: Revision
  readonly cache: CacheFolder
  /** Names the code that reads the log, since another version may read it differently. One line. */
  readonly engine: string
}

/**
 * The history for those who ask for renames and removals: these are kept in the cache, and only the commits since then are
 * read. All else is read in full, when it is asked for. Undefined without a commit.
 *
 * Comparing the trees of every commit takes seconds on a long history, and a hook asks after each commit.
 */
export function readHistoryOfRenames(absoluteRoot: string, options: RenameOptions): History | undefined {
  const {revision, run = createRun(absoluteRoot)} = options
  if (!hasCommits(run, revision)) return undefined
  const trail = once(() => readTrail(run, options))
  const whole = once(() => readHistory(absoluteRoot, {run}))
  return {
    head: revision.head,
    shallow: revision.shallow !== undefined,
    get commits() {
      return whole()?.commits ?? []
    },
    get renames() {
      return trail().renames
    },
    get removed() {
      return trail().removed
    },
    blame: path => whole()?.blame(path),
    versions: path => whole()?.versions(path) ?? []
  }
}

/** A folder of a larger work tree may have been in none; the first commit of a repository is no merge. */
function hasCommits(run: RunGit, {prefix}: Revision): boolean {
  if (prefix === '') return true
  return (run(['log', '-1', '--no-merges', '--format=%H', '--full-history', '--', '.']) ?? '') !== ''
}

type Trail = Pick<History, 'renames' | 'removed'>

/** A commit that renamed or removed files: no other one has a part in where files went. */
interface Move {
  readonly hash: string
  readonly changes: readonly Change[]
}

interface Kept {
  readonly head: string
  readonly renames: readonly (readonly [string, string])[]
  readonly removed: readonly (readonly [string, string])[]
  /** Newest first. */
  readonly moves: readonly Move[]
}

const fileName = 'renames'

function readTrail(run: RunGit, {revision, cache, engine}: RenameOptions): Trail {
  const {head, shallow, prefix} = revision
  const writer = `${engine} ${JSON.stringify(prefix)}`
  const known = shallow === undefined ? parseKept(unsealText(writer, cache.read(fileName) ?? '')) : undefined
  if (known?.head === head) return {renames: new Map(known.renames), removed: new Map(known.removed)}
  const moves = readMoves(run, head, known)
  const trail = toTrail(run, moves ?? [])
  if (moves && shallow === undefined) {
    const kept: Kept = {head, renames: [...trail.renames], removed: [...trail.removed], moves}
    cache.write(fileName, sealText(writer, JSON.stringify(kept)))
  }
  return trail
}

function parseKept(text: string | undefined): Kept | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Kept)
}

function toTrail(run: RunGit, moves: readonly Move[]): Trail {
  const files = (run(['ls-tree', '-r', '-z', '--name-only', 'HEAD']) ?? '').split('\0')
  const atHead = new Set(files.filter(path => path !== ''))
  const nobody = {time: 0, author: '', email: '', subject: ''}
  const {renames, removed} = toHistoryEntries(
    moves.map(move => ({...nobody, ...move})),
    atHead
  )
  return {renames, removed}
}

function readMoves(run: RunGit, head: string, known: Kept | undefined): readonly Move[] | undefined {
  if (!known || !isStraight(run, known.head, head)) return readLog(run, head)
  const since = readLog(run, `${known.head}..${head}`)
  return since && [...since, ...known.moves]
}

function readLog(run: RunGit, revisions: string): Move[] | undefined {
  const printed = run(['log', '--diff-filter=RD', revisions, ...logArguments(run)])
  return printed === undefined ? undefined : parseLog(printed).map(({hash, changes}) => ({hash, changes}))
}

/** Whether commits with one parent each lead from the older to the newer: then the log of one is the end of the other's. */
function isStraight(run: RunGit, older: string, newer: string): boolean {
  const printed = run(['rev-list', '--date-order', '--parents', `${older}..${newer}`])
  let expected = newer
  for (const line of (printed ?? '').split('\n').filter(text => text !== '')) {
    const [commit, parent = '', ...others] = line.split(' ')
    if (commit !== expected || others.length > 0) return false
    expected = parent
  }
  return expected === older
}
