import type {Task, TaskFormat} from '../../../artifacts/task.ts'
import type {World} from '../../../claims/world.ts'
import type {Commit, History} from '../../../repo/history.ts'

/** What the history up to HEAD tells of an item. */
export interface Story {
  /** Commits that carried the item out as far as git tells: they cite its id, tick it, or work on its file. Newest first. */
  readonly carrying: readonly Commit[]
  /** Whether one of them ticked it. */
  readonly ticked: boolean
  /** How the newest of them is tied to the item, a part of a sentence: `a commit that cites ABC-12`. */
  readonly reason: string
  /** Whether the task that an open item belongs to is marked done. */
  readonly claimed: boolean
  /** Whether HEAD holds the item's file. */
  readonly tracked: boolean
  /** Author date of the first commit of its file, seconds since the epoch. */
  readonly fileSince?: number
}

/** Formats of one file per task or change: a commit that touches the file works on it. */
const ownFile: ReadonlySet<TaskFormat> = new Set(['backlog-md', 'spec-kit', 'openspec', 'kiro'])

/** Whether the item's file plans one task or change. */
export function isOfChange({format}: Task): boolean {
  return ownFile.has(format ?? 'gfm')
}

/** A commit that touches more than this many files brings something in, or moves everything. */
const maxFiles = 300

const codeFile =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|json|ya?ml|css|scss|html|sh|sql|graphql|toml|nix)$|(?:^|\/)Dockerfile/i

/** Ticks of a file's older commits are not looked at. */
const maxCommits = 200

/**
 * The story of each task, in the order of the tasks.
 *
 * A commit that ticks other items of a file and leaves an open one open is no work on that one; nor is the commit that
 * wrote an open item down, unless it cites it.
 */
export function readStories(tasks: readonly Task[], {history, facts}: World): Story[] {
  if (!history) return tasks.map(() => untold)
  const working = history.commits.filter(({files}) => files.length <= maxFiles && files.some(isCode))
  const byFile = commitsByFile(history, new Set(tasks.map(task => task.file)))
  const ticks = readTicks(byFile, history)
  return tasks.map(task => {
    const own = byFile.get(task.file) ?? []
    const first = own.at(-1)
    const owner = ownerOf(task, tasks)
    const ids = [task.id, owner?.id].filter(id => id !== undefined && isCited(id))
    const citing = citingPattern(ids)
    const item = itemKey(task.text)
    const claimed = task.state === 'open' && owner?.state === 'done'
    // An id may have been given before to another task.
    const since = task.state === 'open' && !claimed ? (first?.time ?? 0) : 0
    const cites = (commit: Commit) => commit.time >= since && (citing?.test(commit.subject) ?? false)
    // A box that is open again was unticked by somebody who knew better.
    const ticksIt = (commit: Commit) => task.state !== 'open' && (ticks.get(commit.hash)?.has(item) ?? false)
    const carrying = working.filter(
      commit =>
        cites(commit) || ticksIt(commit) || worksOn(commit, task, first, ticks.get(commit.hash) ?? noItems)
    )
    const ticked = carrying.some(ticksIt)
    return {
      carrying,
      ticked,
      reason: ticked
        ? 'the commit that ticked it'
        : carrying.some(cites)
          ? `a commit that cites ${ids.join(' or ')}`
          : 'a commit that works on its task file',
      claimed,
      tracked: own.length > 0,
      ...(first ? {fileSince: first.time} : {})
    }
  })

  function isCode(path: string): boolean {
    return codeFile.test(path) && !notCode.has(facts.layout.roleOf(path))
  }
}

/** Without git nothing is told. */
export const untold: Story = {carrying: [], ticked: false, reason: '', claimed: false, tracked: false}
const noItems: ReadonlySet<string> = new Set()
const notCode: ReadonlySet<string> = new Set([
  'generated',
  'vendored',
  'minified',
  'build',
  'artifact',
  'document'
])

function commitsByFile(history: History, files: ReadonlySet<string>): Map<string, Commit[]> {
  const commits = new Map<string, Commit[]>()
  for (const commit of history.commits)
    for (const file of commit.files) {
      if (!files.has(file)) continue
      const list = commits.get(file)
      if (list) list.push(commit)
      else commits.set(file, [commit])
    }
  return commits
}

/** By commit the items whose boxes it ticked, in any of the files. */
function readTicks(
  byFile: ReadonlyMap<string, readonly Commit[]>,
  history: History
): Map<string, Set<string>> {
  const hashes = [...byFile.values()].flatMap(commits => commits.slice(0, maxCommits).map(({hash}) => hash))
  const ticks = new Map<string, Set<string>>()
  for (const [hash, patches] of history.patches?.([...new Set(hashes)]) ?? [])
    ticks.set(hash, new Set(patches.flatMap(({added}) => added.flatMap(tickedItem))))
  return ticks
}

function tickedItem(line: string): string[] {
  const text = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[xX]\]\*?[ \t]+(.*)$/.exec(line)?.[1]
  return text === undefined ? [] : [itemKey(text)]
}

/** Wrapped items are known by their beginning. */
function itemKey(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .slice(0, 60)
}

/** In a file per task the task itself, which carries the id that commits cite. */
function ownerOf(task: Task, tasks: readonly Task[]): Task | undefined {
  if (task.format !== 'backlog-md') return undefined
  return tasks.find(other => other.file === task.file)
}

/** A commit that ticks other items of a file and leaves an open one open is no work on that one. */
function worksOn(
  commit: Commit,
  task: Task,
  first: Commit | undefined,
  ticked: ReadonlySet<string>
): boolean {
  if (!isOfChange(task) || !commit.files.includes(task.file)) return false
  return task.state === 'done' || (commit !== first && ticked.size === 0)
}

/** `ABC-12` and `abc-12.3` may be cited; `T001` and `1.2` are told in many files. */
function isCited(id: string): boolean {
  return /^[A-Z]+-\d+(?:\.\d+)*$/i.test(id)
}

function citingPattern(ids: readonly (string | undefined)[]): RegExp | undefined {
  if (ids.length === 0) return undefined
  return new RegExp(`(?<![\\w-])(?:${ids.join('|').replaceAll('.', '\\.')})(?![\\w-]|\\.\\d)`, 'i')
}
