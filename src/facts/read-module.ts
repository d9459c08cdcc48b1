import {compareBy} from '../base/compare.ts'
import {isTypeScript} from '../repo/code-file.ts'
import {collect} from './collect/collect.ts'
import type {StartCollector} from './collect/collector.ts'
import {startEffects} from './collect/effects.ts'
import {startEnvironment} from './collect/environment.ts'
import {collectNameUse, type NameUse} from './collect/name-use.ts'
import {startNestedImports} from './collect/nested-imports.ts'
import {startRegistrations} from './collect/registrations.ts'
import {startRelations} from './collect/relations.ts'
import {startState} from './collect/state.ts'
import {startTestCalls} from './collect/test-calls.ts'
import {commonJsExportsOf} from './commonjs.ts'
import {declarationsOf, mergeByName, type RawSymbol} from './declarations.ts'
import {docSummary, headerSummary} from './doc-comment.ts'
import {exportsOf} from './exports.ts'
import type {ModuleAst} from './facts.ts'
import type {FileFacts, FileSymbol} from './file-facts.ts'
import {importStatementsOf, type RawImport} from './imports.ts'
import {jsDocImportsOf} from './jsdoc-imports.ts'
import type {ParsedModule} from './parse.ts'

/** Reads what a module says by itself, on one walk through its tree. */
export function readModule({ast, errors, hopeless}: ParsedModule, contentHash: string): FileFacts {
  const {text} = ast
  const statements = importStatementsOf(ast)
  const commonJs = isCommonJs(ast) ? commonJsExportsOf(ast) : undefined
  const {nested, nameUse, holdsTests, ...found} = collect(ast, {
    nested: startNestedImports,
    nameUse: errors.length > 0 ? unknownNameUse : startNameUse(statements),
    environment: startEnvironment,
    effects: startEffects,
    state: startState,
    registrations: startRegistrations,
    relations: startRelations,
    holdsTests: startTestCalls
  })
  const summary = headerSummary(ast)
  const {names, stars, whole} = commonJs ?? exportsOf(ast)
  return {
    lines: countLines(text),
    size: Buffer.byteLength(text),
    contentHash,
    ...(summary === undefined ? {} : {summary}),
    syntaxErrors: errors,
    imports: [...jsDocImportsOf(ast), ...statements, ...nested],
    nameUse,
    symbols: symbolsOf(ast, commonJs?.symbols),
    exports: {names, stars, whole},
    ...found,
    // Of what cannot be read its name is believed.
    holdsTests: holdsTests || hopeless
  }
}

const unknownNameUse: StartCollector<NameUse | null> = () => ({nothing: null})

/** Only TypeScript takes imports out. */
function startNameUse(statements: readonly RawImport[]): StartCollector<NameUse | null> {
  const erasable = statements.filter(
    ({erasable, typeOnly, kind}) => erasable && !typeOnly && kind !== 'reexport'
  )
  const names = erasable.flatMap(each => each.names.filter(({typeOnly}) => !typeOnly))
  const locals = new Set(names.map(({local}) => local))
  return ast => (isTypeScript(ast.path) && locals.size > 0 ? collectNameUse(ast, locals) : {nothing: null})
}

function symbolsOf(ast: ModuleAst, assigned: readonly RawSymbol[] | undefined): FileSymbol[] {
  const declared = declarationsOf(ast)
  const symbols = assigned ? mergeByName([...declared, ...assigned]) : declared
  return symbols
    .map(symbol => toFileSymbol(ast, symbol))
    .sort(
      compareBy(
        ({startLine}) => startLine,
        ({name}) => name
      )
    )
}

function toFileSymbol(ast: ModuleAst, {name, kind, callable, typeOnly, ...at}: RawSymbol): FileSymbol {
  const summary = docSummary(ast, at.docStart)
  return {
    name,
    kind,
    callable,
    typeOnly,
    startLine: ast.lineOf(at.start),
    endLine: ast.lineOf(at.end),
    ...(summary === undefined ? {} : {summary})
  }
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
