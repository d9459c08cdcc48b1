import type {Claim} from '../claim.ts'
import type {Passage, Run} from '../passage.ts'

/** Reads the claims of one kind out of a passage. */
export type ExtractionRule = (passage: Passage, doc: string) => Claim[]

/** Where in the document a claim stands. */
export interface Position {
  readonly line: number
  readonly column: number
}

type Parts = Pick<Claim, 'kind' | 'subject'> &
  Partial<Pick<Claim, 'object' | 'edgeKinds' | 'places' | 'certainty' | 'group' | 'outerGroup' | 'symbol'>>

/** A claim of this passage, with what the passage says of its surroundings. */
export function toClaim(passage: Passage, doc: string, {line, column}: Position, parts: Parts): Claim {
  const {heading, generated} = passage
  return {doc, line, column, places: passage.places, heading, generated, ...parts}
}

/** The position of an offset of the passage's text: that of the run it stands in, moved on by its line breaks. */
export function positionAt(passage: Passage, offset: number): Position {
  const run = passage.runs.findLast(({start}) => start <= offset) ?? passage.runs[0]
  if (!run) return passage
  if (run.type !== 'text') return run
  const before = run.text.slice(0, Math.max(0, offset - run.start))
  const breaks = before.split('\n')
  if (breaks.length === 1) return {line: run.line, column: run.column + before.length}
  return {line: run.line + breaks.length - 1, column: (breaks.at(-1) ?? '').length + 1}
}

/** Code spans and links of a passage or sentence: what can name a thing of the repository. */
export function namingRuns(runs: readonly Run[]): Run[] {
  return runs.filter(run => run.type === 'code' || run.type === 'link')
}

/** The claims as made in passing, to be kept only when they hold. */
export function asides(claims: readonly Claim[]): Claim[] {
  return claims.map(({group: _, outerGroup: __, ...claim}) => ({...claim, certainty: 'aside'}))
}
