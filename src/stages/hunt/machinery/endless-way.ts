import type {Node} from '@oxc-project/types'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import type {LoopNode} from '../../../syntax/is-loop.ts'

/** A way round a loop on which nothing changes that its end depends on. */
export interface EndlessWay {
  readonly kind: 'parent' | 'empty' | 'same' | 'match' | 'fixed' | 'exhausted'
  readonly fn: FunctionNode
  readonly loop: LoopNode
  /** Where the defect shows: the step, the test, the pattern. */
  readonly node: Node
  /** What would have to change, as code. */
  readonly subject: Node
  /** Why the loop ends all the same, and the kill it belongs to. */
  readonly ends: {readonly kill: 'bounded' | 'moves-on'; readonly reason: string} | undefined
}
