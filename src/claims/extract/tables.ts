import type {Certainty, Claim} from '../claim.ts'
import type {Cell, Passage, Run} from '../passage.ts'
import {namingRuns, toClaim} from './rule.ts'

type Relation =
  | 'imports'
  | 'depends'
  | 'uses'
  | 'calls'
  | 'imported'
  | 'dependents'
  | 'used'
  | 'called'
  | 'may'
  | 'must not'

/** What a column says of its row's module, and how firmly; the second four the other way round. */
const relations: readonly (readonly [RegExp, Relation])[] = [
  [/^(?:imports?(?: from)?|direct imports)$/, 'imports'],
  [
    /^(?:(?:key|main|direct|internal|external|package|workspace|module|runtime|project|local)? ?(?:dependencies|deps)|depends on|dependency|built on|based on|extends|inherits(?: from)?)$/,
    'depends'
  ],
  [/^(?:uses|requires|consumes|relies on|needs)$/, 'uses'],
  [/^(?:calls|delegates to|talks to|invokes)$/, 'calls'],
  [/^(?:imported (?:by|from|in)|importers|imported by \(.*\))$/, 'imported'],
  [/^(?:dependents|depended on by|extended by|subclasses)$/, 'dependents'],
  [/^(?:used (?:by|in)|consumers?|consumed by|users|required by|needed by)$/, 'used'],
  [/^(?:callers|called (?:by|from))$/, 'called']
]

const certainties: Readonly<Partial<Record<Relation, Certainty>>> = {
  depends: 'transitive',
  dependents: 'transitive',
  uses: 'implied',
  used: 'implied',
  calls: 'drawn',
  called: 'drawn'
}

/** Rows of tables whose columns say what a module depends on, is used by, may or must not import. */
export function extractTables(passage: Passage, doc: string): Claim[] {
  if (passage.type !== 'row') return []
  const subject = subjectOf(passage)
  if (!subject) return []
  return passage.cells.slice(1).flatMap(cell => {
    const relation = relationOf(cell.header)
    return relation ? fromCell(passage, doc, subject, cell, relation) : []
  })
}

function subjectOf({cells}: Passage): Run | undefined {
  const [first] = cells
  const named = namingRuns(first?.runs ?? [])
  // Two names in the first cell share their row, and what holds of one may not of the other.
  return named.length === 1 ? named[0] : undefined
}

function relationOf(header: string): Relation | undefined {
  const words = header.trim().toLowerCase()
  const found = relations.find(([pattern]) => pattern.test(words))
  if (found) return found[1]
  if (
    /^((may|can|is allowed to) (only )?(import|depend on|use)|allowed (imports|dependencies)|may import from)$/.test(
      words
    )
  )
    return 'may'
  if (
    /^((must|may|should|can)( ?not|n't| never) (import|depend on|use)|never imports|forbidden( imports| dependencies)?)$/.test(
      words
    )
  )
    return 'must not'
  return undefined
}

function fromCell(passage: Passage, doc: string, subject: Run, cell: Cell, relation: Relation): Claim[] {
  const objects = namingRuns(cell.runs).map(({text}) => text)
  if (relation === 'may') return fromAllowed(passage, doc, subject, cell, objects)
  // A cell that adds words beyond a list may qualify what it lists.
  if (!isPlainList(cell)) return []
  return objects.map(object => {
    if (relation === 'must not')
      return toClaim(passage, doc, subject, {kind: 'absence', subject: subject.text, object})
    const isTurned = ['imported', 'dependents', 'used', 'called'].includes(relation)
    const [from, to] = isTurned ? [object, subject.text] : [subject.text, object]
    const certainty = certainties[relation]
    return toClaim(passage, doc, subject, {
      kind: 'edge',
      subject: from,
      object: to,
      ...(certainty ? {certainty} : {})
    })
  })
}

function fromAllowed(passage: Passage, doc: string, subject: Run, cell: Cell, objects: string[]): Claim[] {
  const none = /^(nothing|none|no one|[—–-])$/i.test(cell.text.trim())
  if (!none && (objects.length === 0 || !isPlainList(cell))) return []
  const object = none ? 'anything' : `anything but ${objects.join(', ')}`
  return [toClaim(passage, doc, subject, {kind: 'absence', subject: subject.text, object})]
}

function isPlainList(cell: Cell): boolean {
  const offset = cell.runs[0]?.start ?? 0
  let words = cell.text
  for (const run of [...namingRuns(cell.runs)].reverse())
    words = words.slice(0, run.start - offset) + words.slice(run.end - offset)
  return /^[\s,;·•/&]*((and|or)[\s,;]*)*$/.test(words)
}
