import type {History} from '../../repo/history.ts'

/** Subjects of commits that mended what hunt looks for. */
const REPAIR =
  /\b(?:rac(?:e|y)|leaks?|leaking|retr(?:y|ies)|deadlocks?|hangs?|stale|crash(?:es)?|unhandled|rejections?|infinite|memory|timeouts?|concurren\w+|twice|duplicate[sd]?)\b/i
/** A commit over more files says little of each. */
const MOST_FILES = 20

/** How many commits that repaired such a thing touched a path; without history none did. */
export function countRepairs(history: History | undefined): (path: string) => number {
  const counts = new Map<string, number>()
  for (const {subject, files} of history?.shallow ? [] : (history?.commits ?? []))
    if (REPAIR.test(subject) && files.length <= MOST_FILES)
      for (const path of files) counts.set(path, (counts.get(path) ?? 0) + 1)
  return path => counts.get(path) ?? 0
}
