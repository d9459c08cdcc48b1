import type {Facts, ModuleAst, ModuleId, References} from '../../facts/facts.ts'

/** What a detector may ask. Modules are those that hunt reads: sources, no tests, fixtures, generated or vendored files. */
export interface DetectorContext {
  readonly facts: Facts
  readonly references: References
  /** Sorted. */
  readonly modules: readonly ModuleId[]
  ast(id: ModuleId): ModuleAst | undefined
}
