import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../../syntax/call-name.ts'
import {isFunction} from '../../../../syntax/is-function.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {stringValue} from '../../../../syntax/string-value.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Code} from '../code.ts'
import {fieldOf} from '../fields.ts'
import {type Place, placeOf, usesOf} from '../place.ts'

/**
 * What happens to the errors of a value.
 *
 * - `listened`: a listener is added, or something waits for the value that does so.
 * - `handed`: code elsewhere gets hold of it, and may listen.
 * - `missing`: neither; `holder` is the variable or field that keeps it, if any.
 */
export type ErrorFate =
  | {readonly kind: 'listened'; readonly at: Node}
  | {readonly kind: 'handed'; readonly at: Node}
  | {readonly kind: 'missing'; readonly holder: Place | undefined; readonly uses: readonly Node[]}

/** Follows a value that emits errors through the module. `promised`: the expression is a promise of it. */
export function errorFate(code: Code, made: Node, promised: boolean): ErrorFate {
  const missing = {kind: 'missing', holder: undefined, uses: []} as const
  let value = made
  let waiting = promised
  for (const parent of code.ancestorsOf(made)) {
    if (unwrap(parent) !== parent) {
      value = parent
      continue
    }
    if (parent.type === 'AwaitExpression') {
      value = parent
      waiting = false
      continue
    }
    if (parent.type === 'MemberExpression' && parent.object === value) {
      value = parent
      continue
    }
    if (value.type === 'MemberExpression') {
      if (!isCall(parent) || unwrap(parent.callee) !== value) return missing
      if (waiting) {
        const fate = fateInThen(code, parent)
        if (fate) return fate
        value = parent
        continue
      }
      if (listensToErrors(parent)) return {kind: 'listened', at: parent}
      if (!CHAINS.test(callName(parent) ?? '')) return missing
      value = parent
      continue
    }
    return waiting && parent.type !== 'ExpressionStatement'
      ? {kind: 'handed', at: parent}
      : fateOf(code, parent, value)
  }
  return missing
}

const CHAINS =
  /^(?:on|once|addListener|prependListener|setEncoding|setTimeout|end|off|removeListener|pause|resume|setNoDelay|setKeepAlive|ref|unref)$/
const LISTENS = /^(?:on|once|addListener|prependListener|prependOnceListener)$/

/** `on('error')`, or `on(name)`: what a variable holds may be `error`. */
function listensToErrors(call: CallExpression): boolean {
  if (!LISTENS.test(callName(call) ?? '')) return false
  const event = call.arguments[0] && stringValue(unwrap(call.arguments[0]))
  return event === undefined || event === 'error'
}

/** Undefined where the chain goes on and gives the value to nobody. */
function fateInThen(code: Code, call: CallExpression): ErrorFate | undefined {
  const name = callName(call)
  if (name === 'catch' || name === 'finally') return undefined
  const [callback] = call.arguments
  if (name !== 'then' || !callback) return {kind: 'handed', at: call}
  if (!isFunction(callback)) return {kind: 'handed', at: callback}
  const [parameter] = callback.params
  if (!parameter) return undefined
  const place = placeOf(code, parameter as Node)
  const fate = place ? fateOfPlace(code, place) : undefined
  return fate?.kind === 'missing' ? undefined : (fate ?? {kind: 'handed', at: callback})
}

/** What the code around an expression does with its value. */
function fateOf(code: Code, parent: Node, value: Node): ErrorFate {
  const missing = {kind: 'missing', holder: undefined, uses: []} as const
  switch (parent.type) {
    case 'ExpressionStatement':
      return missing
    case 'VariableDeclarator': {
      const place = placeOf(code, parent.id)
      return place ? fateOfPlace(code, place) : {kind: 'handed', at: parent}
    }
    case 'AssignmentExpression': {
      const place = placeOf(code, parent.left)
      return place && parent.right === value ? fateOfPlace(code, place) : {kind: 'handed', at: parent}
    }
    case 'PropertyDefinition': {
      const place = fieldOf(code, parent)
      return place ? fateOfPlace(code, place) : {kind: 'handed', at: parent}
    }
    case 'ForOfStatement':
      return {kind: 'listened', at: parent}
    default:
      return fateOfUse(code, value) ?? missing
  }
}

/** What the uses of a variable or field do with the errors of its value. */
export function fateOfPlace(code: Code, place: Place): ErrorFate {
  const uses = usesOf(code, place)
  const fates = uses.flatMap(use => fateOfUse(code, use) ?? [])
  const settled = fates.find(fate => fate.kind === 'listened') ?? fates[0]
  return settled ?? {kind: 'missing', holder: place, uses}
}

/** Whether one use of a value listens or hands it on; undefined for uses that do neither. */
function fateOfUse(code: Code, use: Node): ErrorFate | undefined {
  const parent = outerOf(code, use)
  const handed = {kind: 'handed', at: use} as const
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === use || unwrap(parent.object) === unwrap(use)
        ? fateOfMember(code, parent)
        : undefined
    case 'CallExpression':
    case 'NewExpression':
      return unwrap(parent.callee) === unwrap(use) ? undefined : fateOfArgument(code, parent, use)
    case 'AssignmentExpression':
      return unwrap(parent.left) === unwrap(use) ? undefined : handed
    case 'ForOfStatement':
      return {kind: 'listened', at: parent}
    case 'VariableDeclarator':
      return parent.id === use || parent.id.type === 'ObjectPattern' ? undefined : handed
    case 'Property':
      return isLineInput(code, parent) ? undefined : handed
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'IfStatement':
    case 'WhileStatement':
    case 'ExpressionStatement':
    case 'TemplateLiteral':
      return undefined
    case 'LogicalExpression':
      return parent.left === use && parent.operator === '&&' ? undefined : handed
    case 'ConditionalExpression':
      return parent.test === use ? undefined : handed
    default:
      return handed
  }
}

/** The parent, wrappers of types and optional chains left out. */
function outerOf(code: Code, node: Node): Node | undefined {
  let parent = code.parentOf(node)
  while (parent && unwrap(parent) !== parent) parent = code.parentOf(parent)
  return parent
}

function fateOfMember(code: Code, member: Node & {type: 'MemberExpression'}): ErrorFate | undefined {
  const parent = outerOf(code, member)
  const name = propertyName(member)
  if (name === 'onerror' && parent?.type === 'AssignmentExpression') return {kind: 'listened', at: parent}
  if (!isCall(parent) || unwrap(parent.callee) !== member) {
    const isPassed = isCall(parent) && name !== undefined && /^(?:on|once|addListener)$/.test(name)
    return isPassed || name === undefined ? {kind: 'handed', at: member} : undefined
  }
  if (listensToErrors(parent)) return {kind: 'listened', at: parent}
  if (name !== undefined && CHAINS.test(name)) {
    const next = outerOf(code, parent)
    if (next?.type === 'MemberExpression') return fateOfMember(code, next)
    // The methods give the value back: `return child.on('close', done)`.
    return next?.type === 'ReturnStatement' || (next?.type === 'ArrowFunctionExpression' && isFunction(next))
      ? chainHandedOn(code, parent, next)
      : undefined
  }
  return undefined
}

/** An arrow that is only a callback gives its value to nobody. */
function chainHandedOn(code: Code, call: CallExpression, next: Node): ErrorFate | undefined {
  if (next.type === 'ArrowFunctionExpression' && isCall(code.parentOf(next))) return undefined
  const fn = next.type === 'ReturnStatement' ? code.functionOf(next) : undefined
  return fn && isCall(code.parentOf(fn)) ? undefined : {kind: 'handed', at: call}
}

const WAITS =
  /^(?:pipeline|finished|eos|endOfStream|pump|once|on|toWeb|text|json|buffer|arrayBuffer|addAbortSignal|compose|from)$/

/** What a function does with a value it is given: `pipe` listens to nothing of either end. */
function fateOfArgument(code: Code, call: Node, use: Node): ErrorFate | undefined {
  const name = isCall(call) ? (callName(call) ?? '') : ''
  if (name === 'pipe' || /^console\./.test(code.text(call))) return undefined
  if (isCall(call) && WAITS.test(name)) return {kind: 'listened', at: call}
  return {kind: 'handed', at: use}
}

/** `createInterface({input: stream})` does not listen to the errors of its input. */
function isLineInput(code: Code, property: Node & {type: 'Property'}): boolean {
  if (propertyName(property) !== 'input') return false
  const object = code.parentOf(property)
  const call = object && code.parentOf(object)
  return isCall(call) && callName(call) === 'createInterface'
}
