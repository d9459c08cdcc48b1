import type {History, Patch} from './history.ts'
import type {RunGit} from './run-git.ts'

/** A command line holds so many hashes on every system. */
const hashesPerRun = 400

/** Asks git for what commits changed, each commit once. */
export function createPatches(run: RunGit): NonNullable<History['patches']> {
  const known = new Map<string, readonly Patch[]>()
  return hashes => {
    const missing = [...new Set(hashes)].filter(hash => /^[0-9a-f]{40,64}$/.test(hash) && !known.has(hash))
    for (let start = 0; start < missing.length; start += hashesPerRun) {
      const asked = missing.slice(start, start + hashesPerRun)
      for (const hash of asked) known.set(hash, [])
      for (const [hash, patches] of readPatches(asked, run)) known.set(hash, patches)
    }
    return new Map([...new Set(hashes)].map(hash => [hash, known.get(hash) ?? []]))
  }
}

/** A partial clone may lack what one of the commits holds; the others are still told. */
function readPatches(hashes: readonly string[], run: RunGit): [string, readonly Patch[]][] {
  const output = run([...patchArguments, ...hashes, '--', '.', ...leftOut])
  if (output !== undefined) return [...parsePatches(output)]
  if (hashes.length < 2) return []
  const middle = Math.ceil(hashes.length / 2)
  return [...readPatches(hashes.slice(0, middle), run), ...readPatches(hashes.slice(middle), run)]
}

/** Long files that nobody writes, and files without lines. */
const leftOut = [
  '*.lock',
  '*-lock.*',
  '*.snap',
  '*.svg',
  '*.map',
  '*.png',
  '*.jpg',
  '*.gif',
  '*.mp4',
  '*.pdf'
].map(pattern => `:(exclude,glob)**/${pattern}`)

const patchArguments = [
  'log',
  '--no-walk=unsorted',
  '-p',
  '-U0',
  '-M',
  '--relative',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--format=%x01%H'
]

interface OpenPatch extends Patch {
  readonly added: string[]
  readonly removed: string[]
}

/** Parses `git log -p -U0` whose commits begin with a line of the byte 1 and the hash. Binary files have no lines. */
export function parsePatches(output: string): Map<string, readonly Patch[]> {
  const commits = new Map<string, OpenPatch[]>()
  let files: OpenPatch[] = []
  let left = 0
  for (const line of output.split('\n')) {
    const file = files.at(-1)
    if (left > 0 && /^[-+]/.test(line)) {
      left--
      if (line.startsWith('+')) file?.added.push(line.slice(1))
      else file?.removed.push(line.slice(1))
    } else if (line.startsWith('\u0001')) {
      files = []
      commits.set(line.slice(1).trim(), files)
    } else if (line.startsWith('diff --git ')) {
      files.push({path: '', added: [], removed: []})
    } else if (line.startsWith('@@ ')) {
      left = linesOf(line)
    } else if (file && line.startsWith('+++ b/')) {
      files[files.length - 1] = {...file, path: line.slice('+++ b/'.length).replace(/\t$/, '')}
    }
  }
  return new Map([...commits].map(([hash, patches]) => [hash, patches.filter(({path}) => path !== '')]))
}

/** Removed and added lines that follow `@@ -1,2 +3 @@`. */
function linesOf(header: string): number {
  const [, removed, added] = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(header) ?? []
  return Number(removed ?? 1) + Number(added ?? 1)
}
