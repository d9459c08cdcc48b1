import type {RootContent} from 'mdast'
import {offsets} from '../../lines/fields.ts'
import {readForeignFields, startsField} from './fields.ts'
import type {OutlineSection} from './outline.ts'
import {onlySourceFile} from './paths.ts'
import type {Piece} from './piece.ts'
import {nameOfParagraph} from './title.ts'
import {slugOf} from './zone-labels.ts'

/**
 * The zones that a heading has as plain paragraphs, in order: those that name one source file. The lists and code up to
 * the next paragraph belong to them.
 */
export function readParagraphs(section: OutlineSection, source: string): Piece[] {
  const {content} = section
  return content.flatMap((node, index) => {
    if (node.type !== 'paragraph') return []
    const [start, ownEnd] = offsets(node)
    const text = source.slice(start, ownEnd)
    const name = nameOfParagraph(node, source, true)
    if (!name || startsField(text) || onlySourceFile(text) === undefined) return []
    const rest = content.slice(index + 1)
    const length = rest.findIndex(one => one.type !== 'list' && one.type !== 'code')
    const nodes: RootContent[] = [node, ...(length === -1 ? rest : rest.slice(0, length))]
    const end = Math.max(...nodes.map(one => offsets(one)[1]))
    const place = content.slice(0, index + 1).filter(({type}) => type === 'paragraph').length
    const fields = readForeignFields(nodes, source)
    const line = node.position?.start.line ?? 1
    return [{...name, slug: slugOf(section.title), place, section, headed: false, start, end, line, fields}]
  })
}
