import type {Class, Node} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import {bindingOfMethod} from './bound-methods.ts'
import {allCode, type Code} from './code.ts'

interface Named {
  readonly code: Code
  readonly owner: Class
}

const byFacts = new WeakMap<Facts, ReadonlyMap<string, Named | undefined>>()

/** The one class of the repository that a property is named after: `LogController` for `config.logController`. */
function classNamed(context: DetectorContext, object: Node): Named | undefined {
  const name = memberPath(object)
    ?.split('.')
    .at(-1)
    ?.replace(/^[#_]+/, '')
  if (!name || !/[a-z][A-Z]/.test(name)) return undefined
  const index = byFacts.get(context.facts) ?? indexOf(context)
  byFacts.set(context.facts, index)
  return index.get(name.toLowerCase())
}

function indexOf(context: DetectorContext): ReadonlyMap<string, Named | undefined> {
  const index = new Map<string, Named | undefined>()
  for (const code of allCode(context))
    for (const owner of code.nodes('ClassDeclaration')) {
      const name = owner.id?.name.toLowerCase()
      if (name !== undefined) index.set(name, index.has(name) ? undefined : {code, owner})
    }
  return index
}

/** Where the method that a property of such a class stands for uses `this`; undefined also when the class binds it. */
export function usedThis(
  context: DetectorContext,
  object: Node,
  method: string
): {readonly code: Code; readonly node: Node; readonly className: string} | undefined {
  const named = classNamed(context, object)
  const member = named?.owner.body.body.find(
    one => one.type === 'MethodDefinition' && !one.static && propertyName(one) === method
  )
  if (!named || member?.type !== 'MethodDefinition') return undefined
  if (bindingOfMethod(named.code, named.owner, member, method)) return undefined
  let found: Node | undefined
  walk(member.value, node => {
    if (node !== member.value && isFunction(node) && node.type !== 'ArrowFunctionExpression') return 'skip'
    if (node.type === 'ThisExpression') found ??= node
    return undefined
  })
  return found && {code: named.code, node: found, className: named.owner.id?.name ?? method}
}
