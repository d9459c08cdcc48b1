import type {ModuleId} from '../../../facts/facts.ts'
import type {Content} from './content.ts'
import type {Mock} from './mocks.ts'
import type {Field} from './tables.ts'
import type {TestBody} from './test-bodies.ts'

/** What is read of modules, each when first asked for. */
export interface Readings {
  readonly tests: ReadonlySet<ModuleId>
  bodies(path: ModuleId): readonly TestBody[]
  mocks(path: ModuleId): ReadonlyMap<ModuleId, Mock>
  units(path: ModuleId): ReadonlyMap<string, Content>
  fields(path: ModuleId): readonly Field[]
}
