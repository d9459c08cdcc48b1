import type {Node} from '@oxc-project/types'
import {walk} from '../../syntax/walk.ts'
import type {ModuleAst} from '../facts.ts'
import {nameOf} from '../literal.ts'
import type {Collector} from './collector.ts'

/** Which of the imported names of a module its own code needs at run time. Lists are in the order of first use. */
export interface NameUse {
  /** Names that stand where a value stands. A local binding of the same name counts too. */
  readonly values: readonly string[]
  /** Names that an export statement hands on: whether as values depends on what they are. */
  readonly handedOn: readonly string[]
  /** Whether it holds JSX, whose factory has to be in scope. */
  readonly jsx: boolean
}

/**
 * Looks for the names outside of types until all are found. Null when the module holds a decorator before that:
 * compiled with `emitDecoratorMetadata`, the types around it are values.
 */
export function collectNameUse(ast: ModuleAst, names: ReadonlySet<string>): Collector<NameUse | null> {
  const missing = new Set(names)
  const values = new Set<string>()
  const handedOn = new Set<string>()
  let jsx = false
  let decorated = false
  const add = (name: string | undefined) => {
    if (name !== undefined && missing.delete(name)) values.add(name)
  }
  return {
    visit(node, ancestors) {
      if (missing.size === 0 || isErased(node) || isFrom(node)) return 'skip'
      if (node.type === 'Decorator') decorated = true
      else if (node.type.startsWith('JSX')) jsx = true
      for (const name of handedOnBy(node)) handedOn.add(name)
      if (node.type === 'TSImportEqualsDeclaration') add(rootOf(node.moduleReference))
      if (isExport(node)) return 'skip'
      if (isValue(node, ancestors.at(-1))) add(node.name)
      return undefined
    },
    result() {
      if (decorated && missing.size > 0) return null
      if (jsx) for (const name of neededByJsx(ast, missing)) values.add(name)
      return {values: [...values], handedOn: [...handedOn], jsx}
    }
  }
}

/** Syntax of TypeScript's own that has values in it. */
const holdsValues: ReadonlySet<string> = new Set<Node['type']>([
  'TSAbstractAccessorProperty',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'TSAsExpression',
  'TSEnumBody',
  'TSEnumDeclaration',
  'TSEnumMember',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSInstantiationExpression',
  'TSModuleBlock',
  'TSModuleDeclaration',
  'TSNonNullExpression',
  'TSParameterProperty',
  'TSSatisfiesExpression',
  'TSTypeAssertion'
])

/** Types, overload signatures, and what is declared only. A `declare` field may have a decorator, so it counts. */
function isErased(node: Node): boolean {
  if (node.type.startsWith('TS') && !holdsValues.has(node.type)) return true
  return 'declare' in node && node.declare === true && node.type !== 'PropertyDefinition'
}

/** Statements whose names are those of another module. */
function isFrom(node: Node): boolean {
  if (node.type === 'ExportNamedDeclaration') return Boolean(node.source)
  return node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration'
}

/** `export {x}`, `export default x`, `export = x`, `export import x = require(…)`. */
function handedOnBy(node: Node): string[] {
  switch (node.type) {
    case 'ExportNamedDeclaration': {
      if (node.exportKind === 'type') return []
      if (node.declaration?.type === 'TSImportEqualsDeclaration') return [node.declaration.id.name]
      return node.specifiers.flatMap(({local, exportKind}) =>
        exportKind === 'type' ? [] : (nameOf(local) ?? [])
      )
    }
    case 'ExportDefaultDeclaration':
      return node.declaration.type === 'Identifier' ? [node.declaration.name] : []
    case 'TSExportAssignment':
      return node.expression.type === 'Identifier' ? [node.expression.name] : []
    default:
      return []
  }
}

/** Whether the names of a statement are all handed on or declared, so that none is a value yet. */
function isExport(node: Node): boolean {
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return !node.declaration
    case 'ExportDefaultDeclaration':
      return node.declaration.type === 'Identifier'
    case 'TSExportAssignment':
      return node.expression.type === 'Identifier'
    default:
      return node.type === 'TSImportEqualsDeclaration'
  }
}

/** `a` of `import x = a.b.c`. */
function rootOf(reference: Node): string | undefined {
  return reference.type === 'TSQualifiedName' ? rootOf(reference.left) : nameOf(reference)
}

function isValue(node: Node, parent: Node | undefined): node is Node & {readonly name: string} {
  if (node.type === 'JSXIdentifier') return isJsxValue(node, parent)
  return node.type === 'Identifier' && parent !== undefined && !isLabelOf(parent, node)
}

/** Names of properties, members and labels. `{x}` is the value `x` as well. */
function isLabelOf(parent: Node, node: Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.property === node && !parent.computed
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return true
    case 'TSEnumMember':
      return parent.id === node && !parent.computed
    case 'Property':
      return parent.key === node && !parent.computed && !parent.shorthand
    default:
      return 'key' in parent && parent.key === node && !('computed' in parent && parent.computed)
  }
}

/** `<Name>` and `name` in `<name.Part>`; a plain lower-case element is one of the platform's. */
function isJsxValue(node: Node & {type: 'JSXIdentifier'}, parent: Node | undefined): boolean {
  if (parent?.type === 'JSXMemberExpression') return parent.object === node
  const isElement = parent?.type === 'JSXOpeningElement' || parent?.type === 'JSXClosingElement'
  return isElement && !/^[a-z]/.test(node.name)
}

/**
 * The names that JSX may compile to calls of: what a pragma names, `React`, and, as a bundler may set another one, any
 * that the module does not mention at all.
 */
function neededByJsx({program, comments}: ModuleAst, missing: ReadonlySet<string>): string[] {
  const pragmas = comments.flatMap(({value}) =>
    [...value.matchAll(/@jsx(?:Frag)?\s+([\w$]+)/g)].map(([, name]) => name)
  )
  const mentioned = new Set<string>()
  walk(program, node => {
    if (node.type === 'ImportDeclaration') return 'skip'
    if (node.type === 'Identifier') mentioned.add(node.name)
    return undefined
  })
  return [...missing].filter(name => name === 'React' || pragmas.includes(name) || !mentioned.has(name))
}
