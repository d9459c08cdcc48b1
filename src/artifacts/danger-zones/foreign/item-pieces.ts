import type {List, RootContent} from 'mdast'
import {offsets} from '../../lines/fields.ts'
import {isFieldList, readForeignFields} from './fields.ts'
import {headingKind, nameOf} from './heading-kind.ts'
import type {OutlineSection} from './outline.ts'
import {wholePath} from './paths.ts'
import type {Piece} from './piece.ts'
import {itemNames} from './repeated-names.ts'
import {nameOfParagraph} from './title.ts'
import {slugOf} from './zone-labels.ts'

const announcing = /^(?:\*\*|__).*:(?:\*\*|__)?\s*$/s

/** The zones among the items of the lists directly below a heading, in order; `repeated` names are fields. */
export function readItems(section: OutlineSection, source: string, repeated: ReadonlySet<string>): Piece[] {
  const sorted = headingKind(section.title) === 'group'
  return section.content.flatMap((node, index) => {
    if (node.type !== 'list' || isAnnounced(section.content[index - 1], source)) return []
    const isFields = !sorted && itemNames(node, source).filter(name => repeated.has(name)).length > 1
    if (isFields || isFieldList(node, source)) return []
    const pieces = itemPieces(node, section, source, sorted || (node.ordered === true && isModule(section)))
    return sorted || pieces.length * 2 >= node.children.length ? pieces : []
  })
}

/** Whether the heading names a module, or stands below one that sorts zones. */
function isModule({title, above}: OutlineSection): boolean {
  return wholePath(nameOf(title)) !== undefined || above.some(text => headingKind(text) === 'group')
}

/** Whether a bold line announces the list, which then belongs to that line. */
function isAnnounced(before: RootContent | undefined, source: string): boolean {
  return before?.type === 'paragraph' && announcing.test(source.slice(...offsets(before)))
}

function itemPieces(list: List, section: OutlineSection, source: string, anyText: boolean): Piece[] {
  return list.children.flatMap((item, index) => {
    const first = item.children[0]
    const name = first?.type === 'paragraph' ? nameOfParagraph(first, source, anyText) : undefined
    if (!name) return []
    const [start, end] = offsets(item)
    const fields = readForeignFields(item.children, source)
    return [
      {
        ...{...name, slug: slugOf(section.title), place: (list.start ?? 1) + index, section, headed: false},
        ...{start, end, line: item.position?.start.line ?? 1, fields}
      }
    ]
  })
}
