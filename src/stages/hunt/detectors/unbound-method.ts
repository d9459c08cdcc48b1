import type {Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {bindingOfMethod} from '../machinery/bound-methods.ts'
import type {Code} from '../machinery/code.ts'
import {memberOf, typeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {freeLoggerAt, needsReceiver, type Receiver} from '../machinery/needs-receiver.ts'

/**
 * A method that uses `this`, handed over as a callback without its object.
 *
 * The caller runs it with another `this`, or none. At most one candidate for each hand-over.
 */
export default defineDetector({
  id: 'unbound-method',
  code: 'E9',
  category: 'error-handling',
  precision: 'A',
  kills: {
    bound: 'Is the method bound to its object: in the constructor, by a decorator, or as an arrow function?',
    'ignores-this': 'Does its body leave `this` alone?',
    'this-given': 'Is the object handed over beside it, as the `this` of the callback?'
  },
  judge: judgeModule
})

type Kill = 'bound' | 'ignores-this' | 'this-given'

const TAKERS = new Set(
  [
    'then catch finally setTimeout setInterval setImmediate nextTick queueMicrotask requestAnimationFrame',
    'on once addListener prependListener prependOnceListener addEventListener subscribe tap',
    'map filter forEach some every find findIndex flatMap reduce',
    'get post put patch delete use all'
  ].flatMap(names => names.split(' '))
)
const ROUTES = /^(?:get|post|put|patch|delete|use|all)$/
const LISTENERS = /^(?:on|once|addListener|prependListener|prependOnceListener|addEventListener)$/

/** A method read from its object and handed to a call, or to a prop of an element. */
interface HandOver {
  readonly member: Node & {type: 'MemberExpression'}
  readonly name: string
  readonly taker: Node
  /** The name of what takes it. */
  readonly by: string
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return handOvers(code).flatMap(one => {
    const judged = judge(code, context, one)
    return judged ? [judged] : []
  })
}

function handOvers(code: Code): HandOver[] {
  const inCalls = code.nodes('CallExpression').flatMap(call => {
    const by = callName(call)
    if (by === undefined || !TAKERS.has(by) || (!receiverOf(call) && !/^set/.test(by))) return []
    return call.arguments.flatMap((argument, index) => {
      if (ROUTES.test(by) && index === 0) return []
      const member = unwrap(argument)
      const name = member.type === 'MemberExpression' ? propertyName(member) : undefined
      return member.type === 'MemberExpression' && name !== undefined ? [{member, name, taker: call, by}] : []
    })
  })
  const inProps = code.nodes('JSXAttribute').flatMap(attribute => {
    const by = attribute.name.type === 'JSXIdentifier' ? attribute.name.name : undefined
    if (!by || !/^on[A-Z]/.test(by) || attribute.value?.type !== 'JSXExpressionContainer') return []
    const member = unwrap(attribute.value.expression)
    const name = member.type === 'MemberExpression' ? propertyName(member) : undefined
    return member.type === 'MemberExpression' && name !== undefined
      ? [{member, name, taker: attribute, by}]
      : []
  })
  return [...inCalls, ...inProps]
}

function judge(code: Code, context: DetectorContext, handed: HandOver): Judged | undefined {
  const {member, name, taker} = handed
  const drop = (kill: Kill, reason: string) => dropped(code, member, kill, reason)
  const object = unwrap(member.object)
  const owner = typeOf(context, code, object)
  const found = owner && memberOf(context, owner, name)
  if (found?.member.type === 'MethodDefinition' && found.member.kind !== 'method') return undefined
  const held = found && 'value' in found.member ? (found.member.value as Node | null) : null
  const value = held ? unwrap(held) : undefined
  if (found && value && isFunction(value)) {
    if (value.type === 'ArrowFunctionExpression')
      return drop('bound', `\`${name}\` is an arrow function (${found.code.at(found.member)})`)
    const use = thisIn(value)
    if (!use) return drop('ignores-this', `its body at ${found.code.at(value)} does not use it`)
    const bound =
      bindingOfMethod(found.code, owner.node, found.member, name) ??
      bindingOfMethod(code, code.thisOwner(member), member, name)
    if (bound) return drop('bound', bound)
    const given = givenBeside(code, handed)
    if (given) return drop('this-given', `${code.show(given)} stands beside it`)
    return describe(code, handed, {
      reason: `\`${name}\` uses ${found.code.show(use)} (${found.code.at(use)})`,
      proof: {code: found.code, node: use},
      sure: true
    })
  }
  if (found && !/Logger$/.test(nameOfType(found.code, owner.node))) return undefined
  const receiver = needsReceiver(
    context,
    code,
    object,
    name,
    outsideCalls(context.facts).valueOf(code.ast, object)
  )
  if (!receiver || (!/^(?:then|catch|finally)$/.test(handed.by) && receiver.byName)) return undefined
  const given = givenBeside(code, handed)
  if (given) return drop('this-given', `${code.show(given)} stands beside it`)
  const free = receiver.byName ? freeLoggerAt(context) : undefined
  if (free) return drop('ignores-this', `loggers are made at ${free}, of functions without it`)
  return taker ? describe(code, handed, receiver) : undefined
}

function nameOfType(code: Code, node: Node | undefined): string {
  const id = node && 'id' in node ? (node.id as Node | null) : undefined
  return id ? code.text(id) : ''
}

/** The first use of `this` in the body of a function itself. */
function thisIn(fn: Node): Node | undefined {
  let found: Node | undefined
  walk(fn, node => {
    if (found) return 'skip'
    if (node !== fn && ((isFunction(node) && node.type !== 'ArrowFunctionExpression') || isClass(node)))
      return 'skip'
    if (node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression') found = node
    else if (node.type === 'ThisExpression' || node.type === 'Super') found = node
    return undefined
  })
  return found
}

/** A later argument that names the object, as `forEach(object.method, object)` has it. */
function givenBeside(code: Code, {member, taker}: HandOver): Node | undefined {
  if (!isCall(taker)) return undefined
  const object = code.text(member.object)
  const at = taker.arguments.findIndex(one => unwrap(one) === member)
  return taker.arguments.slice(at + 1).find(one => code.text(one) === object)
}

function describe(code: Code, handed: HandOver, receiver: Receiver): Candidate {
  const {member, name, by, taker} = handed
  const path = memberPath(member) ?? code.text(member)
  const object = code.show(member.object)
  const isListener = LISTENERS.test(by)
  return {
    ...located(code, member),
    symbol: code.symbolOf(member),
    resource: name.replace(/^#/, ''),
    title: `\`${path}\` is handed to \`${by}\` without its object`,
    failureMode: `${receiver.reason}, but \`${by}\` runs it ${isListener ? 'with the emitter as `this`' : 'without a `this`'}: the callback fails in the moment it is needed.`,
    precondition: `the callback runs once${/^(?:catch)$/.test(by) ? ', that is, after a rejection' : ''}.`,
    failurePath: [
      `\`${path}\` is read from ${object} and handed over (${code.at(member)}).`,
      `\`${by}\` calls the bare function ${isListener ? 'on the object that emits' : 'with `this` undefined'}.`,
      receiver.proof
        ? `${receiver.proof.code.show(receiver.proof.node)} is read from the wrong \`this\` (${receiver.proof.code.at(receiver.proof.node)}).`
        : `What the method reads from \`this\` is not there, and it throws${by === 'catch' ? ': the handler of the rejection itself rejects' : ''}.`
    ],
    silence:
      by === 'catch' || by === 'then'
        ? 'the error that was to be handled is replaced by a TypeError in an unhandled rejection.'
        : 'a TypeError is thrown where the callback runs, far from here.',
    silent: by === 'catch',
    evidence: [
      seen(code, member, 'handed over without its object'),
      ...(receiver.proof ? [seen(receiver.proof.code, receiver.proof.node, 'uses `this`')] : [])
    ],
    challenged: [
      receiver.sure
        ? survived('bound', `no binding of \`${name}\` was found`)
        : undecided('bound', `${receiver.reason}; where it is made was not found.`),
      receiver.sure
        ? survived('ignores-this', receiver.reason)
        : undecided('ignores-this', 'its body was not seen.'),
      survived('this-given', `nothing beside it in ${code.show(taker)} names ${object}`)
    ],
    likelihood: by === 'catch' ? 2 : receiver.sure ? 3 : 2,
    spread: by === 'catch' || by === 'then' ? 3 : 2,
    confidence: receiver.sure ? 'high' : receiver.byName ? 'low' : 'medium',
    fix: `hand over \`${path}.bind(${code.text(member.object)})\`, or an arrow function that calls it.`,
    falsifiedBy: `a call of the callback after which \`${name}\` has done its work.`,
    cause: `${code.symbolOf(member)} ${name}`
  }
}
