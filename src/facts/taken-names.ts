import type {Node} from '@oxc-project/types'
import {walk} from '../syntax/walk.ts'
import type {ImportedName} from './facts.ts'
import {nameOf, unwrap} from './literal.ts'

/** The whole module, bound to no name. */
const whole: ImportedName = {imported: '*', local: '', typeOnly: false}

/**
 * What code takes of the module that `require()` or `import()` gives, in source order: `const {a} = require(…)`,
 * `(await import(…)).b`, `import(…).then(m => m.c)`. Empty when the value is dropped.
 */
export function takenNames(call: Node, ancestors: readonly Node[]): ImportedName[] {
  const value = wrapped(call, ancestors)
  const {user} = value
  if (user?.type !== 'MemberExpression' || user.object !== value.node) return namesOfUse(value)
  const name = user.computed ? undefined : nameOf(user.property)
  if (call.type === 'ImportExpression' && !value.awaited)
    return name === 'then' ? namesOfThen(ancestors[value.depth - 1]) : [whole]
  return name === undefined ? [whole] : namesOfUse(wrapped(user, ancestors.slice(0, value.depth)), name)
}

interface Wrapped {
  /** The outermost node that has the same value. */
  readonly node: Node
  readonly user: Node | undefined
  /** Index of `user` among the ancestors. */
  readonly depth: number
  readonly awaited: boolean
}

/** Looks out through `await`, type assertions and optional chains. */
function wrapped(inner: Node, ancestors: readonly Node[]): Wrapped {
  let node = inner
  let depth = ancestors.length - 1
  let awaited = false
  for (let user = ancestors[depth]; user && unwrap(user) !== user; user = ancestors[--depth]) {
    awaited ||= user.type === 'AwaitExpression'
    node = user
  }
  return {node, user: ancestors[depth], depth, awaited}
}

/** The names of a use of a module, or of its member `member`. */
function namesOfUse({node, user}: Wrapped, member?: string): ImportedName[] {
  if (user?.type === 'VariableDeclarator' && user.init === node) return namesOfPattern(user.id, member)
  if (user?.type === 'AssignmentExpression' && user.left.type === 'ObjectPattern')
    return namesOfPattern(user.left, member)
  if (member !== undefined) return [{...whole, imported: member}]
  const isDropped =
    user?.type === 'ExpressionStatement' || (user?.type === 'UnaryExpression' && user.operator === 'void')
  return isDropped ? [] : [whole]
}

/** The bindings of a declaration whose value is a module, or the member `member` of one. */
function namesOfPattern(pattern: Node, member?: string): ImportedName[] {
  if (pattern.type === 'Identifier') return [{imported: member ?? '*', local: pattern.name, typeOnly: false}]
  if (pattern.type !== 'ObjectPattern') return [{...whole, imported: member ?? '*'}]
  return pattern.properties.map(property => {
    if (property.type !== 'Property')
      return {imported: member ?? '*', local: nameOf(property.argument) ?? '', typeOnly: false}
    const value = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
    const imported = member ?? (property.computed ? undefined : nameOf(property.key)) ?? '*'
    return {imported, local: nameOf(value) ?? '', typeOnly: false}
  })
}

/** `import(…).then(m => m.Name)`: the members used of the parameter. */
function namesOfThen(call: Node | undefined): ImportedName[] {
  const callback = call?.type === 'CallExpression' ? call.arguments[0] : undefined
  if (callback?.type !== 'ArrowFunctionExpression' && callback?.type !== 'FunctionExpression') return [whole]
  const [parameter] = callback.params
  if (parameter === undefined) return []
  return parameter.type === 'Identifier' && callback.body
    ? membersOf(parameter.name, callback.body)
    : namesOfPattern(parameter)
}

function membersOf(name: string, body: Node): ImportedName[] {
  const members = new Set<string>()
  walk(body, (node, ancestors) => {
    if (node.type !== 'Identifier' || node.name !== name) return
    const user = ancestors.at(-1)
    if (user?.type === 'MemberExpression' && user.property === node && !user.computed) return
    if (user?.type === 'Property' && user.key === node && user.value !== node && !user.computed) return
    const isMember = user?.type === 'MemberExpression' && user.object === node && !user.computed
    members.add((isMember ? nameOf(user.property) : undefined) ?? '*')
  })
  return members.has('*') ? [whole] : [...members].map(imported => ({...whole, imported}))
}
