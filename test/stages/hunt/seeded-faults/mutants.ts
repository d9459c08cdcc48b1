import type {Node} from '@oxc-project/types'
import type {Category} from '../../../../src/artifacts/danger-zone.ts'
import {parseModule} from '../../../../src/facts/parse.ts'
import {type Code, codeOf} from '../../../../src/stages/hunt/machinery/code.ts'

/** A change of a source text: what stands between two offsets is replaced. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A fault that can be put into a healthy program, in every place where it fits. */
export interface Mutator {
  readonly name: string
  /** What a fault of this kind leads to: a finding counts when it has one of these categories. */
  readonly categories: readonly Category[]
  /** The places, each as the splices that make one fault. */
  places(code: Code): readonly (readonly Splice[])[]
}

export interface Mutant {
  /** `src/pool.ts:31`, where the fault begins. */
  readonly at: string
  readonly files: Readonly<Record<string, string>>
}

/** Every program with one fault, in the order of files and places. */
export function mutantsOf(files: Readonly<Record<string, string>>, mutator: Mutator): Mutant[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const code = codeOf(parseModule(path, text).ast)
    return mutator.places(code).map(splices => ({
      at: `${path}:${code.ast.lineOf(Math.min(...splices.map(one => one.start)))}`,
      files: {...files, [path]: splice(text, splices)}
    }))
  })
}

/** Applies splices that do not overlap. */
export function splice(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((a, b) => b.start - a.start)
    .reduce((changed, one) => changed.slice(0, one.start) + one.text + changed.slice(one.end), text)
}

/** Takes a node out. */
export function without(node: Node): Splice {
  return {start: node.start, end: node.end, text: ''}
}

/** Puts a text in the place of a node. */
export function instead(node: Node, text: string): Splice {
  return {start: node.start, end: node.end, text}
}
