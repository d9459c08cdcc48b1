import type {Node} from '@oxc-project/types'
import {outsideCalls} from '../../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../../syntax/call-name.ts'
import {isClass} from '../../../../syntax/enclosing.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {placeOf} from '../place.ts'
import {initialValue} from '../promise.ts'
import {writesOf} from '../writes.ts'

/** What made a value, `node:fs createWriteStream`: followed through one variable or field, and methods that give the value back. */
export function madeBy(context: DetectorContext, code: Code, expression: Node): string | undefined {
  const node = unwrap(expression)
  if (isCall(node)) {
    const value = outsideCalls(context.facts).valueOf(code.ast, node.callee)
    if (value) return `${value.package} ${value.path.at(-1) ?? 'default'}`
    const receiver = receiverOf(node)
    return receiver && /^(?:on|once|setEncoding)$/.test(callName(node) ?? '')
      ? madeBy(context, code, receiver)
      : undefined
  }
  const initial = initialValue(code, node)
  if (isCall(initial)) return madeBy(context, code, initial)
  const place = placeOf(code, node)
  const values = place
    ? [...declaredValue(place.owner, place.name), ...writesOf(code, place).map(one => one.value)]
    : []
  const made = values.find(value => isCall(unwrap(value)))
  return made && madeBy(context, code, made)
}

/** The value that a class gives a field where it declares it. */
function declaredValue(owner: Node, name: string): Node[] {
  if (!isClass(owner)) return []
  return owner.body.body.flatMap(member =>
    member.type === 'PropertyDefinition' && member.value && propertyName(member) === name
      ? [member.value]
      : []
  )
}
