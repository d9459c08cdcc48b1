import type {PhrasingContent, Root, RootContent} from 'mdast'
import {parseMarkdown} from '../markdown/parse.ts'

/** A text and its tree; the tree does not count the byte order mark, the offsets given here do. */
export class SourceText {
  readonly text: string
  readonly root: Root
  private readonly shift: number

  constructor(text: string) {
    this.text = text
    this.shift = text.startsWith('\u{FEFF}') ? 1 : 0
    this.root = parseMarkdown(text.slice(this.shift))
  }

  startOf(node: RootContent | PhrasingContent): number {
    return (node.position?.start.offset ?? 0) + this.shift
  }

  endOf(node: RootContent | PhrasingContent): number {
    return (node.position?.end.offset ?? 0) + this.shift
  }

  lineStart(offset: number): number {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1
    return start === 0 ? Math.min(this.shift, offset) : start
  }

  /** The end of a line without its line ending. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset)
    if (end === -1) return this.text.length
    return this.text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end
  }

  lineOf(offset: number): number {
    let line = 1
    for (let at = this.text.indexOf('\n'); at !== -1 && at < offset; at = this.text.indexOf('\n', at + 1))
      line++
    return line
  }
}
