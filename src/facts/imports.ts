import type {Node} from '@oxc-project/types'
import {compareBy} from '../base/compare.ts'
import type {ImportedName, ImportKind, ModuleAst} from './facts.ts'
import {nameOf} from './literal.ts'

/** An import as written. `computed` when the specifier is no literal: then it is the argument's source text. */
export interface RawImport {
  readonly specifier: string
  readonly kind: ImportKind
  readonly typeOnly: boolean
  readonly line: number
  readonly names: readonly ImportedName[]
  readonly computed: boolean
  /** Whether the compiler may take it out of the output: a statement with names, no call and no bare `import 'x'`. */
  readonly erasable: boolean
}

/** The reference directives and import statements of a module, in source order; calls in expressions are collected apart. */
export function importStatementsOf(ast: ModuleAst): RawImport[] {
  return [
    ...references(ast),
    ...ast.program.body.flatMap(statement => importOfStatement(ast, statement) ?? [])
  ]
}

/** `/// <reference path="x.ts" />` before the first statement; the path is relative with or without a dot. */
function references({program, comments, lineOf}: ModuleAst): RawImport[] {
  const end = program.body[0]?.start ?? Number.POSITIVE_INFINITY
  return comments.flatMap(({type, value, start}) => {
    const path =
      type === 'Line' && start < end
        ? /^\/\s*<reference\s+path\s*=\s*["']([^"']+)["']/.exec(value)?.[1]
        : undefined
    if (path === undefined) return []
    const specifier = /^\.\.?\//.test(path) ? path : `./${path}`
    return [
      {
        specifier,
        kind: 'type',
        typeOnly: true,
        line: lineOf(start),
        names: [],
        computed: false,
        erasable: false
      }
    ]
  })
}

function importOfStatement(ast: ModuleAst, node: Node): RawImport | undefined {
  const line = ast.lineOf(node.start)
  switch (node.type) {
    case 'ImportDeclaration':
      return toStatic(node.source.value, node.importKind === 'type', node.specifiers.map(toImported), line)
    case 'ExportAllDeclaration': {
      const names = [
        {imported: '*', local: nameOf(node.exported) ?? '*', typeOnly: node.exportKind === 'type'}
      ]
      return toReexport(node.source.value, node.exportKind === 'type', names, line)
    }
    case 'ExportNamedDeclaration':
      if (!node.source) return node.declaration ? importOfStatement(ast, node.declaration) : undefined
      return toReexport(node.source.value, node.exportKind === 'type', node.specifiers.map(toHandedOn), line)
    case 'TSImportEqualsDeclaration': {
      if (node.moduleReference.type !== 'TSExternalModuleReference') return undefined
      const typeOnly = node.importKind === 'type'
      const names = [{imported: '*', local: node.id.name, typeOnly}]
      const specifier = node.moduleReference.expression.value
      return {
        specifier,
        kind: typeOnly ? 'type' : 'require',
        typeOnly,
        line,
        names,
        computed: false,
        erasable: true
      }
    }
    default:
      return undefined
  }
}

/** A statement without names is kept for its side effect, so it is a value import. */
function isTypeOnly(statement: boolean, names: readonly ImportedName[]): boolean {
  return statement || (names.length > 0 && names.every(name => name.typeOnly))
}

function toStatic(specifier: string, isType: boolean, names: ImportedName[], line: number): RawImport {
  const typeOnly = isTypeOnly(isType, names)
  const marked = isType ? names.map(name => ({...name, typeOnly: true})) : names
  return {
    specifier,
    kind: typeOnly ? 'type' : 'value',
    typeOnly,
    line,
    names: sortNames(marked),
    computed: false,
    erasable: names.length > 0
  }
}

function toReexport(specifier: string, isType: boolean, names: ImportedName[], line: number): RawImport {
  const typeOnly = isTypeOnly(isType, names)
  const marked = isType ? names.map(name => ({...name, typeOnly: true})) : names
  return {
    specifier,
    kind: 'reexport',
    typeOnly,
    line,
    names: sortNames(marked),
    computed: false,
    erasable: names.length > 0
  }
}

function toImported(node: Node): ImportedName {
  if (node.type === 'ImportDefaultSpecifier')
    return {imported: 'default', local: node.local.name, typeOnly: false}
  if (node.type !== 'ImportSpecifier')
    return {imported: '*', local: nameOf(localOf(node)) ?? '*', typeOnly: false}
  return {
    imported: nameOf(node.imported) ?? '*',
    local: node.local.name,
    typeOnly: node.importKind === 'type'
  }
}

function localOf(node: Node): Node | undefined {
  return node.type === 'ImportNamespaceSpecifier' ? node.local : undefined
}

function toHandedOn(node: {local: Node; exported: Node; exportKind?: 'type' | 'value' | null}): ImportedName {
  return {
    imported: nameOf(node.local) ?? '*',
    local: nameOf(node.exported) ?? '*',
    typeOnly: node.exportKind === 'type'
  }
}

/** By local name, then imported name. */
export function sortNames(names: readonly ImportedName[]): ImportedName[] {
  return [...names].sort(
    compareBy(
      name => name.local,
      name => name.imported
    )
  )
}
