import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

const SHORT =
  /metadata|database|path|segment|part|member|key|prop|crumb|middleware|handler|interceptor|plugin|hook|resolver|guard|loader|layer|strateg|candidate|extension|alternative|option|arg|param|field|column|dimension|shape|depth|level|suffix|prefix|stack|chain|filter|provider|transform|step|scope|format|pattern|rule|locale|dir|header|namespace|migration|stage|phase|function|listener|subscriber|method/i

const LONG =
  /row|item|line|token|chunk|record|entr|message|event|file|result|ids?$|id_?list|page|node|element|char|word|text|string|byte|task|job|point|user|order|product|document|post|comment|change|update|value|queue|batch|block|section|paragraph|match|log|metric|sample|package|module|dependenc|url|link/i

/** Why a list is short, as a clause: written out, the parts of a text, or by its name. Undefined when nothing says so. */
export function shortness(code: Code, list: Node): string | undefined {
  const made = unwrap(list).type === 'Identifier' ? initialOf(code, list) : undefined
  if (made?.type === 'ArrayExpression' && made.elements.length > 0)
    return `${code.show(list)} is written out at ${code.at(made)}`
  if (isCall(made) && callName(made) === 'split')
    return `${code.show(list)} is the parts of a text at ${code.at(made)}`
  return SHORT.test(lastName(code, list)) ? `${code.show(list)} is a short list by its name` : undefined
}

/** Whether a list is named like data, of which there may be many. */
export function soundsLong(code: Code, list: Node): boolean {
  return LONG.test(lastName(code, list))
}

/** The value a variable is declared with. */
export function initialOf(code: Code, identifier: Node): Node | undefined {
  const declarator = code.bindingOf(identifier)?.definitions[0]?.node
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  return declarator.init ? unwrap(declarator.init) : undefined
}

const KEEPS_LENGTH = /^(?:map|filter|sort|toSorted|slice|reverse|toReversed|values|keys|entries)$/

function lastName(code: Code, list: Node): string {
  const call = unwrap(list)
  const receiver = isCall(call) && KEEPS_LENGTH.test(callName(call) ?? '') ? receiverOf(call) : undefined
  if (receiver) return lastName(code, receiver)
  return (
    code
      .text(list)
      .split(/[.?[\]()]+/)
      .filter(Boolean)
      .at(-1) ?? ''
  )
}
