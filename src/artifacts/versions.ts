import type {FoundBlock, PersonalParts} from './block.ts'
import {canonicalForm, isIntact} from './canonical.ts'
import {parseDocument, slotOf} from './regions.ts'

/** What a block was, untouched by hand, in the versions of its file that git knows. */
export interface KnownVersions {
  /** Whether git knows any version at all. */
  readonly any: boolean
  of(slot: string): readonly FoundBlock[]
}

/** Reads the versions when they are first asked for. A version of a block that somebody edited is left out. */
export function readVersions(texts: () => readonly string[], personal: PersonalParts): KnownVersions {
  let read: {any: boolean; bySlot: ReadonlyMap<string, readonly FoundBlock[]>} | undefined
  const known = () => {
    read ??= collect(texts(), personal)
    return read
  }
  return {
    get any() {
      return known().any
    },
    of: slot => known().bySlot.get(slot) ?? []
  }
}

function collect(texts: readonly string[], personal: PersonalParts) {
  const bySlot = new Map<string, FoundBlock[]>()
  for (const text of texts)
    for (const block of parseDocument(text).blocks) {
      if (!isIntact(block, personal)) continue
      const slot = slotOf(block.kind, block.id)
      bySlot.set(slot, [...(bySlot.get(slot) ?? []), block])
    }
  return {any: texts.length > 0, bySlot}
}

/**
 * Whether git put a block together: each line of it stands in that block in some version that nobody edited.
 * A person's own parts do not count.
 */
export function isMerged(
  block: FoundBlock,
  versions: readonly FoundBlock[],
  personal: PersonalParts
): boolean {
  if (versions.length === 0) return false
  const known = new Set(
    versions.flatMap(version => [
      ...linesOf(version.body),
      ...linesOf(personal.strip(block.kind, version.body))
    ])
  )
  return linesOf(personal.strip(block.kind, block.body)).every(line => known.has(line))
}

function linesOf(body: string): string[] {
  return body
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
}

/** Whether a block differs from a version of it only in what a person owns. */
export function isOnlyPersonal(
  block: FoundBlock,
  versions: readonly FoundBlock[],
  personal: PersonalParts
): boolean {
  const edited = canonicalForm(block.body)
  return versions.some(
    ({body, hash}) =>
      hash === block.hash && canonicalForm(personal.carry(block.kind, block.body, body)) === edited
  )
}
