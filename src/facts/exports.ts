import type {Node} from '@oxc-project/types'
import type {ModuleAst} from './facts.ts'
import {nameOf, unwrap} from './literal.ts'
import {boundIdentifiers} from './pattern.ts'

/** One name that a module exports, as written. */
export interface RawExport {
  readonly name: string
  /** Local name of the binding, or the name in `from`; `*` for a namespace. */
  readonly local: string
  /** Specifier of the module it is handed on from. */
  readonly from?: string
  readonly typeOnly: boolean
}

/** `export * from 'x'`. */
export interface StarExport {
  readonly from: string
  /** Names that stay behind: `const {a, ...rest} = require('x')`, handed on as `{...rest}`. */
  readonly except?: readonly string[]
  readonly typeOnly: boolean
}

export interface RawExports {
  readonly names: readonly RawExport[]
  readonly stars: readonly StarExport[]
  /** Whether `require()` gives the value exported as `default`: `module.exports = value`, `export = value`. */
  readonly whole: boolean
}

/** The exports of an ES module. `export =` counts as `default`. */
export function exportsOf(ast: ModuleAst): RawExports {
  const names: RawExport[] = []
  const stars: StarExport[] = []
  for (const statement of ast.program.body) {
    if (statement.type === 'ExportAllDeclaration') readStar(statement, names, stars)
    else if (statement.type === 'ExportNamedDeclaration') names.push(...namedExports(statement))
    else if (statement.type === 'ExportDefaultDeclaration') names.push(defaultExport(statement.declaration))
    else if (statement.type === 'TSExportAssignment') names.push(defaultExport(statement.expression))
  }
  return {names, stars, whole: ast.program.body.some(({type}) => type === 'TSExportAssignment')}
}

function readStar(
  statement: Node & {type: 'ExportAllDeclaration'},
  names: RawExport[],
  stars: StarExport[]
): void {
  const from = statement.source.value
  const typeOnly = statement.exportKind === 'type'
  const name = nameOf(statement.exported)
  if (name === undefined) stars.push({from, typeOnly})
  else names.push({name, local: '*', from, typeOnly})
}

function namedExports(statement: Node & {type: 'ExportNamedDeclaration'}): RawExport[] {
  const isType = statement.exportKind === 'type'
  if (statement.declaration) {
    // Whether the name exists for types only is known from its declarations, of which there may be two.
    return declaredNames(statement.declaration).map(name => ({name, local: name, typeOnly: false}))
  }
  return statement.specifiers.flatMap(specifier => {
    const name = nameOf(specifier.exported)
    const local = nameOf(specifier.local)
    if (name === undefined || local === undefined) return []
    const typeOnly = isType || specifier.exportKind === 'type'
    return [{name, local, typeOnly, ...(statement.source ? {from: statement.source.value} : {})}]
  })
}

function declaredNames(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({id}) => boundIdentifiers(id))
  if (!('id' in declaration)) return []
  let id = declaration.id as Node | null
  while (id?.type === 'TSQualifiedName') id = id.left
  return nameOf(id) === undefined ? [] : [nameOf(id) ?? '']
}

function defaultExport(declaration: Node): RawExport {
  const value = unwrap(declaration)
  const name =
    value.type === 'Identifier' ? value.name : 'id' in value ? nameOf(value.id as Node | null) : undefined
  const isDeclared = value.type === 'Identifier' || /Declaration$|^TSDeclareFunction$/.test(value.type)
  return {
    name: 'default',
    local: isDeclared ? (name ?? 'default') : 'default',
    typeOnly: false
  }
}
