import type {Task} from '../../artifacts/task.ts'
import type {World} from '../../claims/world.ts'
import type {CodeIndex} from './code-index.ts'
import type {Story} from './history/stories.ts'
import type {Vocabulary} from './objects.ts'
import type {TestReach} from './reach/test-reach.ts'
import type {Wording} from './words/wording.ts'

/** A name that the items of a change ask for. */
export interface Introduced {
  readonly name: string
  /** 1-based line of the item that asks for it. */
  readonly line: number
}

/** What every judgement of one item may ask. */
export interface Context {
  readonly world: World
  readonly index: CodeIndex
  readonly reach: TestReach
  readonly vocabulary: Vocabulary
  readonly task: Task
  /** What the history tells of the item. */
  readonly story: Story
  readonly wording: Wording
  /** The names that the other items of the same change introduce. */
  readonly introduced: readonly Introduced[]
}

/** `312 source modules, 40 test modules`: what an absence was searched in. */
export function scopeOf({index}: Context): string {
  return `${count(index.sourceModules, 'source module')}, ${count(index.testModules, 'test module')}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
