import {walk} from '../../../syntax/walk.ts'
import type {SymbolSyntax} from './function-of.ts'
import type {Shape} from './shapes.ts'

/** A place that shows a shape. */
export interface Shown {
  readonly path: string
  readonly line: number
  readonly text: string
  readonly subject: SymbolSyntax
}

/** The first place in one of the functions that shows a shape; `accepts` may ask more of it. */
export function findShape(
  shape: Shape,
  subjects: readonly SymbolSyntax[],
  accepts: (start: number, end: number, subject: SymbolSyntax) => boolean = () => true
): Shown | undefined {
  for (const subject of subjects) {
    let found: Shown | undefined
    walk(subject.node, node => {
      const text = found ? undefined : shape.shown(node)
      if (text === undefined || !accepts(node.start, node.end, subject)) return
      found = {path: subject.symbol.path, line: subject.ast.lineOf(node.start), text, subject}
    })
    if (found) return found
  }
  return undefined
}
