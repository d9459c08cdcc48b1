import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../facts.ts'

/** Gathers one kind of fact on the one walk through a module's tree. */
export interface Collector<T> {
  /**
   * Sees every node, parents before children; `ancestors` is nearest last and changes after the call. `'skip'` leaves
   * out the node's children, for this collector alone.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most visitors return nothing.
  visit(node: Node, ancestors: readonly Node[]): 'skip' | undefined | void
  /** JSON values only, so that a cache can keep it. Called once, after the walk. */
  result(): T
}

/** Gives a collector, or its result at once when the text alone shows that there is nothing to find. */
export type StartCollector<T> = (ast: ModuleAst) => Collector<T> | {readonly nothing: T}
