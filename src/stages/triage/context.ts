import type {Task} from '../../artifacts/task.ts'
import type {World} from '../../claims/world.ts'
import type {CodeIndex} from './code-index.ts'
import type {Vocabulary} from './objects.ts'
import type {TestReach} from './reach.ts'

/** What every judgement of one item may ask. */
export interface Context {
  readonly world: World
  readonly index: CodeIndex
  readonly reach: TestReach
  readonly vocabulary: Vocabulary
  readonly task: Task
}

/** `312 source modules, 40 test modules`: what an absence was searched in. */
export function scopeOf({index}: Context): string {
  return `${count(index.sourceModules, 'source module')}, ${count(index.testModules, 'test module')}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
