import type {CallExpression} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode, type Code} from './code.ts'

const known = new WeakMap<Facts, {code: Code; call: CallExpression} | undefined>()

/** Where the repository takes all unhandled rejections without ending the process; undefined when it does not. */
export function globalHandler(context: DetectorContext): {code: Code; call: CallExpression} | undefined {
  if (!known.has(context.facts)) known.set(context.facts, find(context))
  return known.get(context.facts)
}

function find(context: DetectorContext): {code: Code; call: CallExpression} | undefined {
  for (const code of allCode(context)) {
    if (!code.ast.text.includes('unhandledRejection')) continue
    const call = code.nodes('CallExpression').find(one => {
      const [event, handler] = one.arguments
      const isRegistered = /^process\.(?:on|once|addListener)$/.test(memberPath(one.callee) ?? '')
      return isRegistered && event && stringValue(event) === 'unhandledRejection' && handler && !ends(handler)
    })
    if (call) return {code, call}
  }
  return undefined
}

/** Whether a handler ends the process, or throws, which ends it too. */
function ends(handler: Parameters<typeof walk>[0]): boolean {
  let found = false
  walk(handler, node => {
    if (node.type === 'ThrowStatement') found = true
    if (node.type === 'CallExpression' && /\bexit\b|abort|kill|shutdown/i.test(memberPath(node.callee) ?? ''))
      found = true
  })
  return found
}
