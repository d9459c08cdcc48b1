import type {Facts, ModuleId} from '../../facts/facts.ts'

/** Samples of a documentation, what people try things out with, seen from the root of the repository; benchmarks. */
const ASIDE =
  /^(?:docs?|documentation|website\/docs|dev|playgrounds?|sandbox|scratch)\/|(?:^|\/)(?:versioned_docs|_{0,2}bench(?:mark)?s?_{0,2})\//

/**
 * Modules that are no part of the product: in a folder for documentation or trials, where no entry point is and nothing
 * outside of it loads them. What is wrong there harms nobody who runs the code.
 */
export function asideModules({modules, imports, entryPoints}: Facts): ReadonlySet<ModuleId> {
  const wanted = new Set([
    ...imports.filter(({from, to}) => !ASIDE.test(from) && ASIDE.test(to)).map(({to}) => to),
    ...entryPoints.map(({path}) => path)
  ])
  return new Set(
    modules.flatMap(({id, role}) => (role === 'source' && ASIDE.test(id) && !wanted.has(id) ? [id] : []))
  )
}
