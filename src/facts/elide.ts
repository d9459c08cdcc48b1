import type {NameUse} from './collect/name-use.ts'
import type {EmitOptions} from './emit-options.ts'
import type {ImportedName} from './facts.ts'
import type {RawImport} from './imports.ts'

/** What decides whether the compiler leaves an import in the output. */
export interface Elision {
  readonly options: EmitOptions
  /** Null when it is not known, as in a component whose template uses names too; then only names of types are taken out. */
  readonly use: NameUse | null
  /** Whether what is a type may be imported without saying so. */
  readonly typeScript: boolean
  /** Whether an export of the imported module is known to exist for types only. */
  isType(imported: string): boolean
}

/**
 * Marks the names that the compiler takes out of a statement, and the statement when none is left: TypeScript erases
 * imports of which no value is used, and re-exports of types unless it compiles each file by itself.
 * https://www.typescriptlang.org/docs/handbook/modules/reference.html#import-elision (and `verbatimModuleSyntax`).
 */
export function elide(raw: RawImport, elision: Elision): RawImport {
  const {options, use, typeScript} = elision
  if (raw.typeOnly || !raw.erasable || !typeScript || options.keepsImports) return raw
  if (raw.kind === 'reexport')
    return options.isolatedModules ? raw : withTypes(raw, ({imported}) => elision.isType(imported))
  return withTypes(raw, name => (use ? !isNeeded(name, use, elision) : elision.isType(name.imported)))
}

function isNeeded(
  {imported, local}: ImportedName,
  {values, handedOn, jsx}: NameUse,
  {options, isType}: Elision
): boolean {
  if (values.includes(local) || (jsx && options.jsxNames.includes(local))) return true
  return handedOn.includes(local) && (options.isolatedModules || !isType(imported))
}

/** An import of a declaration file, of which nothing is left when the program runs. */
export function toTypes(raw: RawImport): RawImport {
  return withTypes(raw, () => true)
}

function withTypes(raw: RawImport, isType: (name: ImportedName) => boolean): RawImport {
  const names = raw.names.map(name => ({...name, typeOnly: name.typeOnly || isType(name)}))
  const typeOnly = names.every(name => name.typeOnly)
  return {...raw, names, typeOnly, kind: typeOnly && raw.kind !== 'reexport' ? 'type' : raw.kind}
}
