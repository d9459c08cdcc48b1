import type {List} from 'mdast'
import {offsets} from '../../lines/fields.ts'
import type {OutlineSection} from './outline.ts'

const boldName = /^(?:\*\*|__)([^*_\n]+?)(?:[:：](?:\*\*|__)|(?:\*\*|__)\s*[:：])/

/**
 * Names in bold with a colon that items have below more than one heading, as `**Grund**:` in each zone of a German file:
 * they are fields in whatever language.
 */
export function repeatedNames(sections: readonly OutlineSection[], source: string): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const {content} of sections) {
    const names = content.flatMap(node => (node.type === 'list' ? itemNames(node, source) : []))
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name))
}

/** The bold names with a colon that the items of a list start with. */
export function itemNames(list: List, source: string): string[] {
  return list.children.flatMap(item => {
    const first = item.children[0]
    const name = first && boldName.exec(source.slice(...offsets(first)))?.[1]
    return name === undefined ? [] : [name.trim()]
  })
}
