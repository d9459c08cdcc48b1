import {compareText} from '../../base/compare.ts'
import type {ModuleId} from '../../facts/facts.ts'
import type {History} from '../../repo/history.ts'

/**
 * Thresholds of code-maat (github.com/adamtornhill/code-maat): revisions of a file, shared revisions of a pair, degree of
 * coupling, and the largest change set that counts.
 */
const minimumRevisions = 5
const minimumShared = 5
const minimumCoupling = 0.3
const largestChangeSet = 30
const named = 3

/**
 * Hotspots and change coupling of some modules in one Markdown sentence each, without counts. A shallow clone is said, and not measured.
 */
export function describeHistory(modules: readonly ModuleId[], history: History): string {
  if (history.shallow) return 'the clone is shallow, so not measured'
  const own = new Set(modules)
  const revisions = countRevisions(history)
  const hot = [...own]
    .filter(id => (revisions.get(id) ?? 0) >= minimumRevisions)
    .sort((a, b) => (revisions.get(b) ?? 0) - (revisions.get(a) ?? 0) || compareText(a, b))
    .slice(0, named)
  const coupled = findCoupling(own, history, revisions).slice(0, named)
  const parts = [
    hot.length === 0 ? 'no file with five or more changes' : `changed most: ${hot.map(code).join(', ')}`,
    ...(coupled.length === 0 ? [] : [`changes together with ${coupled.map(code).join(', ')}`])
  ]
  return parts.join('; ')
}

function countRevisions({commits}: History): Map<string, number> {
  const revisions = new Map<string, number>()
  for (const {files} of commits) for (const file of files) revisions.set(file, (revisions.get(file) ?? 0) + 1)
  return revisions
}

/** Files outside that share at least 30 % of their revisions with the group. */
function findCoupling(
  own: ReadonlySet<string>,
  {commits}: History,
  revisions: ReadonlyMap<string, number>
): string[] {
  const shared = new Map<string, number>()
  let groupRevisions = 0
  for (const {files} of commits) {
    if (files.length > largestChangeSet || !files.some(file => own.has(file))) continue
    groupRevisions++
    for (const file of files) if (!own.has(file)) shared.set(file, (shared.get(file) ?? 0) + 1)
  }
  const degree = (file: string, count: number) =>
    count / ((groupRevisions + (revisions.get(file) ?? count)) / 2)
  return [...shared]
    .filter(([file, count]) => count >= minimumShared && degree(file, count) >= minimumCoupling)
    .sort(([a, x], [b, y]) => degree(b, y) - degree(a, x) || compareText(a, b))
    .map(([file]) => file)
}

function code(path: string): string {
  return `\`${path}\``
}
