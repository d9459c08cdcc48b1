import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import {calledFunction} from './callees.ts'
import type {Code} from './code.ts'
import type {LazyInit} from './lazy-init.ts'
import {isPlace, type Place, placeOf} from './place.ts'

/**
 * `let x = map.get(key); if (!x) { x = …; this.keep(x) }`, where `keep` puts its argument into the same collection.
 * In source order of the look-ups.
 */
export function initsThroughMethods(context: DetectorContext, code: Code): LazyInit[] {
  return code.nodes('VariableDeclarator').flatMap(({id, init}) => {
    const test = init ? unwrap(init) : undefined
    const fn = test && code.functionOf(test)
    if (!fn?.async || id.type !== 'Identifier' || !isCall(test) || callName(test) !== 'get') return []
    const receiver = receiverOf(test)
    const place = receiver && placeOf(code, receiver)
    const binding = code.bindingOf(id)
    if (!place || place.lifetime === 'local' || !binding) return []
    const value = valueGiven(code, binding)
    const write = value && keptBy(context, code, binding, place, value)
    if (!write || code.functionOf(write) !== fn) return []
    const text = `${place.text}[${code.text(test.arguments[0] ?? test)}]`
    return [{place: {...place, text}, fn, test, write, value, statement: undefined}]
  })
}

/** The one value that a variable is given after its declaration. */
function valueGiven(code: Code, {uses}: Binding): Node | undefined {
  const [write, second] = uses.filter(use => use.write && !use.init)
  const assignment = write && !second ? code.parentOf(write.identifier) : undefined
  return assignment?.type === 'AssignmentExpression' && assignment.operator === '='
    ? assignment.right
    : undefined
}

/** The call that is handed the variable after that, and sets a member of the place to it. */
function keptBy(
  context: DetectorContext,
  code: Code,
  {uses}: Binding,
  place: Place,
  value: Node
): CallExpression | undefined {
  for (const {identifier} of uses) {
    const call = code.parentOf(identifier)
    if (!isCall(call) || identifier.start < value.end) continue
    const index = call.arguments.indexOf(identifier as never)
    const keeper = index < 0 ? undefined : calledFunction(context, code, call)
    const parameter = keeper?.code === code ? keeper.fn.params[index] : undefined
    const kept = parameter && code.bindingOf(parameter as Node)
    const sets = code.nodes('CallExpression').some(set => {
      const receiver = receiverOf(set)
      const stored = set.arguments[1]
      if (callName(set) !== 'set' || !receiver || !stored || !keeper || !contains(keeper.fn, set))
        return false
      return isPlace(code, receiver, place) && kept !== undefined && code.bindingOf(unwrap(stored)) === kept
    })
    if (sets) return call
  }
  return undefined
}
