import type {ActionKind} from '../../artifacts/action.ts'
import {fromCodeList} from '../../artifacts/lines/code-list.ts'
import type {Triage, TriageRow} from '../../artifacts/triage-row.ts'
import {sortedUnique} from '../../base/compare.ts'
import type {Draft} from './draft.ts'
import {estimateCount} from './effort.ts'
import {withoutStop} from './phrase.ts'
import {unscored, worthOf} from './risk.ts'

/** Verdicts that ask for an action, and what the action is called. The others are the task list's own business. */
export const taskRules: {readonly [Verdict in TriageRow['verdict']]?: TaskRule} = {
  'implemented-untested': {
    kind: 'test',
    verb: 'cover by a test',
    because: 'the code is there and no test is known to reach it'
  },
  partial: {kind: 'refactor', verb: 'finish', because: 'a part of it is there and a part is not'},
  phantom: {
    kind: 'doc',
    verb: 'untick or finish',
    because: 'it is ticked and what it names is not there: the list is wrong before the code is'
  },
  'stale-premise': {
    kind: 'doc',
    verb: 'bring up to date',
    because: 'what it says of the code is not so: nobody should work by it'
  }
}

/** What a verdict asks for. */
interface TaskRule {
  readonly kind: ActionKind
  readonly verb: string
  /** Why it is of this kind, one clause. */
  readonly because: string
}

/** What triage gives to prescribe: actions of their own, and tasks that the action of a zone settles. */
export interface TaskDrafts {
  readonly drafts: readonly Draft[]
  /** By zone label. */
  readonly tasksOf: ReadonlyMap<string, readonly {file: string; text: string}[]>
}

/**
 * Reads the rows of TRIAGE.md: implemented-untested asks for a test, stale-premise and phantom for a doc action, partial
 * for a refactor. A partial row that cites a zone with an action of its own joins that action.
 */
export function draftTasks(triage: Triage | undefined, acting: ReadonlySet<string>): TaskDrafts {
  const drafts: Draft[] = []
  const tasksOf = new Map<string, {file: string; text: string}[]>()
  for (const row of [...(triage?.open ?? []), ...(triage?.settled ?? [])]) {
    const zone = row.verdict === 'partial' ? citedZones(row).find(label => acting.has(label)) : undefined
    const task = {file: row.file, text: row.excerpt}
    if (zone !== undefined) tasksOf.set(zone, [...(tasksOf.get(zone) ?? []), task])
    else drafts.push(...draftRow(row))
  }
  return {drafts, tasksOf}
}

function draftRow(row: TriageRow): Draft[] {
  const rule = taskRules[row.verdict]
  if (!rule) return []
  const files = namedFiles(row.evidence)
  const estimate =
    rule.kind === 'doc'
      ? {effort: 'S' as const, from: 'S from 1 item of a task file'}
      : estimateCount(Math.max(1, files.length), 'file', 'as its evidence names them, dependents not known')
  const draft = {
    ...{key: `${rule.kind}/${row.key}`, kind: rule.kind, zones: [], claims: [], after: [], estimate},
    ...{rule: rule.because, afterZones: [], symbols: namedSymbols(row.evidence)},
    tasks: [{file: row.file, text: row.excerpt}],
    worth: worthOf(unscored, estimate.effort),
    late: false,
    rank: Number.POSITIVE_INFINITY,
    write: () => ({
      title: `${rule.verb}: ${row.excerpt}`,
      whyNow: `triage says ${row.verdict}: ${withoutStop(row.rule)}`,
      steps: row.next === '' ? [] : [withoutStop(row.next)],
      doneWhen: doneWhen(row)
    })
  }
  return [draft]
}

function doneWhen({verdict, file}: TriageRow): string {
  if (verdict === 'implemented-untested')
    return '`groundtruth triage` says implemented-tested for it, or the item is ticked and holds'
  if (verdict === 'partial')
    return '`groundtruth triage` says implemented-tested or implemented-untested for it'
  return `\`groundtruth triage\` no longer says ${verdict} for an item of ${file} with this text`
}

function citedZones({rule}: TriageRow): string[] {
  return [...rule.matchAll(/\[(DZ-\d+)\]\(/g)].map(([, label = '']) => label)
}

/** Files of `path:line` in code. */
function namedFiles(evidence: string): string[] {
  return sortedUnique(fromCodeList(evidence).flatMap(code => /^(.+):\d+(?:-\d+)?$/.exec(code)?.[1] ?? []))
}

/** `path#symbol` of each `path:line` in code that a symbol in code follows; sorted. */
function namedSymbols(evidence: string): string[] {
  const places = /`([^`]+?):\d+(?:-\d+)?` `([\w$.]+)` declared/g
  return sortedUnique([...evidence.matchAll(places)].map(([, path = '', symbol = '']) => `${path}#${symbol}`))
}
