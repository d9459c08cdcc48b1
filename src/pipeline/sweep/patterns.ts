import type {TriageVerdict} from '../../artifacts/triage-row.ts'
import {groupBy} from '../../base/group-by.ts'
import {parentOf} from '../../claims/join-path.ts'
import type {JudgedTask} from './judged-task.ts'

/** Open items that belong together and of which most have one verdict. */
export interface Pattern {
  /** A heading of a task file, or a folder that their evidence lies in. */
  readonly group: {readonly kind: 'heading' | 'folder'; readonly name: string; readonly file?: string}
  readonly verdict: LearnedVerdict
  /** In their order. */
  readonly members: readonly JudgedTask[]
  /** How many open items the group has. */
  readonly total: number
}

/** What a sweep can teach: that nothing was done, or cannot be told, is no lesson. */
export const learnedVerdicts = [
  'implemented-tested',
  'implemented-untested',
  'stale-premise',
  'partial'
] as const
export type LearnedVerdict = (typeof learnedVerdicts)[number]

const minItems = 5
const minShare = 0.5

/**
 * The patterns among open items: groups of at least five, by the nearest heading and by the folder of the first evidence, of
 * which at least half have one verdict. Of two that name the same items the heading is kept. Sorted as the items are.
 */
export function findPatterns(judged: readonly JudgedTask[]): Pattern[] {
  const parents = new Set(judged.map(({task}) => `${task.file}:${task.parentLine}`))
  const open = judged.filter(
    ({task, item}) =>
      task.state === 'open' && item.verdict !== 'not-checkable' && !parents.has(`${task.file}:${task.line}`)
  )
  const groups = [...groupBy(open, headingOf), ...groupBy(open, folderOf)].filter(([key]) => key !== '')
  const seen = new Set<string>()
  return groups.flatMap(([key, items]) => {
    const pattern = patternIn(key, items)
    const names = pattern?.members.map(({task}) => `${task.file}:${task.line}`).join(' ')
    if (!pattern || names === undefined || seen.has(names)) return []
    seen.add(names)
    return [pattern]
  })
}

function headingOf({task}: JudgedTask): string {
  const heading = task.headings.at(-1) ?? ''
  return heading === '' ? '' : `heading ${task.file}\n${heading}`
}

function folderOf({item}: JudgedTask): string {
  const folder = parentOf(item.evidence.find(({role}) => role !== 'absent')?.path ?? '')
  return folder === '' ? '' : `folder ${folder}`
}

function patternIn(key: string, items: readonly JudgedTask[]): Pattern | undefined {
  if (items.length < minItems) return undefined
  const verdict = learnedVerdicts.find(one => share(one, items) >= minShare)
  if (verdict === undefined) return undefined
  const [, kind, name = ''] = /^(heading|folder) ([\s\S]*)$/.exec(key) ?? []
  const [file, heading = ''] = name.split('\n')
  return {
    group: kind === 'heading' && file !== undefined ? {kind, name: heading, file} : {kind: 'folder', name},
    verdict,
    members: items.filter(({item}) => item.verdict === verdict),
    total: items.length
  }
}

function share(verdict: TriageVerdict, items: readonly JudgedTask[]): number {
  return items.filter(({item}) => item.verdict === verdict).length / items.length
}
