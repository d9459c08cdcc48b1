import {compareBy} from '../base/compare.ts'
import {componentExtension, isDeclarationFile, isTypeScript} from '../repo/code-file.ts'
import type {Layout} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import {elide, toTypes} from './elide.ts'
import {createEmitOptions} from './emit-options.ts'
import type {ExternalUse, Facts, ImportEdge, ImportedName, ModuleId, UnresolvedImport} from './facts.ts'
import type {RawImport} from './imports.ts'
import type {Linker} from './link.ts'
import type {ReadFile} from './read-files.ts'

export interface ImportLinking {
  readonly repo: Repo
  readonly layout: Layout
  readonly linker: Linker
  /** Whether what a module imports is an import of a test. */
  isTest(id: ModuleId): boolean
}

/** Every import as an edge, a use of a package, or what did not resolve; each sorted by from, line, specifier. */
export function linkImports(
  files: ReadonlyMap<ModuleId, ReadFile>,
  linking: ImportLinking
): Pick<Facts, 'imports' | 'unresolved' | 'externals'> {
  const {linker, isTest} = linking
  const elideIn = createElide(linking)
  const imports: ImportEdge[] = []
  const unresolved: UnresolvedImport[] = []
  const externals: ExternalUse[] = []
  for (const [from, file] of files) {
    const test = isTest(from)
    for (const raw of file.facts.imports.map(elideIn(from, file))) {
      const {computed, erasable, ...statement} = raw
      const {specifier, line} = statement
      const resolution = file.resolutions.get(specifier)
      if (computed || !resolution) unresolved.push({from, specifier, line, cause: 'computed'})
      else if (resolution.kind === 'unresolved')
        unresolved.push({from, specifier, line, cause: resolution.cause})
      else if (resolution.kind === 'external') {
        externals.push({from, name: resolution.name, ...statement, test})
        if (!resolution.listed) unresolved.push({from, specifier, line, cause: 'package-not-listed'})
      } else if (resolution.kind === 'module' && files.has(resolution.path)) {
        const to = resolution.path
        const names = requiredNames(statement, to, linker)
        imports.push({from, to, ...statement, names, test, inferred: resolution.inferred})
      }
    }
  }
  return {imports: imports.sort(byUse), unresolved: unresolved.sort(byUse), externals: externals.sort(byUse)}
}

/** Requiring a module gives its `default` where it has one: names beside it are reached through that value. */
function requiredNames(
  {kind, names}: Pick<RawImport, 'kind' | 'names'>,
  to: ModuleId,
  linker: Linker
): readonly ImportedName[] {
  const [name] = names
  const isWhole = kind === 'require' && names.length === 1 && name?.imported === '*' && linker.isWhole(to)
  if (!isWhole) return names
  const others = linker.exportsOf(to).some(each => each.name !== 'default')
  return [...(others ? names : []), {...name, imported: 'default'}]
}

/** Imports as they are left in the output. Names are linked as written: what is erased here says nothing new of them. */
function createElide({repo, layout, linker}: ImportLinking) {
  const optionsOf = createEmitOptions(repo, layout)
  return (from: ModuleId, {facts, resolutions}: ReadFile) => {
    const typeScript = isTypeScript(from) || componentExtension(from) !== undefined
    if (isDeclarationFile(from)) return toTypes
    const options = optionsOf(from)
    return (raw: RawImport) => {
      const isType = (imported: string) => {
        const target = resolutions.get(raw.specifier)
        return target?.kind === 'module' && linker.isType(target.path, imported)
      }
      return elide(raw, {options, use: facts.nameUse, typeScript, isType})
    }
  }
}

const byUse = compareBy<{readonly from: string; readonly line: number; readonly specifier: string}>(
  ({from}) => from,
  ({line}) => line,
  ({specifier}) => specifier
)
