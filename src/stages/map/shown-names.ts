import type {Nodes} from 'mdast'
import {parseMarkdown} from '../../markdown/parse.ts'

/** The identifiers in a document's code, inline and in blocks, in the order in which they first come; no duplicates. */
export function shownNames(markdown: string): string[] {
  return [
    ...new Set(
      codeIn(parseMarkdown(markdown)).flatMap(code => code.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [])
    )
  ]
}

function codeIn(node: Nodes): string[] {
  if (node.type === 'code' || node.type === 'inlineCode') return [node.value]
  return 'children' in node ? node.children.flatMap(codeIn) : []
}
