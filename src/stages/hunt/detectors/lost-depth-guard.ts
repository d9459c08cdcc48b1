import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear} from '../machinery/intent.ts'
import {parameterAt, type SelfCall, selfCalls} from '../machinery/recursion.ts'

/**
 * A recursive function that ends by a parameter, a depth or a set of what was seen, and calls itself without it.
 *
 * The call begins with the default again; the limit never holds on that way. So does `list.map(visit)`, which gives
 * the index where the depth is expected. At most one candidate for each call.
 */
export default defineDetector({
  id: 'lost-depth-guard',
  code: 'S6',
  category: 'scaling',
  precision: 'A',
  kills: {
    'passed-along': 'Does the call pass the parameter in some other way: spread, bound, or in an object?',
    'begins-anew':
      'Is the call meant to begin anew, by a comment or because its arguments are put in order only?',
    'ends-there': 'Is the call made for what has nothing below it?'
  },
  judge: judgeModule
})

type Kill = 'passed-along' | 'begins-anew' | 'ends-there'

function judgeModule(code: Code): Judged[] {
  return selfCalls(code).flatMap(self => {
    const guard = guardOf(code, self.fn)
    return guard ? (judge(code, self, guard) ?? []) : []
  })
}

interface Guard {
  readonly index: number
  readonly name: string
  readonly parameter: Node
  /** The `if` that ends the recursion by it. */
  readonly test: Node
}

const LIMIT =
  /depth|level|seen|visited|visiting|ancestors|limit|remaining|budget|hops|ttl|nesting|recursion|max/i

const guards = new WeakMap<FunctionNode, Guard | 'none'>()

/** The optional last parameters of a function that bound its recursion. */
function guardOf(code: Code, fn: FunctionNode): Guard | undefined {
  const known = guards.get(fn) ?? findGuard(code, fn) ?? 'none'
  guards.set(fn, known)
  return known === 'none' ? undefined : known
}

function findGuard(code: Code, fn: FunctionNode): Guard | undefined {
  for (let index = fn.params.length - 1; index > 0; index--) {
    const parameter = parameterAt(fn, index)
    const test = parameter && LIMIT.test(parameter.name) ? endingTest(code, fn, parameter) : undefined
    if (parameter && test && mayBeLeftOut(fn.params[index] as Node, parameter))
      return {index, name: parameter.name, parameter, test}
  }
  return undefined
}

/** A default, a question mark, or JavaScript, where each parameter may be left out. */
function mayBeLeftOut(declared: Node, parameter: Node & {type: 'Identifier'}): boolean {
  if (declared.type === 'AssignmentPattern' || ('optional' in parameter && Boolean(parameter.optional)))
    return true
  return parameter.typeAnnotation === null || parameter.typeAnnotation === undefined
}

/** An `if` on the parameter that leaves the function, or around the recursion. */
function endingTest(code: Code, fn: FunctionNode, parameter: Node): Node | undefined {
  const binding = code.bindingOf(parameter)
  return code.nodes('IfStatement').find(one => {
    if (!contains(fn, one) || code.functionOf(one) !== fn || !isExit(one.consequent)) return false
    return conditionAsks(code, one.test, binding)
  })
}

/** `depth > 3`, `depth === 0`, `!depth`, `seen.has(node)`, `seen?.includes(node)`. */
function conditionAsks(code: Code, test: Node, binding: unknown): boolean {
  let asks = false
  const is = (node: Node) => unwrap(node).type === 'Identifier' && code.bindingOf(unwrap(node)) === binding
  walk(test, node => {
    if (node.type === 'BinaryExpression' && /^(?:[<>]=?|===?)$/.test(node.operator))
      asks ||= is(node.left as Node) || is(node.right as Node)
    if (isCall(node) && /^(?:has|includes)$/.test(callName(node) ?? '')) {
      const callee = unwrap(node.callee)
      asks ||= callee.type === 'MemberExpression' && is(callee.object)
    }
  })
  return asks
}

const ITERATES = /^(?:map|forEach|flatMap|filter|some|every|find)$/

function judge(code: Code, self: SelfCall, guard: Guard): Judged | undefined {
  if (self.handed) return judgeHanded(code, self, guard)
  const {call} = self
  if (call.arguments.length > guard.index) return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const spread = call.arguments.find(one => one.type === 'SpreadElement')
  if (spread) return drop('passed-along', `${code.show(spread)} may hold it`)
  const carried = call.arguments.find(one => carries(code, one as Node, guard))
  if (carried) return drop('passed-along', `${code.show(carried as Node)} holds it`)
  const anew = beginsAnew(code, self)
  if (anew) return drop('begins-anew', anew)
  const flat = call.arguments[0] && isFlat(code, call.arguments[0] as Node)
  if (flat) return drop('ends-there', `${code.show(call.arguments[0] as Node)} has nothing below it`)
  return describe(code, self, guard)
}

function carries(code: Code, argument: Node, {parameter}: Guard): boolean {
  const binding = code.bindingOf(parameter)
  let found = false
  walk(argument, node => {
    if (node.type === 'Identifier' && code.bindingOf(node) === binding) found = true
  })
  return found
}

/** A comment that says so, or a first statement that only puts arguments in order: `if (typeof b === 'function') return f(a, {}, b)`. */
function beginsAnew(code: Code, {call, fn}: SelfCall): string | undefined {
  const comment = commentNear(
    code,
    call,
    /reset|restart|anew|from scratch|starts? over|fresh|new root|top.level/i
  )
  if (comment !== undefined) return `a comment says so at \`${code.path}:${comment}\``
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === fn) return undefined
    if (
      ancestor.type === 'IfStatement' &&
      /typeof|arguments\.length|Array\.isArray/.test(code.text(ancestor.test))
    ) {
      const isWhole = call.arguments[0] && isSameParameter(code, fn, call.arguments[0] as Node)
      if (isWhole) return `the call at ${code.at(call)} only puts arguments in order`
    }
  }
  return undefined
}

function isSameParameter(code: Code, fn: FunctionNode, argument: Node): boolean {
  const first = parameterAt(fn, 0)
  return first !== undefined && code.bindingOf(argument) === code.bindingOf(first)
}

function isFlat(code: Code, argument: Node): boolean {
  const node = unwrap(argument)
  if (node.type === 'Literal' || node.type === 'TemplateLiteral') return true
  if (isCall(node))
    return /^(?:String|Number|toString|join|trim|getTime|toISOString)$/.test(callName(node) ?? '')
  return node.type === 'MemberExpression' && /\.(?:message|name|length|stack|code)$/.test(code.text(node))
}

/** `list.map(visit)` where the limit is the second parameter, or `list.map(visit)` at all. */
function judgeHanded(code: Code, self: SelfCall, guard: Guard): Judged | undefined {
  const name = callName(self.call) ?? ''
  const [given] = self.call.arguments
  const isGiven =
    given && unwrap(given as Node).type !== 'SpreadElement' && code.text(given as Node).endsWith(self.name)
  if (!ITERATES.test(name) || !isGiven || guard.index > 2) return undefined
  return describe(code, self, guard)
}

function describe(code: Code, self: SelfCall, {name, parameter, test, index}: Guard): Candidate {
  const {call, fn, handed} = self
  const what = code.show(call)
  const given = handed
    ? `${what} passes the ${index === 1 ? 'index of the element' : 'array'} as \`${name}\``
    : `${what} does not pass \`${name}\``
  const effect = handed
    ? `what \`${name}\` then says has nothing to do with how deep the recursion is`
    : `the recursion goes on as if it had just begun`
  return {
    ...located(code, call),
    resource: name,
    title: `\`${self.name}\` calls itself without its \`${name}\``,
    failureMode: `\`${self.name}\` ends by \`${name}\` (${code.at(test)}), but ${given}: ${effect}, and on this way the limit never holds.`,
    precondition: `the data go deeper than the limit on this way, or come back to where they began.`,
    failurePath: [
      `\`${self.name}\` is bounded by \`${name}\` (${code.at(test)}).`,
      `${given} (${code.at(call)}).`,
      `The inner call begins with ${handed ? 'a wrong value' : 'the default'} of \`${name}\` (${code.at(parameter)}) and the test at ${code.at(test)} does not stop it.`
    ],
    silence:
      'shallow data give the right answer; deep or circular ones end in a `RangeError` or take very long.',
    silent: false,
    evidence: [
      seen(code, test, `the limit, by \`${name}\``),
      seen(code, call, handed ? 'passes something else' : 'leaves it out')
    ],
    challenged: [
      survived('passed-along', 'no argument of the call is spread, bound or holds it'),
      survived('begins-anew', `nothing near ${code.at(call)} says that the limit is to begin again`),
      survived('ends-there', 'what it is called for may have something below it')
    ],
    likelihood: 1,
    spread: fn.async ? 2 : 1,
    confidence: 'high',
    fix: handed
      ? `call it in a function of its own: \`${callName(call)}(one => ${self.name}(one, …))\` with \`${name}\` passed on.`
      : `pass \`${name}\` on in this call too.`,
    falsifiedBy: `data deeper than the limit on this way, for which \`${self.name}\` stops at the limit.`
  }
}
