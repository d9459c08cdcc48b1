import type {Node} from '@oxc-project/types'
import {isShadowed} from '../../syntax/shadowing.ts'
import type {ModuleAst, ModuleState} from '../facts.ts'
import {nameOf, unwrap} from '../literal.ts'
import type {Collector, StartCollector} from './collector.ts'

export type RawState = Omit<ModuleState, 'path'>

const collections = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array'])
const mutators = new Set([
  'set',
  'add',
  'delete',
  'clear',
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill'
])

/** Module-level variables that functions of the module write, in source order. */
export const startState: StartCollector<RawState[]> = ast => {
  const declared = topLevelState(ast)
  return declared.size === 0 ? {nothing: []} : createCollector(ast, declared)
}

interface Declared {
  readonly kind: string
  readonly line: number
  /** Whether it starts as, or is declared to be, a collection: `set` of anything else may write nothing. */
  readonly isCollection: boolean
}

function createCollector(ast: ModuleAst, declared: ReadonlyMap<string, Declared>): Collector<RawState[]> {
  const writes = new Map<string, Set<number>>()
  return {
    visit(node, ancestors) {
      const name = assignedName(node) ?? mutatedName(node, declared)
      if (name === undefined || !declared.has(name) || !insideFunction(ancestors)) return
      if (isShadowed(name, ancestors)) return
      writes.set(name, (writes.get(name) ?? new Set()).add(ast.lineOf(node.start)))
    },
    result: () =>
      [...declared].flatMap(([name, {kind, line}]) => {
        const lines = writes.get(name)
        return lines ? [{name, kind, line, writtenAt: [...lines].sort((a, b) => a - b)}] : []
      })
  }
}

function topLevelState(ast: ModuleAst): Map<string, Declared> {
  const state = new Map<string, Declared>()
  for (const statement of ast.program.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
    if (declaration.type !== 'VariableDeclaration') continue
    for (const {id, init, start} of declaration.declarations) {
      if (id.type !== 'Identifier') continue
      const kind = declaration.kind === 'const' ? collectionKind(init) : declaration.kind
      const isCollection = collections.has(typeName(id) ?? '') || isCollectionValue(init)
      if (kind !== undefined) state.set(id.name, {kind, line: ast.lineOf(start), isCollection})
    }
  }
  return state
}

function collectionKind(init: Node | null): string | undefined {
  if (init?.type === 'ArrayExpression') return 'array'
  if (init?.type === 'ObjectExpression') return 'object'
  if (init?.type !== 'NewExpression' || init.callee.type !== 'Identifier') return undefined
  return collections.has(init.callee.name) ? init.callee.name : undefined
}

function isCollectionValue(init: Node | null): boolean {
  const value = init && unwrap(init)
  const kind = collectionKind(value)
  return kind !== undefined && kind !== 'object'
}

/** `Map` of `let cache: Map<string, string> | undefined`, `Array` of `X[]`. */
function typeName(id: Node & {type: 'Identifier'}): string | undefined {
  const {typeAnnotation} = id as {typeAnnotation?: {typeAnnotation: Node} | null}
  const type = typeAnnotation?.typeAnnotation
  const parts = type?.type === 'TSUnionType' ? type.types : type ? [type] : []
  return parts.map(nameOfType).find(name => name !== undefined)
}

function nameOfType(type: Node): string | undefined {
  if (type.type === 'TSArrayType') return 'Array'
  return type.type === 'TSTypeReference' ? nameOf(type.typeName) : undefined
}

/** The variable that a node assigns or deletes, itself or a direct member. */
function assignedName(node: Node): string | undefined {
  if (node.type === 'AssignmentExpression') return rootName(node.left)
  if (node.type === 'UpdateExpression') return rootName(node.argument)
  const isDeletion = node.type === 'UnaryExpression' && node.operator === 'delete'
  return isDeletion && node.argument.type === 'MemberExpression' ? rootName(node.argument) : undefined
}

/** The collection whose contents a call changes. */
function mutatedName(node: Node, declared: ReadonlyMap<string, Declared>): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const {object, property} = node.callee
  const mutates = property.type === 'Identifier' && !node.callee.computed && mutators.has(property.name)
  if (!mutates || object.type !== 'Identifier') return undefined
  return declared.get(object.name)?.isCollection ? object.name : undefined
}

/** `cache` for `cache`, `cache.size`, `cache[key]`; deeper paths change something else's contents. */
function rootName(target: Node): string | undefined {
  if (target.type === 'Identifier') return target.name
  if (target.type === 'MemberExpression' && target.object.type === 'Identifier') return target.object.name
  return undefined
}

function insideFunction(ancestors: readonly Node[]): boolean {
  return ancestors.some(({type}) => type.includes('Function'))
}
