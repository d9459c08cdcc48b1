import type {Node} from '@oxc-project/types'
import type {ModuleId} from '../../../../facts/facts.ts'
import {callName, receiverOf} from '../../../../syntax/call-name.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {stringValue} from '../../../../syntax/string-value.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {DetectorContext} from '../../define-detector.ts'
import {type Code, codeOf} from '../code.ts'

const cache = new WeakMap<DetectorContext, ReadonlyMap<string, ReadonlySet<ModuleId>>>()

/**
 * Whether some module has `NAME.on('error'`, so that a field or export of that name may be listened to elsewhere.
 *
 * A variable of another module counts only when that module takes something of the name out of an object.
 */
export function isListenedSomewhere(context: DetectorContext, from: ModuleId, name: string): boolean {
  const known = cache.get(context) ?? readNames(context)
  cache.set(context, known)
  const modules = [...(known.get(name) ?? [])]
  const literal = name.replaceAll('$', '\\$')
  const takes = new RegExp(
    `(?<!\\bthis[?!]?)\\.${literal}\\b(?!\\s*\\()|\\{[^{}()=;]*\\b${literal}\\b[^{}()=;]*\\}\\s*(?:=|from|:)`
  )
  return modules.some(id => {
    const ast = context.ast(id)
    return ast !== undefined && (id === from || (takes.test(ast.text) && listensToTaken(codeOf(ast), name)))
  })
}

/** Whether what is listened to comes from outside of the module's own calls: `pool.client`, or a variable taken out of something. */
function listensToTaken(code: Code, name: string): boolean {
  const passes = new RegExp(`[(,]\\s*[\\w$.]+\\.${name.replaceAll('$', '\\$')}\\s*[),]`)
  return code.nodes('CallExpression').some(call => {
    const receiver = receiverOf(call)
    if (
      !receiver ||
      !LISTENS.test(callName(call) ?? '') ||
      stringValue(call.arguments[0] as Node | undefined) !== 'error'
    )
      return false
    const node = unwrap(receiver)
    if (node.type === 'MemberExpression') return propertyName(node) === name
    if (node.type !== 'Identifier' || node.name !== name) return false
    const [definition] = code.bindingOf(node)?.definitions ?? []
    const isWhole = definition?.kind === 'parameter' && code.parentOf(definition.name) === definition.node
    return !isWhole || passes.test(code.ast.text)
  })
}

const LISTENS = /^(?:on|once|addListener|prependListener)$/

const LISTENING = /([\w$]+)[?!]?\s*\.(?:on|once|addListener|prependListener)\(\s*['"`]error['"`]/g

function readNames(context: DetectorContext): ReadonlyMap<string, ReadonlySet<ModuleId>> {
  const names = new Map<string, Set<ModuleId>>()
  for (const id of context.modules)
    for (const [, name] of context.ast(id)?.text.matchAll(LISTENING) ?? [])
      if (name) names.set(name, (names.get(name) ?? new Set()).add(id))
  return names
}
