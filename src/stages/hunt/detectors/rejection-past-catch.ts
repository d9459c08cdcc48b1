import type {CallExpression, Node, TryStatement} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type FailureStep, promiseFailure} from '../machinery/can-reject.ts'
import {ownNodes} from '../machinery/catches.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {cannotReject} from '../machinery/promise.ts'
import {tryAround} from '../machinery/promise-flow.ts'
import {type Promised, promised} from '../machinery/promised.ts'

/**
 * A promise returned from a `try` without `await`: its rejection passes by the `catch`.
 *
 * Reported where the `catch` does something, and where the call was seen to fail or is all that the `try` holds.
 * At most one candidate for each `return`.
 */
export default defineDetector({
  id: 'rejection-past-catch',
  code: 'E12',
  category: 'error-handling',
  precision: 'A',
  kills: {
    'caught-inside': 'Does the call handle every failure itself?',
    'only-rethrows': 'Does the `catch` do nothing but throw the same error again?',
    'same-catch': 'Is it the function itself that is called, so that its own `catch` has seen the failure?',
    'sync-throws':
      'Does the function give promises in the `catch` too, so that it is there for what is thrown at once?',
    'guards-other-work': 'Does the `try` hold other work that can fail, while the call was not seen to?'
  },
  judge: judgeModule
})

type Kill = 'caught-inside' | 'only-rethrows' | 'same-catch' | 'sync-throws' | 'guards-other-work'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('ReturnStatement').flatMap(statement => {
    const around = statement.argument ? tryAround(code, statement) : undefined
    const fn = code.functionOf(statement)
    if (!around || !fn || !statement.argument || fn.generator) return []
    return returnedCalls(statement.argument).flatMap(call => {
      const proof = promised(context, code, call)
      return proof ? [judge(code, context, {call, proof, around, fn})] : []
    })
  })
}

interface Escape {
  readonly call: CallExpression
  readonly proof: Promised
  readonly around: TryStatement
  readonly fn: FunctionNode
}

/** The calls whose value a `return` may give. */
function returnedCalls(node: Node): CallExpression[] {
  const value = unwrap(node)
  if (isCall(value)) return [value]
  if (value.type === 'ConditionalExpression')
    return [...returnedCalls(value.consequent), ...returnedCalls(value.alternate)]
  if (value.type === 'LogicalExpression') return returnedCalls(value.right)
  return []
}

function judge(code: Code, context: DetectorContext, past: Escape): Judged {
  const {call, proof, around} = past
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  if (proof.made?.fn === past.fn)
    return drop('same-catch', `${code.show(call)} is a call of \`${code.symbolOf(call)}\` itself`)
  const caught = handledOnTheWay(call) ?? cannotReject(code, call, proof)
  if (caught) return drop('caught-inside', caught)
  if (onlyRethrows(around))
    return drop('only-rethrows', `the \`catch\` at ${code.at(around.handler ?? around)} throws what it got`)
  const refusal = past.fn.async ? undefined : promisedRefusal(around)
  if (refusal) return drop('sync-throws', `the \`catch\` gives ${code.show(refusal)}`)
  const steps = promiseFailure(context, code, call) ?? []
  const other = otherWork(around, call)
  if (other && (steps.length === 0 || rethrowsSome(around)))
    return drop('guards-other-work', `${code.show(other)} (${code.at(other)}) may fail inside of it too`)
  return describe(code, past, steps, other)
}

/** A link of the chain that takes the rejection. */
function handledOnTheWay(call: CallExpression): string | undefined {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return undefined
  const name = callName(call)
  if (name === 'catch' || (name === 'then' && call.arguments.length > 1))
    return 'the chain has a rejection handler'
  const inner = unwrap(callee.object)
  return /^(?:then|finally)$/.test(name ?? '') && isCall(inner) ? handledOnTheWay(inner) : undefined
}

/** Whether a `catch` holds nothing but `throw error`. */
function onlyRethrows({handler}: TryStatement): boolean {
  const [only, second] = handler?.body.body ?? []
  if (!handler || second || only?.type !== 'ThrowStatement') return false
  return (
    only.argument.type === 'Identifier' &&
    handler.param?.type === 'Identifier' &&
    only.argument.name === handler.param.name
  )
}

/** `Promise.reject(…)` in the `catch` of a function that is not async: it turns what is thrown at once into a promise. */
function promisedRefusal({handler}: TryStatement): Node | undefined {
  return handler
    ? ownNodes(
        handler.body,
        node => isCall(node) && /^Promise\.re(?:ject|solve)$/.test(memberPath(node.callee) ?? '')
      )[0]
    : undefined
}

/** Whether the `catch` lets some errors through as they are: for those it makes no difference. */
function rethrowsSome({handler}: TryStatement): boolean {
  const error = handler?.param?.type === 'Identifier' ? handler.param.name : undefined
  if (!handler || error === undefined) return false
  return ownNodes(
    handler.body,
    node =>
      node.type === 'ThrowStatement' && node.argument.type === 'Identifier' && node.argument.name === error
  ).some(node => !handler.body.body.includes(node as never))
}

/** A call or `throw` in the `try` that is no part of what is returned. */
function otherWork(around: TryStatement, call: CallExpression): Node | undefined {
  let found: Node | undefined
  walk(around.block, node => {
    if (found || node === call || isFunction(node)) return 'skip'
    if (['CallExpression', 'NewExpression', 'ThrowStatement', 'AwaitExpression'].includes(node.type))
      found = node
    return undefined
  })
  return found
}

function describe(
  code: Code,
  {call, proof, around, fn}: Escape,
  steps: readonly FailureStep[],
  other: Node | undefined
): Candidate {
  const what = code.show(call)
  const handler = around.handler ?? around
  const last = steps.at(-1)
  const lost = whatIsLost(code, around)
  return {
    ...located(code, call),
    symbol: code.symbolOf(call),
    resource: callName(call) ?? 'return',
    title: `the \`catch\` of \`${code.symbolOf(call)}\` never sees a rejection of ${what}`,
    failureMode: `${proof.reason}, and its promise is returned from the \`try\` without \`await\`. When it rejects control has left the \`try\`, so the \`catch\` at ${code.at(handler)} does not run: ${lost}.`,
    precondition: last ? `${last.reason} (${last.code.at(last.node)}).` : `${what} rejects.`,
    failurePath: [
      `${what} is started inside the \`try\` (${code.at(call)}).`,
      `Its promise is returned at once${fn.async ? `, and the promise of \`${code.symbolOf(call)}\` follows it` : ''}.`,
      ...steps
        .slice(0, 4)
        .map(
          step =>
            `${step.reason.charAt(0).toUpperCase()}${step.reason.slice(1)} (${step.code.at(step.node)}).`
        ),
      `The rejection goes to the caller; the \`catch\` (${code.at(handler)}) is passed by.`
    ],
    silence: `the caller gets the raw error; that ${lost} is not seen.`,
    silent: true,
    evidence: [
      seen(code, call, 'returned without `await`'),
      seen(code, handler, 'the `catch` that is passed by'),
      ...steps.slice(-1).map(step => seen(step.code, step.node, step.reason))
    ],
    challenged: [
      survived(
        'caught-inside',
        last ? `${last.reason} (${last.code.at(last.node)})` : 'no code of it was seen to handle its failure'
      ),
      survived('only-rethrows', `the \`catch\` holds ${code.show(firstReaction(around))}`),
      survived(
        'guards-other-work',
        other
          ? `the call itself was seen to fail, beside ${code.show(other)}`
          : 'the call is all the work in the `try`, so the `catch` is there for it'
      )
    ],
    likelihood: 2,
    spread: 1,
    confidence: fn.async && (!other || !decides(around)) ? 'high' : 'medium',
    fix: `\`return await\` ${what}.`,
    falsifiedBy: `a rejection of ${what} after which the \`catch\` has run.`
  }
}

/** Whether the `catch` looks at the error before it does something: it may be there for the other work. */
function decides({handler}: TryStatement): boolean {
  return handler !== null && ownNodes(handler.body, node => node.type === 'IfStatement').length > 0
}

function firstReaction({handler}: TryStatement): Node {
  return (handler?.body.body[0] ?? handler) as Node
}

/** What does not happen, as a clause. */
function whatIsLost(code: Code, around: TryStatement): string {
  const first = around.handler?.body.body[0]
  return first ? `${code.show(first)} is not reached` : 'the failure is not swallowed as meant'
}
