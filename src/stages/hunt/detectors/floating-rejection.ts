import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {canReject, type FailureStep, GUESSING, promiseFailure} from '../machinery/can-reject.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {initialValue} from '../machinery/promise.ts'
import {type Fate, fateOf, tryAround} from '../machinery/promise-flow.ts'
import {type Promised, promised} from '../machinery/promised.ts'
import {globalHandler} from '../machinery/unhandled.ts'
import {waitedElsewhere} from '../machinery/used-as-promise.ts'

/**
 * A promise that can reject, and of which nobody learns how it ends.
 *
 * Reported where the way to a `throw` or an outside call that fails was followed, or where a `try` around it shows that
 * failure is expected. At most one candidate for each statement.
 */
export default defineDetector({
  id: 'floating-rejection',
  code: 'E1',
  category: 'error-handling',
  precision: 'A',
  kills: {
    'top-level':
      'Does it stand at the top level, where a rejection ends the program with its error, as a throw would?',
    'cannot-fail': 'Is there no way seen on which it rejects?',
    'global-handler': 'Does a handler of the process take every rejection and keep it running?',
    'on-purpose': 'Is it rejected there so that it is reported as unhandled?'
  },
  judge: judgeModule
})

type Kill = 'top-level' | 'cannot-fail' | 'global-handler' | 'on-purpose'

interface Floating {
  readonly call: CallExpression
  readonly fate: Fate
  readonly proof: Promised
  /** The `try` whose `catch` was meant to see the failure. */
  readonly around: (Node & {type: 'TryStatement'}) | undefined
  /** The way to the failure, outermost first; empty when it was not followed. */
  readonly steps: readonly FailureStep[]
  /** Whether the last step is only named like one that fails. */
  readonly isGuess: boolean
  readonly awaitedAt: Node | undefined
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const fate = fateOf(code, call)
    if (fate.kind !== 'dropped' || isLink(call)) return []
    const proof =
      promised(context, code, call) ?? forked(context, code, call) ?? byOtherUses(code, call, fate)
    const judged = proof && judge(code, context, call, fate, proof)
    return judged ? [judged] : []
  })
}

/** `x.then(…)` on a call: the chain is judged at its head. */
function isLink(call: CallExpression): boolean {
  const callee = unwrap(call.callee)
  if (!/^(?:then|catch|finally)$/.test(callName(call) ?? '') || callee.type !== 'MemberExpression')
    return false
  return isCall(unwrap(callee.object)) || call.arguments.length === 0 || handlesItself(call)
}

function handlesItself(call: CallExpression): boolean {
  return callName(call) === 'catch' || (callName(call) === 'then' && call.arguments.length > 1)
}

/** A chain that begins at a variable: `started.finally(…)` is a second promise that rejects with the first. */
function forked(context: DetectorContext, code: Code, call: CallExpression): Promised | undefined {
  const callee = unwrap(call.callee)
  if (!/^(?:then|finally)$/.test(callName(call) ?? '') || callee.type !== 'MemberExpression') return undefined
  const head = initialValue(code, callee.object)
  const proof = isCall(head) ? promised(context, code, head) : undefined
  return proof && {...proof, reason: `${code.show(callee.object)} is a promise: ${proof.reason}`}
}

/** A path that is waited for in other places of the module, or `Promise.all(…).then(…)`. */
function byOtherUses(code: Code, call: CallExpression, fate: Fate): Promised | undefined {
  const waited = fate.marked ? undefined : waitedElsewhere(code, call)
  return (
    waited && {
      reason: `${code.show(call.callee)} gives a promise, which is waited for at ${code.at(waited)}`,
      made: undefined
    }
  )
}

function judge(
  code: Code,
  context: DetectorContext,
  call: CallExpression,
  fate: Fate,
  proof: Promised
): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  if (!code.functionOf(call)) return drop('top-level', 'it is a statement of the module itself')
  if (memberPath(call.callee) === 'Promise.reject')
    return drop('on-purpose', 'a rejection that is made and left alone is meant to be reported as unhandled')
  const followed = failure(context, code, call, proof) ?? failingLink(context, code, fate)
  const guess =
    followed || fate.marked || runsInPage(code)
      ? undefined
      : ((proof.made && canReject(context, proof.made, GUESSING)) ?? anyMember(code, call, fate))
  const steps = followed ?? guess
  const around = tryAround(code, call)
  const expected = around && reacts(around) ? around : undefined
  const known = proof.made === undefined
  const sibling = known && !fate.marked && !runsInPage(code) ? waitedElsewhere(code, call) : undefined
  const awaitedAt = (expected && known ? awaitedElsewhere(code, call) : undefined) ?? sibling
  if (!steps && !awaitedAt) {
    if (proof.made)
      return drop(
        'cannot-fail',
        `nothing at ${proof.made.code.at(proof.made.fn)} was seen to fail outside of a \`try\``
      )
    return expected
      ? drop('cannot-fail', 'its code was not followed, and no other call of it is awaited here')
      : undefined
  }
  const handler = globalHandler(context)
  if (handler && !expected) return drop('global-handler', `${handler.code.at(handler.call)} takes it`)
  return describe(code, {
    call,
    fate,
    proof,
    around: expected,
    steps: steps ?? [],
    isGuess: guess !== undefined,
    awaitedAt
  })
}

function failure(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  proof: Promised
): readonly FailureStep[] | undefined {
  const callee = unwrap(call.callee)
  const isFork = /^(?:then|finally)$/.test(callName(call) ?? '') && callee.type === 'MemberExpression'
  const value = isFork && callee.type === 'MemberExpression' ? initialValue(code, callee.object) : call
  return promiseFailure(context, code, value) ?? (proof.made && canReject(context, proof.made))
}

/** An async callback of the chain that can reject: `load().then(async value => { await save(value) })`. */
function failingLink(
  context: DetectorContext,
  code: Code,
  {links}: Fate
): readonly FailureStep[] | undefined {
  for (const link of links) {
    const [callback] = link.arguments
    const fn = callback && unwrap(callback as Node)
    const steps = fn && isFunction(fn) && fn.async ? canReject(context, {code, fn}) : undefined
    if (steps) return steps
  }
  return undefined
}

/** `Promise.all([…]).then(f)` of promises that come from elsewhere. */
function anyMember(code: Code, call: CallExpression, {links}: Fate): readonly FailureStep[] | undefined {
  const [list] = call.arguments
  if (memberPath(call.callee) !== 'Promise.all' || list?.type !== 'ArrayExpression') return undefined
  const given = list.elements.find(one => one?.type === 'SpreadElement')
  return given && links.some(link => callName(link) === 'then')
    ? [{code, node: call, reason: `${code.show(call)} rejects with the first of its members that does`}]
    : undefined
}

/** Whether a `catch` does anything with a failure. */
function reacts(statement: Node & {type: 'TryStatement'}): boolean {
  return (statement.handler?.body.body.length ?? 0) > 0
}

/** Another call of the same thing in the same function whose promise is awaited. */
function awaitedElsewhere(code: Code, call: CallExpression): Node | undefined {
  const fn = code.functionOf(call)
  const name = code.text(call.callee)
  return code
    .nodes('AwaitExpression')
    .find(
      one =>
        isCall(unwrap(one.argument)) &&
        code.text((unwrap(one.argument) as CallExpression).callee) === name &&
        code.functionOf(one) === fn
    )
}

function describe(code: Code, floating: Floating): Candidate {
  const {call, fate, proof, around, steps, isGuess, awaitedAt} = floating
  const name = callName(call) ?? 'async function'
  const what = code.show(call)
  const last = steps.at(-1)
  const end = last && `${last.reason} (${last.code.at(last.node)})`
  const excused =
    fate.marked ||
    commentNear(
      code,
      call,
      /fire.?and.?forget|background|not? await|don't wait|best.?effort|no-floating/i
    ) !== undefined
  const isThrow = last?.node.type === 'ThrowStatement'
  const sure = isGuess || (isThrow && !around) || (!end && !around) ? 'medium' : 'high'
  const inBrowser = runsInPage(code)
  return {
    ...located(code, call),
    endLine: Math.max(code.endLine(call), Math.min(code.endLine(fate.whole), code.line(call) + 40)),
    symbol: code.symbolOf(call),
    resource: name,
    title: around
      ? `a rejection of ${what} passes by the \`catch\` around it`
      : `a rejection of ${what} has no handler`,
    failureMode: `${proof.reason}, and its promise is dropped${fate.marked ? ' with `void`' : ''}. ${
      around
        ? `The \`catch\` at ${code.at(around.handler ?? around)} sees only what is thrown before the first pause.`
        : 'Nobody awaits it, and no rejection handler hangs on it.'
    }`,
    precondition: end
      ? `${end}.`
      : `${what} rejects; ${awaitedAt ? `where it is waited for (${code.at(awaitedAt)}) its failure is somebody's` : ''}.`,
    failurePath: [
      `${what} is started and not awaited (${code.at(call)}).`,
      ...steps.slice(0, 5).map(step => `${capital(step.reason)} (${step.code.at(step.node)}).`),
      around
        ? `Control has left the \`try\` by then: the \`catch\` (${code.at(around.handler ?? around)}) does not run, and the rejection is unhandled.`
        : 'The rejection is unhandled.'
    ],
    silence: inBrowser
      ? 'the console shows an unhandled rejection; the code around goes on as if it had worked.'
      : 'Node.js ends the process at an unhandled rejection unless a handler of the process takes it; the code around sees success.',
    silent: around !== undefined || inBrowser,
    evidence: [
      seen(code, call, 'the promise is dropped'),
      ...(around ? [seen(code, around.handler ?? around, 'the `catch` that does not see it')] : []),
      ...(awaitedAt ? [seen(code, awaitedAt, 'another call of it is waited for')] : []),
      ...steps.slice(-1).map(step => seen(step.code, step.node, step.reason))
    ],
    challenged: [
      survived('top-level', `it stands in \`${code.symbolOf(call)}\``),
      survived('cannot-fail', end ?? 'that another call of it is waited for shows that its failure counts'),
      survived(
        'global-handler',
        around
          ? 'the `catch` beside it was meant to see it'
          : 'no handler of `unhandledRejection` that keeps the process running was found'
      )
    ],
    likelihood: isGuess ? 1 : 2,
    spread: inBrowser ? 1 : 3,
    confidence: isGuess || excused || inBrowser ? lower(sure) : sure,
    fix: around
      ? `await ${what}, so that the \`catch\` sees it.`
      : `await ${what}, or hang a \`.catch\` on it that does what a failure asks for.`,
    falsifiedBy: `a rejection of ${what} that ends in a handler.`,
    cause: `${code.symbolOf(call)} ${name}`
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const pages = new WeakMap<Code, boolean>()

/** Whether a module runs in a browser: it is made of elements, or uses the page around it. */
function runsInPage(code: Code): boolean {
  if (/\.[jt]sx$/.test(code.path)) return true
  const known = pages.get(code)
  if (known !== undefined) return known
  let found = false
  walk(code.ast.program, node => {
    if (found) return 'skip'
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier')
      found =
        /^(?:window|document|localStorage|navigator)$/.test(node.object.name) && !code.bindingOf(node.object)
    return undefined
  })
  pages.set(code, found)
  return found
}
