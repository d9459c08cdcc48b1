import {diffArrays} from 'diff'
import type {History} from './history.ts'

/**
 * The history with the lines of `blame` numbered as in the files as they are read, which may differ from HEAD: who adds a
 * line above an item does not make it another one. A changed line keeps the time of the one it stands for; an added one
 * has none, its place in the list is empty.
 */
export function withWorkTreeLines(history: History, read: (path: string) => string | undefined): History {
  const known = new Map<string, readonly number[] | undefined>()
  return {
    ...history,
    blame(path) {
      if (!known.has(path)) known.set(path, align(path, history, read))
      return known.get(path)
    }
  }
}

function align(
  path: string,
  {blame, versions}: History,
  read: (path: string) => string | undefined
): readonly number[] | undefined {
  const times = blame(path)
  const now = times && read(path)
  if (!times || now === undefined || linesOf(now).length === times.length) return times
  const [head] = versions(path)
  // Neither a merge in the work tree nor a file that was made anew tells which line is which.
  if (head === undefined || linesOf(head).length !== times.length) return times
  return carryOver(times, linesOf(head), linesOf(now))
}

function carryOver(times: readonly number[], head: readonly string[], now: readonly string[]): number[] {
  const aligned: number[] = new Array(now.length)
  let before = 0
  let after = 0
  let replaced = 0
  for (const {added, removed, count} of diffArrays([...head], [...now])) {
    // The first of the lines that came stand for those that went.
    const from = added ? before - replaced : before
    const taken = added ? Math.min(replaced, count) : removed ? 0 : count
    for (let index = 0; index < taken; index++) {
      const time = times[from + index]
      if (time !== undefined) aligned[after + index] = time
    }
    replaced = removed ? count : 0
    if (!added) before += count
    if (!removed) after += count
  }
  return aligned
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map(line => line.replace(/\r$/, ''))
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
