import type {Problem} from '../errors.ts'
import type {Block, DocumentPlan, FoundBlock} from './block.ts'
import type {Sides} from './both-sides.ts'
import {slotOf} from './regions.ts'
import {type Edit, type EditContext, judgeEdit, type ResolvedBlock, resolveBlock} from './resolve-block.ts'

/** What is to become of the blocks of a document; all maps by slot. */
export interface BlockEdits {
  /** Every planned block, with the person's parts in it. */
  readonly planned: ReadonlyMap<string, ResolvedBlock>
  /** Owned blocks that the plan no longer holds. */
  readonly vanished: ReadonlyMap<string, {readonly found: FoundBlock; readonly edit: Edit}>
  /** Blocks of other stages that need the person's parts of the other side of a merge, or that only that side holds. */
  readonly foreign: ReadonlyMap<string, Block & Pick<FoundBlock, 'hash' | 'section'>>
  /** What git had put together, in document order. */
  readonly messages: readonly Problem[]
}

/** Judges every block of a document against its plan. */
export function judgeBlocks(sides: Sides, plan: DocumentPlan, context: EditContext): BlockEdits {
  const ours = bySlot(sides.document.blocks)
  const planned = new Map<string, ResolvedBlock>()
  for (const block of plan.sections.flatMap(({blocks}) => blocks)) {
    const slot = slotOf(block.kind, block.id)
    planned.set(slot, resolveBlock(slot, block, ours.get(slot), sides.theirs.get(slot), context))
  }
  const rest = [...ours].filter(([slot]) => !planned.has(slot))
  const vanished = rest
    .filter(([, {kind, id}]) => plan.owns(kind, id))
    .map(([slot, found]) => [slot, {found, edit: judgeEdit(slot, found, context)}] as const)
  return {
    planned,
    vanished: new Map(vanished),
    foreign: joinForeign(sides, ours, slot => !planned.has(slot), plan),
    messages: listMerged(sides, planned, context)
  }
}

function bySlot(blocks: readonly FoundBlock[]): Map<string, FoundBlock> {
  return new Map(blocks.map(block => [slotOf(block.kind, block.id), block]))
}

/** The stage that owns them judges them later; here nothing of the other side may get lost. */
function joinForeign(
  {theirs}: Sides,
  ours: ReadonlyMap<string, FoundBlock>,
  isUnplanned: (slot: string) => boolean,
  {owns, personal}: DocumentPlan
): BlockEdits['foreign'] {
  const joined = new Map<string, Block & Pick<FoundBlock, 'hash' | 'section'>>()
  for (const [slot, their] of theirs) {
    if (!isUnplanned(slot) || owns(their.kind, their.id)) continue
    const {kind, id, hash, section, body} = ours.get(slot) ?? their
    const both = personal.carry(kind, body, personal.carry(kind, their.body, body))
    if (!ours.has(slot) || both !== body) joined.set(slot, {kind, id, hash, section, body: both})
  }
  return joined
}

function listMerged(
  {document, conflictLine}: Sides,
  planned: ReadonlyMap<string, ResolvedBlock>,
  {inConflict}: EditContext
): Problem[] {
  return document.blocks.flatMap(({kind, id, line}) => {
    const slot = slotOf(kind, id)
    const resolved = planned.get(slot)
    if (!resolved || resolved.edit === 'edited') return []
    if (resolved.edit !== 'merged' && !inConflict.has(slot)) return []
    const message = `the ${kind} \`${id}\` was put together by a merge and is written anew`
    return [{kind: 'merged-region', line: conflictLine ?? line, message}]
  })
}
