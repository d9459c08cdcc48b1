import type {Node} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'

/** How a method of a class or object is bound to its object, as a clause; undefined when nothing was seen. */
export function bindingOfMethod(
  code: Code,
  owner: Node | undefined,
  member: Node,
  name: string
): string | undefined {
  if (!owner) return undefined
  const decorated = decorator(member) ?? (isClass(owner) ? decorator(owner) : undefined)
  if (decorated) return `a decorator binds it (${code.at(decorated)})`
  const assigned = assignmentOf(code, owner, name)
  if (assigned) return `it is replaced by a bound function at ${code.at(assigned)}`
  const all = code
    .nodes('CallExpression')
    .find(
      call =>
        contains(owner, call) &&
        /^(?:auto_?bind|bindAll|bindMethods|makeAutoObservable|makeObservable)/i.test(callName(call) ?? '')
    )
  return all && `${code.show(all)} binds the methods (${code.at(all)})`
}

function decorator(node: Node): Node | undefined {
  const decorators = 'decorators' in node ? (node.decorators as readonly Node[]) : []
  return decorators.find(
    one => one.type === 'Decorator' && /bound|bind/i.test(JSON.stringify(nameOf(one.expression)))
  )
}

function nameOf(node: Node): string {
  const inner = unwrap(node)
  if (inner.type === 'CallExpression') return nameOf(inner.callee)
  if (inner.type === 'Identifier') return inner.name
  return propertyName(inner) ?? ''
}

/** `this.method = this.method.bind(this)`, or any other function that is stored under the name. */
function assignmentOf(code: Code, owner: Node, name: string): Node | undefined {
  return code.nodes('AssignmentExpression').find(one => {
    const left = unwrap(one.left)
    if (left.type !== 'MemberExpression' || propertyName(left) !== name) return false
    return unwrap(left.object).type === 'ThisExpression' && contains(owner, one)
  })
}
