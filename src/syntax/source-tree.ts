import type {Program} from '@oxc-project/types'

/** A parsed text: what the functions of this folder need of a module. */
export interface SourceTree {
  readonly text: string
  readonly program: Program
  /** 1-based line of an offset in UTF-16 code units. */
  lineOf(offset: number): number
}
