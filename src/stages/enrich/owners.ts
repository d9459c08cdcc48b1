import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import {compareText} from '../../base/compare.ts'
import {groupBy} from '../../base/group-by.ts'
import type {ModuleId} from '../../facts/facts.ts'
import type {CodeOwners} from '../../repo/codeowners.ts'

const named = 3

/** Owners with the modules that are theirs; no owners for those that no line of the file gives any. */
export interface Ownership {
  readonly owners: readonly string[]
  readonly modules: readonly ModuleId[]
}

/** The modules by who owns them, most first, then by owners. */
export function groupByOwners(modules: readonly ModuleId[], {ownersOf}: CodeOwners): Ownership[] {
  return [...groupBy(modules, id => ownersOf(id).join(' '))]
    .sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b))
    .map(([owners, own]) => ({owners: owners === '' ? [] : owners.split(' '), modules: own}))
}

/** `` `@org/team` ``, or who owns what where it differs, as Markdown. */
export function describeOwners(modules: readonly ModuleId[], codeOwners: CodeOwners): string {
  const [most, ...others] = groupByOwners(modules, codeOwners)
  if (!most) return ''
  if (others.length === 0)
    return most.owners.length === 0 ? `none by ${toCodeSpan(codeOwners.path)}` : namesOf(most)
  return [`${namesOf(most)} for most`, ...others.map(each => `${namesOf(each)} for ${filesOf(each)}`)]
    .slice(0, named + 1)
    .join('; ')
}

function namesOf({owners}: Ownership): string {
  return owners.length === 0 ? 'nobody' : owners.map(toCodeSpan).join(', ')
}

function filesOf({modules}: Ownership): string {
  const shown = modules.slice(0, named).map(toCodeSpan).join(', ')
  return modules.length > named ? `${shown} and others` : shown
}
