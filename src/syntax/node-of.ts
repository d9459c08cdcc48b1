import type {Node} from '@oxc-project/types'

/** The nodes whose `type` may be `Type`; unlike `Extract` also for nodes with several types, such as functions. */
export type NodeOf<Type extends Node['type']> = Node extends infer One
  ? One extends {readonly type: string}
    ? Type extends One['type']
      ? One
      : never
    : never
  : never
