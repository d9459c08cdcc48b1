import type {Block, FoundBlock, PersonalParts} from './block.ts'
import {canonicalForm, hashBody, isIntact} from './canonical.ts'
import {isMerged, isOnlyPersonal, type KnownVersions} from './versions.ts'

/** What is known about edits of a document's blocks. */
export interface EditContext {
  readonly personal: PersonalParts
  readonly versions: KnownVersions
  /** Slots of blocks that git's conflict markers touch. */
  readonly inConflict: ReadonlySet<string>
}

/** What became of a block: `merged` was put together by git, `edited` holds words that writing would lose. */
export type Edit = 'none' | 'merged' | 'edited'

/** A planned block with the person's parts in it, and what stood in its place. */
export interface ResolvedBlock {
  readonly block: Block
  readonly edit: Edit
  /** The block whose words would be lost, when `edit` is `edited`. */
  readonly edited?: FoundBlock
}

/**
 * Joins a planned block with what stands in the file; `theirs` is the other side of a conflict.
 * Ours wins where both sides hold a person's part, if theirs is lost by that it counts as an edit.
 */
export function resolveBlock(
  slot: string,
  planned: Block,
  ours: FoundBlock | undefined,
  theirs: FoundBlock | undefined,
  context: EditContext
): ResolvedBlock {
  const {personal} = context
  const carry = (from: FoundBlock | undefined, body: string) =>
    from ? personal.carry(planned.kind, from.body, body) : body
  const block = {...planned, body: carry(ours, carry(theirs, planned.body))}
  const lost = [ours, theirs].flatMap(found =>
    found ? [findEdit(slot, found, block, planned, context)] : []
  )
  const edited =
    lost.find(({edit}) => edit === 'edited')?.found ?? (clashes(block, theirs, personal) ? theirs : undefined)
  if (edited) return {block, edit: 'edited', edited}
  return {block, edit: lost.some(({edit}) => edit === 'merged') ? 'merged' : 'none'}
}

function findEdit(
  slot: string,
  found: FoundBlock,
  block: Block,
  planned: Block,
  context: EditContext
): {found: FoundBlock; edit: Edit} {
  if (canonicalForm(found.body) === canonicalForm(block.body)) return {found, edit: 'none'}
  if (isRestorable(found, planned, context.personal)) return {found, edit: 'none'}
  return {found, edit: judgeEdit(slot, found, context)}
}

/** Whether only slots that a person may fill differ from what was generated. */
function isRestorable(found: FoundBlock, planned: Block, personal: PersonalParts): boolean {
  if (!personal.restore) return false
  const restored = personal.restore(found.kind, found.body, planned.body)
  return hashBody(found.kind, restored, personal) === found.hash
}

/** Whether a person's parts of the other side have no place beside ours. */
function clashes(block: Block, theirs: FoundBlock | undefined, personal: PersonalParts): boolean {
  if (!theirs) return false
  const both = personal.carry(block.kind, theirs.body, block.body)
  return canonicalForm(both) !== canonicalForm(block.body)
}

/** Who made a block what it is, whatever is to come in its place. */
export function judgeEdit(slot: string, found: FoundBlock, context: EditContext): Edit {
  const {personal, inConflict} = context
  if (isIntact(found, personal)) return 'none'
  const versions = context.versions.of(slot)
  if (isOnlyPersonal(found, versions, personal)) return 'none'
  if (isMerged(found, versions, personal)) return 'merged'
  // Without git there is nothing to compare with, but the conflict itself shows who wrote.
  return inConflict.has(slot) && !context.versions.any ? 'merged' : 'edited'
}
