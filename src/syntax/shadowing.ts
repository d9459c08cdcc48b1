import type {Node} from '@oxc-project/types'
import {addBindingNames} from './binding-names.ts'
import {walk} from './walk.ts'

const declaredIn = new WeakMap<Node, ReadonlySet<string>>()

/**
 * Whether an enclosing function, block or class expression declares `name`, so that it may not mean the module's own.
 * What an inner block or function declares counts too: errs towards shadowed.
 */
export function isShadowed(name: string, ancestors: readonly Node[]): boolean {
  return ancestors.some(node => isScope(node) && namesOf(node).has(name))
}

function isScope({type}: Node): boolean {
  return type.includes('Function') || type === 'BlockStatement'
}

function namesOf(scope: Node): ReadonlySet<string> {
  const known = declaredIn.get(scope)
  if (known) return known
  const names = new Set<string>()
  walk(scope, (node, ancestors) => {
    if (node.type === 'VariableDeclarator') addBindingNames(node.id, names)
    if (node.type === 'CatchClause' && node.param) addBindingNames(node.param, names)
    if (node.type.includes('Function')) {
      for (const param of paramsOf(node)) addBindingNames(param, names)
      const own = (node as {id?: Node | null}).id
      if (own && ancestors.length > 0) addBindingNames(own, names)
    }
  })
  declaredIn.set(scope, names)
  return names
}

function paramsOf(node: Node): Node[] {
  const {params} = node as {params?: Node[] | {items?: Node[]}}
  return Array.isArray(params) ? params : (params?.items ?? [])
}
