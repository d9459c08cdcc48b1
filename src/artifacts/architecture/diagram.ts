import type {Root} from 'mdast'
import type {Architecture} from '../architecture.ts'

type Diagram = NonNullable<Architecture['diagram']>

/** Caption, Mermaid block and remark as Markdown lines. */
export function toDiagram({caption, mermaid, remark}: Diagram): string[] {
  return [
    caption,
    ...(mermaid === undefined ? [] : ['', '```mermaid', mermaid, '```']),
    ...(remark === undefined ? [] : ['', remark])
  ]
}

/** The inverse of {@link toDiagram}. */
export function fromDiagram(root: Root, source: string): Diagram {
  const paragraphs = root.children.filter(({type}) => type === 'paragraph')
  const code = root.children.find(child => child.type === 'code')
  const [caption = '', remark] = paragraphs.map(({position}) =>
    source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)
  )
  return {
    caption,
    ...(code ? {mermaid: code.value} : {}),
    ...(remark === undefined ? {} : {remark})
  }
}
