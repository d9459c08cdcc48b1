import type {Facts} from '../../../facts/facts.ts'
import {callName} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode, type Code} from './code.ts'

const known = new WeakMap<Facts, ReadonlyMap<string, string>>()

/** Where the program itself adds a method of a name to some prototype, as a link; undefined when it does not. */
export function prototypeMethod(context: DetectorContext, name: string): string | undefined {
  const methods = known.get(context.facts) ?? readMethods(context)
  known.set(context.facts, methods)
  return methods.get(name)
}

function readMethods(context: DetectorContext): ReadonlyMap<string, string> {
  const methods = new Map<string, string>()
  for (const code of allCode(context)) {
    if (!code.ast.text.includes('.prototype')) continue
    for (const [name, at] of [...assigned(code), ...defined(code)])
      if (!methods.has(name)) methods.set(name, at)
  }
  return methods
}

/** `P.prototype.delay = …`. */
function assigned(code: Code): [string, string][] {
  return code.nodes('AssignmentExpression').flatMap(({left}) => {
    const target = unwrap(left)
    if (target.type !== 'MemberExpression') return []
    const name = propertyName(target)
    const owner = memberPath(target.object)
    return name !== undefined && owner?.endsWith('.prototype') ? [[name, code.at(target)]] : []
  })
}

/** `Object.defineProperty(Promise.prototype, 'delay', …)`. */
function defined(code: Code): [string, string][] {
  return code.nodes('CallExpression').flatMap(call => {
    if (callName(call) !== 'defineProperty') return []
    const [owner, key] = call.arguments
    const name = key && stringValue(key)
    return owner && name !== undefined && memberPath(unwrap(owner))?.endsWith('.prototype')
      ? [[name, code.at(call)]]
      : []
  })
}
