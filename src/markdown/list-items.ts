import type {List, ListItem, Nodes, PhrasingContent} from 'mdast'
import {formatInline} from './inline.ts'

/** The items of the lists among `nodes`, in order, nested ones left out. */
export function listItems(nodes: readonly Nodes[]): ListItem[] {
  return nodes.filter((node): node is List => node.type === 'list').flatMap(list => list.children)
}

/** The running text of an item's first paragraph. */
export function itemText(item: ListItem): PhrasingContent[] {
  const [first] = item.children
  return first?.type === 'paragraph' ? first.children : []
}

/** An item of the form `**Label**: value`, or `Label: value`. */
export interface Field {
  readonly label: string
  /** One line of Markdown. */
  readonly value: string
  readonly item: ListItem
}

/** An item read as a field; undefined when it has no label. */
export function readField(item: ListItem): Field | undefined {
  const [first, ...rest] = itemText(item)
  if (first?.type === 'strong' && first.children.length === 1 && first.children[0]?.type === 'text') {
    const value = dropColon(rest)
    return value && {label: first.children[0].value, value: formatInline(value), item}
  }
  const label = first?.type === 'text' ? /^([^:\n]+):(?:\s+|$)/.exec(first.value) : null
  if (first?.type !== 'text' || !label?.[1]) return undefined
  const value = withText(first.value.slice(label[0].length), rest)
  return {label: label[1], value: formatInline(value), item}
}

function dropColon(nodes: readonly PhrasingContent[]): PhrasingContent[] | undefined {
  const [first, ...rest] = nodes
  if (first?.type !== 'text' || !first.value.startsWith(':')) return undefined
  return withText(first.value.slice(1).trimStart(), rest)
}

function withText(value: string, rest: readonly PhrasingContent[]): PhrasingContent[] {
  return value === '' ? [...rest] : [{type: 'text', value}, ...rest]
}
