import {groupBy} from '../base/group-by.ts'
import type {Facts, ImportEdge, ModuleId} from '../facts/facts.ts'
import {folderOf, joinPath} from '../repo/posix-path.ts'

/** The test files that import a module by value, however far away, sorted. A lower bound: tests may start programs. */
export function relatedTests(path: ModuleId, facts: Facts): ModuleId[] {
  return testsThrough(path, facts, ({typeOnly}) => !typeOnly)
}

/**
 * Of the related tests those that have the module only from a build whose source it is: at run time they load the built
 * file, which nobody changes.
 */
export function builtTests(path: ModuleId, facts: Facts): ModuleId[] {
  const direct = new Set(testsThrough(path, facts, edge => !edge.typeOnly && !isMapped(edge)))
  return relatedTests(path, facts).filter(test => !direct.has(test))
}

function testsThrough(path: ModuleId, facts: Facts, follows: (edge: ImportEdge) => boolean): ModuleId[] {
  const importers = groupBy(facts.imports.filter(follows), ({to}) => to)
  const seen = new Set([path])
  for (const module of seen) for (const {from} of importers.get(module) ?? []) seen.add(from)
  return [...seen].filter(each => isTestFile(each, facts)).sort()
}

function isTestFile(path: ModuleId, facts: Facts): boolean {
  const isNamed = /[._-](?:test|spec)s?\.|(?:^|\/)(?:__tests__|tests?|spec)\//.test(path)
  return isNamed && facts.module(path)?.role === 'test'
}

/** Whether a relative import leads elsewhere than it says. */
function isMapped({from, to, specifier}: ImportEdge): boolean {
  if (!specifier.startsWith('.')) return false
  return stemOf(joinPath(folderOf(from), specifier) ?? '') !== stemOf(to)
}

function stemOf(path: string): string {
  return path
    .replace(/\?.*$/, '')
    .replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
    .replace(/(?:^|\/)index$/, '')
}
