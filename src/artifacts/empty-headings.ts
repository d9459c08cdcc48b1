import type {Element} from './elements.ts'

/** Whether a heading that now holds nothing may go. `hadOnlyBlocks`: before, it held blocks and no word of a person. */
export type MayGo = (heading: HeadingElement, hadOnlyBlocks: boolean) => boolean

export type HeadingElement = Element & {readonly kind: 'heading'}

/** The elements without headings of level 2 and below that hold nothing any more, as far as they may go. */
export function dropEmptyHeadings(now: readonly Element[], old: readonly Element[], mayGo: MayGo): Element[] {
  const kept: Element[] = []
  // From the end, so that a heading is empty once the ones below it are gone.
  for (const element of now.toReversed()) {
    const goes =
      element.kind === 'heading' &&
      element.heading.depth > 1 &&
      holdsNothing(element, kept[0]) &&
      mayGo(element, hadOnlyBlocks(element, old))
    if (!goes) kept.unshift(element)
  }
  return kept
}

function holdsNothing({heading}: HeadingElement, following: Element | undefined): boolean {
  if (following === undefined || following.kind === 'next') return true
  return following.kind === 'heading' && following.heading.depth <= heading.depth
}

function hadOnlyBlocks({index, heading}: HeadingElement, old: readonly Element[]): boolean {
  if (index === undefined) return false
  const below = old.slice(index + 1)
  const end = below.findIndex(element => element.kind === 'heading' && element.heading.depth <= heading.depth)
  const held = end === -1 ? below : below.slice(0, end)
  return held.some(({kind}) => kind === 'block') && held.every(({kind}) => kind !== 'text')
}
