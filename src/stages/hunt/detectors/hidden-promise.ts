import type {CallExpression, Node} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {ownNodes, statementsAfter} from '../machinery/catches.ts'
import {allCode, type Code} from '../machinery/code.ts'
import {calleeOf, typeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {commentNear} from '../machinery/intent.ts'
import {fateOf} from '../machinery/promise-flow.ts'
import {promised} from '../machinery/promised.ts'

/**
 * An async call behind a function whose declared type gives nothing back.
 *
 * A caller that is async itself goes on before the work is done, and has no way to wait for it. At most one candidate
 * for each function.
 */
export default defineDetector({
  id: 'hidden-promise',
  code: 'C8',
  category: 'concurrency',
  precision: 'B',
  kills: {
    'not-a-promise': 'Is what is called inside known to give no promise?',
    'handled-inside': 'Does the function take care of how the work ends?',
    'nobody-waits': 'Does no async caller do anything after the call?'
  },
  judge: judgeModule
})

type Kill = 'not-a-promise' | 'handled-inside' | 'nobody-waits'

/** A function stored under a type that gives nothing back, and the call that it hides. */
interface Provider {
  readonly declarator: Node & {type: 'VariableDeclarator'}
  readonly fn: FunctionNode
  readonly hidden: CallExpression
  /** The function type. */
  readonly type: {readonly code: Code; readonly node: Node}
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('VariableDeclarator').flatMap(declarator => {
    const provider = providerOf(context, code, declarator)
    const judged = provider && judge(code, context, provider)
    return judged ? [judged] : []
  })
}

function providerOf(
  context: DetectorContext,
  code: Code,
  declarator: Node & {type: 'VariableDeclarator'}
): Provider | undefined {
  if (declarator.id.type !== 'Identifier' || !declarator.id.typeAnnotation || !declarator.init)
    return undefined
  const fn = functionIn(declarator.init)
  if (!fn || fn.async || fn.body?.type !== 'BlockStatement') return undefined
  const hidden = passedOn(code, fn)
  const type = hidden && typeOf(context, code, declarator.id)
  if (!hidden || type?.node?.type !== 'TSFunctionType') return undefined
  const returned = type.node.returnType.typeAnnotation
  return returned.type === 'TSVoidKeyword'
    ? {declarator, fn, hidden, type: {code: type.code, node: type.node}}
    : undefined
}

/** The function itself, or the first argument of a call around it, as `useCallback(fn, […])`. */
function functionIn(init: Node): FunctionNode | undefined {
  const value = unwrap(init)
  if (isFunction(value)) return value
  const first = isCall(value) && value.arguments[0] ? unwrap(value.arguments[0]) : undefined
  return first && isFunction(first) ? first : undefined
}

/** The last statement, where it is a call to which a parameter is passed on. */
function passedOn(code: Code, fn: FunctionNode): CallExpression | undefined {
  const last = fn.body?.type === 'BlockStatement' ? fn.body.body.at(-1) : undefined
  if (last?.type !== 'ExpressionStatement') return undefined
  const expression = unwrap(last.expression)
  const marked =
    expression.type === 'UnaryExpression' && expression.operator === 'void'
      ? unwrap(expression.argument)
      : expression
  const call = isCall(marked) ? headOf(marked) : undefined
  return call?.arguments.some(one => {
    const definition = one.type === 'Identifier' ? code.bindingOf(one)?.definitions[0] : undefined
    return definition?.kind === 'parameter' && definition.node === fn
  })
    ? call
    : undefined
}

function headOf(call: CallExpression): CallExpression {
  const callee = unwrap(call.callee)
  const inner = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
  return /^(?:then|catch|finally)$/.test(callName(call) ?? '') && isCall(inner) ? headOf(inner) : call
}

function judge(code: Code, context: DetectorContext, provider: Provider): Judged | undefined {
  const {hidden, type} = provider
  const drop = (kill: Kill, reason: string) => dropped(code, hidden, kill, reason)
  const fate = fateOf(code, hidden)
  const proof = promised(context, code, hidden)
  if (!proof && !fate.marked) return undefined
  const plain = proof ? undefined : calleeOf(context, code, hidden)
  if (plain?.returns && !plain.returns.promise)
    return drop('not-a-promise', `it runs ${plain.declared.code.at(plain.declared.node)}`)
  if (fate.kind === 'handled')
    return drop('handled-inside', `a rejection handler hangs on it (${code.at(fate.whole)})`)
  const caller = (callers(context).get(type.node) ?? []).find(one => nextStep(one.code, one.call))
  const next = caller && nextStep(caller.code, caller.call)
  if (!caller || !next)
    return drop('nobody-waits', 'no async function that calls it was seen to go on afterwards')
  return describe(code, provider, proof?.reason, caller, next)
}

interface Caller {
  readonly code: Code
  readonly call: CallExpression
}

const known = new WeakMap<Facts, ReadonlyMap<Node, readonly Caller[]>>()

/** The calls, as statements of async functions, of what has a declared function type. */
function callers(context: DetectorContext): ReadonlyMap<Node, readonly Caller[]> {
  const found = known.get(context.facts) ?? readCallers(context)
  known.set(context.facts, found)
  return found
}

function readCallers(context: DetectorContext): ReadonlyMap<Node, readonly Caller[]> {
  const byType = new Map<Node, Caller[]>()
  for (const code of allCode(context)) {
    for (const statement of code.nodes('ExpressionStatement')) {
      const call = unwrap(statement.expression)
      if (!isCall(call) || !code.functionOf(call)?.async) continue
      const type = typeOf(context, code, call.callee)
      if (type?.node?.type === 'TSFunctionType')
        byType.set(type.node, [...(byType.get(type.node) ?? []), {code, call}])
    }
  }
  return byType
}

/** What the caller does next: a further call, or a result that it gives. */
function nextStep(code: Code, call: Node): Node | undefined {
  const statement = [...code.ancestorsOf(call)].find(one => one.type === 'ExpressionStatement')
  return (statement ? statementsAfter(code, statement) : []).find(
    next =>
      (next.type === 'ReturnStatement' && next.argument !== null) ||
      ownNodes(next, node => node.type === 'AwaitExpression' || isCall(node)).length > 0
  )
}

function describe(
  code: Code,
  provider: Provider,
  reason: string | undefined,
  caller: Caller,
  next: Node
): Candidate {
  const {declarator, fn, hidden, type} = provider
  const name = code
    .text(declarator.id)
    .replace(/[:?].*$/s, '')
    .trim()
  const what = code.show(hidden)
  const excused = commentNear(code, hidden, /fire.?and.?forget|background|not? await/i) !== undefined
  const proof = reason ?? `\`void\` stands before ${what}, as it does before a promise that is dropped`
  return {
    ...located(code, declarator),
    startLine: code.line(declarator),
    endLine: Math.min(code.endLine(hidden) + 2, code.line(declarator) + 40),
    symbol: code.symbolOf(declarator),
    resource: name,
    title: `\`${name}\` hides the promise of ${what} from its callers`,
    failureMode: `${proof}, but \`${name}\` is of a type that gives nothing back (${type.code.at(type.node)}). An async caller cannot wait for the work, and goes on at once.`,
    precondition: `an async caller depends on the work: ${caller.code.at(caller.call)} goes on with ${caller.code.show(next)}.`,
    failurePath: [
      `The caller calls \`${caller.code.text(caller.call.callee)}\` (${caller.code.at(caller.call)}).`,
      `${what} is started, and its promise is dropped (${code.at(hidden)}).`,
      `The caller goes on with ${caller.code.show(next)} while the work is still under way (${caller.code.at(next)}).`,
      'A failure of the work reaches nobody.'
    ],
    silence: 'the caller sees success; the work and what follows it overlap.',
    silent: true,
    evidence: [
      seen(type.code, type.node, 'the type gives nothing back'),
      seen(code, hidden, 'the promise is dropped'),
      seen(caller.code, caller.call, 'an async caller that cannot wait')
    ],
    challenged: [
      reason
        ? survived('not-a-promise', reason)
        : undecided('not-a-promise', `${proof}; its code was not seen.`),
      survived('handled-inside', 'no rejection handler hangs on it'),
      survived('nobody-waits', `${caller.code.at(caller.call)} is followed by ${caller.code.show(next)}`)
    ],
    likelihood: 2,
    spread: 2,
    confidence: excused || fn.generator ? 'low' : 'medium',
    fix: `give the type \`Promise<void>\`, return ${what}, and await it where the order matters.`,
    falsifiedBy: `a caller that goes on only after ${what} is done.`
  }
}
