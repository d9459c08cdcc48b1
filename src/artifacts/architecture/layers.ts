import type {Root} from 'mdast'
import type {Architecture} from '../architecture.ts'
import {readItems, toNumberedList} from '../lines/bullets.ts'

type Layers = NonNullable<Architecture['layers']>

/** Caption and layers as Markdown lines. */
export function toLayers({caption, rows}: Layers): string[] {
  return [caption, ...(rows.length === 0 ? [] : ['', ...toNumberedList(rows)])]
}

/** The inverse of {@link toLayers}. */
export function fromLayers(root: Root, source: string): Layers {
  const first = root.children.find(({type}) => type === 'paragraph')?.position
  return {
    caption: source.slice(first?.start.offset ?? 0, first?.end.offset ?? 0),
    rows: readItems(root, source)
  }
}
