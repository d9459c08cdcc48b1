import type {History} from './history.ts'
import type {RunGit} from './run-git.ts'

/** Asks git for a file's lines when first wanted, and remembers. */
export function createBlame(run: RunGit): History['blame'] {
  const known = new Map<string, readonly number[] | undefined>()
  return path => {
    if (!known.has(path)) known.set(path, readBlame(run, path))
    return known.get(path)
  }
}

function readBlame(run: RunGit, path: string): number[] | undefined {
  // HEAD, not the work tree, whose files a filter of the repository would be run on.
  const output = run(['blame', '--porcelain', 'HEAD', '--', path])
  return output === undefined ? undefined : parseBlame(output)
}

/** Author dates by line from `git blame --porcelain`, which tells a commit's date only once. */
export function parseBlame(output: string): number[] {
  const times = new Map<string, number>()
  const lines: number[] = []
  let hash = ''
  for (const line of output.split('\n')) {
    if (line.startsWith('\t')) lines.push(times.get(hash) ?? 0)
    else if (/^[0-9a-f]{40,64} \d+ \d+/.test(line)) hash = line.slice(0, line.indexOf(' '))
    else if (line.startsWith('author-time ')) times.set(hash, Number(line.slice('author-time '.length)))
  }
  return lines
}
