import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../facts.ts'
import {nameOf, stringOf, unwrap} from '../literal.ts'
import type {Collector, StartCollector} from './collector.ts'

export interface RawEnvironmentRead {
  readonly name: string
  readonly line: number
  readonly hasDefault: boolean
}

/** Reads of `process.env` and `import.meta.env` by a literal name, in source order; writes and deletions are none. */
export const startEnvironment: StartCollector<RawEnvironmentRead[]> = ast =>
  /\benv\b/.test(ast.text) ? createCollector(ast) : {nothing: []}

function createCollector(ast: ModuleAst): Collector<RawEnvironmentRead[]> {
  const reads: RawEnvironmentRead[] = []
  return {
    visit(node, ancestors) {
      if (node.type === 'MemberExpression' && isEnvironment(node.object))
        reads.push(...readOf(ast, node, ancestors))
      else if (node.type === 'VariableDeclarator' && node.init && isEnvironment(node.init))
        reads.push(...destructured(ast, node.id))
    },
    result: () => reads
  }
}

/** `process.env`, `globalThis.process.env`, `import.meta.env`, with or without `?.`. */
function isEnvironment(expression: Node): boolean {
  const node = unwrap(expression)
  if (node.type !== 'MemberExpression' || nameOf(node.property) !== 'env') return false
  const object = unwrap(node.object)
  if (object.type === 'MetaProperty') return object.meta.name === 'import'
  return object.type === 'MemberExpression'
    ? nameOf(object.property) === 'process'
    : nameOf(object) === 'process'
}

function readOf(
  ast: ModuleAst,
  node: Node & {type: 'MemberExpression'},
  ancestors: readonly Node[]
): RawEnvironmentRead[] {
  const name = node.computed ? stringOf(node.property) : nameOf(node.property)
  if (name === undefined) return []
  let value: Node = node
  let index = ancestors.length - 1
  for (let parent = ancestors[index]; parent && parent !== unwrap(parent); parent = ancestors[--index])
    value = parent
  const user = ancestors[index]
  if (user?.type === 'UnaryExpression' && user.operator === 'delete') return []
  const isTarget = user?.type === 'AssignmentExpression' && user.left === value
  if (isTarget && !['??=', '||='].includes(user.operator)) return []
  const hasDefault = isTarget ? !isEmpty(user.right) : isDefaulted(ancestors.slice(0, index + 1), value)
  return [{name, line: ast.lineOf(node.start), hasDefault}]
}

/** Whether a value other than one more variable stands behind `??` or `||`, also further out: `env.A ?? env.B ?? 1`. */
function isDefaulted(ancestors: readonly Node[], value: Node): boolean {
  const user = ancestors.at(-1)
  const outer = ancestors.slice(0, -1)
  if (user?.type !== 'LogicalExpression' || user.operator === '&&') return false
  const isFilled = user.left === value && !isEmpty(user.right) && !isRead(user.right)
  return isFilled || isDefaulted(outer, user)
}

/** Another variable may be unset as well. */
function isRead(node: Node): boolean {
  const value = unwrap(node)
  return value.type === 'MemberExpression' && isEnvironment(value.object)
}

/** `''`, `undefined`, `null`, `false` and `void 0` stand for a missing value, and are none of their own. */
function isEmpty(node: Node): boolean {
  const value = unwrap(node)
  if (value.type === 'Identifier') return value.name === 'undefined'
  if (value.type === 'UnaryExpression') return value.operator === 'void'
  if (value.type === 'Literal' && (value.value === false || value.raw === 'null')) return true
  return stringOf(value) === ''
}

function destructured(ast: ModuleAst, pattern: Node): RawEnvironmentRead[] {
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap(property => {
    const name = property.type === 'Property' && !property.computed ? nameOf(property.key) : undefined
    if (name === undefined || property.type !== 'Property') return []
    const {value} = property
    const hasDefault = value.type === 'AssignmentPattern' && !isEmpty(value.right)
    return [{name, line: ast.lineOf(property.start), hasDefault}]
  })
}
