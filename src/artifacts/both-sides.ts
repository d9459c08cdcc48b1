import type {Problem} from '../errors.ts'
import type {DocumentPlan, FoundBlock} from './block.ts'
import {type BothSides, type Conflict, readBothSides} from './conflicts.ts'
import {splitElements} from './elements.ts'
import {isGeneratedHeading, type ParsedDocument, parseDocument, slotOf} from './regions.ts'

/** The text to work on, and the other side of a conflict. */
export interface Sides {
  readonly text: string
  readonly document: ParsedDocument
  /** Blocks of the other side by slot; empty without a conflict. */
  readonly theirs: ReadonlyMap<string, FoundBlock>
  readonly theirNext: ParsedDocument['next']
  /** Slots of the blocks that git's markers touch on either side. */
  readonly inConflict: ReadonlySet<string>
  /** 1-based line of the first conflict in the file. */
  readonly conflictLine?: number
  /** Why the file cannot be written, in the order of lines. */
  readonly problems: readonly Problem[]
}

/** Reads a file; where git left a conflict, our side is the base. */
export function readSides(text: string, plan: DocumentPlan): Sides {
  const both = readBothSides(text)
  if (!both) {
    const document = parseDocument(text)
    const {problems} = document
    return {text, document, theirs: new Map(), theirNext: undefined, inConflict: new Set(), problems}
  }
  const document = parseDocument(both.ours)
  const theirs = parseDocument(both.theirs)
  return {
    ...{text: both.ours, document, theirNext: theirs.next},
    theirs: new Map(theirs.blocks.map(block => [slotOf(block.kind, block.id), block])),
    inConflict: listTouched(both, document, theirs),
    ...(both.conflicts[0] && {conflictLine: both.conflicts[0].line}),
    problems: [...document.problems, ...theirs.problems, ...findHumanConflict(both, plan)]
  }
}

function listTouched({conflicts}: BothSides, ours: ParsedDocument, theirs: ParsedDocument): Set<string> {
  const touched = (document: ParsedDocument, side: 'ours' | 'theirs') =>
    document.blocks.filter(block => conflicts.some(conflict => touches(block, conflict[side])))
  const blocks = [...touched(ours, 'ours'), ...touched(theirs, 'theirs')]
  return new Set(blocks.map(({kind, id}) => slotOf(kind, id)))
}

function touches({start, end}: FoundBlock, range: Conflict['ours']): boolean {
  return range.start < end && start < Math.max(range.end, range.start + 1)
}

/** A conflict in what a person wrote is the person's to settle. */
function findHumanConflict(both: BothSides, plan: DocumentPlan): Problem[] {
  const ours = humanText(both.ours, plan)
  if (ours === humanText(both.theirs, plan)) return []
  const conflict =
    both.conflicts.find(one => humanText(withTheirs(both, one), plan) !== ours) ?? both.conflicts[0]
  const message = 'the two sides of this merge conflict differ in text outside generated regions'
  return [{kind: 'human-conflict', ...(conflict && {line: conflict.line}), message}]
}

function withTheirs({ours, theirs}: BothSides, conflict: Conflict): string {
  const {start, end} = conflict.ours
  return ours.slice(0, start) + theirs.slice(conflict.theirs.start, conflict.theirs.end) + ours.slice(end)
}

/** A document's text outside blocks, headings that the plan itself writes left out. */
function humanText(text: string, plan: DocumentPlan): string {
  const planned = new Set(plan.sections.map(({heading}) => heading))
  const {list} = splitElements(text, parseDocument(text))
  return list
    .filter(({kind}) => kind === 'text' || kind === 'heading')
    .filter(
      element =>
        element.kind !== 'heading' ||
        !(planned.has(element.heading.title) || isGeneratedHeading(element.heading))
    )
    .map(({source}) => source.replace(/\r\n/g, '\n'))
    .join('\n')
}
