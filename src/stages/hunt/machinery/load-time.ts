import type {Node} from '@oxc-project/types'
import {isClass} from '../../../syntax/enclosing.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/** How an imported name is used while its importer is being evaluated. */
export interface LoadTimeUse {
  readonly node: Node
  /** `extends`, `decorator`, `call`, `static field`, `member`. */
  readonly how: string
  /** The name of the class that cannot be defined, for `extends` and static fields. */
  readonly holder: string
}

/** The first use of an imported binding that needs its value at load time, by source order. */
export function loadTimeUse(code: Code, local: string): LoadTimeUse | undefined {
  const binding = importBinding(code, local)
  for (const use of binding?.uses ?? []) {
    if (use.typeOnly || !use.read) continue
    const how = howUsed(code, use.identifier)
    if (how) return {node: use.identifier, how, holder: code.symbolOf(use.identifier)}
  }
  return undefined
}

function importBinding(code: Code, local: string) {
  const specifiers = [
    ...code.nodes('ImportSpecifier'),
    ...code.nodes('ImportDefaultSpecifier'),
    ...code.nodes('ImportNamespaceSpecifier')
  ]
  const specifier = specifiers.find(one => one.local.name === local)
  return specifier && code.bindingOf(specifier.local)
}

function howUsed(code: Code, identifier: Node): string | undefined {
  if (!runsAtLoad(code, identifier)) return undefined
  const parent = code.parentOf(identifier)
  if (!parent) return undefined
  if (isClass(parent) && parent.superClass === identifier) return 'extends'
  if (parent.type === 'Decorator') return 'decorator'
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression')
    return unwrap(parent.callee) === identifier ? 'call' : undefined
  return parent.type === 'MemberExpression' && parent.object === identifier ? 'member' : undefined
}

/** Whether a node is evaluated with its module: outside functions (called at once they count) and instance fields. */
function runsAtLoad(code: Code, node: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (isFunction(ancestor) && !isCalledAtOnce(code, ancestor)) return false
    const isField = ancestor.type === 'PropertyDefinition' || ancestor.type === 'AccessorProperty'
    if (isField && !ancestor.static && ancestor.value === child) return false
    if (ancestor.type === 'TryStatement') return false
    child = ancestor
  }
  return true
}

function isCalledAtOnce(code: Code, fn: Node): boolean {
  const parent = code.parentOf(fn)
  return parent?.type === 'CallExpression' && unwrap(parent.callee) === fn && !('async' in fn && fn.async)
}
