import {createHash} from 'node:crypto'
import {isTypeScript} from '../repo/code-file.ts'
import {commonJsExportsOf} from './commonjs.ts'
import {declarationsOf, mergeByName, type RawSymbol} from './declarations.ts'
import {headerSummary} from './doc-comment.ts'
import {environmentOf, type RawEnvironmentRead} from './environment.ts'
import {exportsOf, type RawExports} from './exports.ts'
import type {ModuleAst} from './facts.ts'
import {importsOf, type RawImport} from './imports.ts'
import {type NameUse, nameUseOf} from './name-use.ts'
import type {ParsedModule} from './parse.ts'

/** What one module says by itself; nothing here depends on another file. */
export interface ModuleFacts {
  readonly lines: number
  readonly size: number
  readonly contentHash: string
  readonly summary: string | undefined
  readonly syntaxErrors: number
  readonly imports: readonly RawImport[]
  /** How it uses what it imports; undefined where that is unknown or does not matter. */
  readonly nameUse: NameUse | undefined
  readonly symbols: readonly RawSymbol[]
  readonly exports: RawExports
  readonly environment: readonly RawEnvironmentRead[]
}

export function readModule({ast, errors}: ParsedModule): ModuleFacts {
  const {text} = ast
  const declared = declarationsOf(ast)
  const imports = importsOf(ast)
  const commonJs = isCommonJs(ast) ? commonJsExportsOf(ast) : undefined
  return {
    lines: countLines(text),
    size: Buffer.byteLength(text),
    contentHash: createHash('sha256').update(text).digest('hex').slice(0, 16),
    summary: headerSummary(ast),
    syntaxErrors: errors.length,
    imports,
    nameUse: errors.length > 0 ? undefined : importedNameUse(ast, imports),
    symbols: commonJs ? mergeByName([...declared, ...commonJs.symbols]) : declared,
    exports: commonJs ?? exportsOf(ast),
    environment: environmentOf(ast)
  }
}

/** Only TypeScript takes imports out. */
function importedNameUse(ast: ModuleAst, imports: readonly RawImport[]): NameUse | undefined {
  if (!isTypeScript(ast.path)) return undefined
  const statements = imports.filter(
    ({erasable, typeOnly, kind}) => erasable && !typeOnly && kind !== 'reexport'
  )
  const names = statements.flatMap(each => each.names.filter(({typeOnly}) => !typeOnly))
  return names.length === 0 ? undefined : nameUseOf(ast, new Set(names.map(({local}) => local)))
}

/** A module without a single import or export statement. */
function isCommonJs({program}: ModuleAst): boolean {
  return !program.body.some(({type}) => /^(?:Import|Export|TSExport|TSImportEquals)/.test(type))
}

function countLines(text: string): number {
  let lines = text === '' || text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
