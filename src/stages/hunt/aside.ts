import type {EntryPointKind, Facts, ModuleId} from '../../facts/facts.ts'

/** Samples of a documentation, what people try things out with, seen from the root of the repository; benchmarks; what tests share. */
const ASIDE =
  /^(?:docs?|documentation|website\/docs|dev|playgrounds?|sandbox|scratch)\/|(?:^|\/)(?:versioned_docs|_{0,2}bench(?:mark)?s?_{0,2}|_{0,2}tests?_{0,2}|_{0,2}mocks_{0,2}|e2e|specs?)\//

/** Scripts and settings start tests and trials as well as the product. */
const STARTED_BY_HAND: ReadonlySet<EntryPointKind> = new Set(['script', 'config', 'workflow'])

/**
 * Modules that are no part of the product: in a folder for documentation or trials, where no entry point is and nothing
 * outside of it loads them. What is wrong there harms nobody who runs the code.
 */
export function asideModules({modules, imports, entryPoints}: Facts): ReadonlySet<ModuleId> {
  const wanted = new Set([
    ...imports.filter(edge => !edge.test && !ASIDE.test(edge.from) && ASIDE.test(edge.to)).map(({to}) => to),
    ...entryPoints.filter(({kind}) => !STARTED_BY_HAND.has(kind)).map(({path}) => path)
  ])
  return new Set(
    modules.flatMap(({id, role}) => (role === 'source' && ASIDE.test(id) && !wanted.has(id) ? [id] : []))
  )
}
