import type {Root} from 'mdast'
import type {Architecture} from '../architecture.ts'
import {readItems, toBullets} from '../lines/bullets.ts'

const caption = 'Rings of files that need each other while they load, and what is cheapest to cut:'

/** Rings of files as Markdown lines. */
export function toCycles(rings: readonly string[], more: number): string[] {
  return [
    caption,
    '',
    ...toBullets(rings),
    ...(more === 0 ? [] : ['', `${more} more in \`DETAILED_DESIGN.md\`.`])
  ]
}

/** The inverse of {@link toCycles}. */
export function fromCycles(root: Root, source: string): Pick<Architecture, 'cycles' | 'moreCycles'> {
  const more = /(?:^|\n)(\d+) more in /.exec(source)
  return {cycles: readItems(root, source), ...(more ? {moreCycles: Number(more[1])} : {})}
}
