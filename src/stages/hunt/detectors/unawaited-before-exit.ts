import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {pausesOf} from '../machinery/awaits.ts'
import {canReject, GUESSING} from '../machinery/can-reject.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {fateOf} from '../machinery/promise-flow.ts'
import {type Promised, promised} from '../machinery/promised.ts'

/**
 * Async work that is started and not awaited, and `process.exit` after it.
 *
 * The process ends while the work is under way. At most one candidate for each call.
 */
export default defineDetector({
  id: 'unawaited-before-exit',
  code: 'O2',
  category: 'ordering',
  precision: 'A',
  kills: {
    'sync-in-fact': 'Is the work done when the call returns, because the function pauses nowhere?',
    'pause-between': 'Is something awaited between the call and the exit, so that the work has time?',
    'watches-only': 'Does the work never end by itself, so that the exit is meant to end it?'
  },
  judge: judgeModule
})

type Kill = 'sync-in-fact' | 'pause-between' | 'watches-only'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const exits = code.nodes('CallExpression').filter(call => memberPath(call.callee) === 'process.exit')
  if (exits.length === 0) return []
  return code.nodes('CallExpression').flatMap(call => {
    if (isLink(call)) return []
    const fate = fateOf(code, call)
    if (fate.kind !== 'dropped' && !(fate.kind === 'handled' && isStatement(code, fate.whole))) return []
    const exit = exitAfter(code, call, exits)
    const proof = exit && promised(context, code, call)
    return exit && proof ? [judge(code, context, call, proof, exit)] : []
  })
}

function isLink(call: CallExpression): boolean {
  const callee = unwrap(call.callee)
  return (
    callee.type === 'MemberExpression' &&
    /^(?:then|catch|finally)$/.test(callName(call) ?? '') &&
    isCall(unwrap(callee.object))
  )
}

/** Whether a chain, with the handler that hangs on it, is a statement of its own. */
function isStatement(code: Code, chain: Node): boolean {
  let node = chain
  for (const ancestor of code.ancestorsOf(chain)) {
    if (ancestor.type === 'ExpressionStatement') return true
    const isLinkOn = ancestor.type === 'MemberExpression' || (isCall(ancestor) && ancestor.callee === node)
    if (!isLinkOn && !(ancestor.type === 'UnaryExpression' && ancestor.operator === 'void')) return false
    node = ancestor
  }
  return false
}

/** The first exit of the same function to which a way leads from the call. */
function exitAfter(
  code: Code,
  call: CallExpression,
  exits: readonly CallExpression[]
): CallExpression | undefined {
  const fn = code.functionOf(call)
  return exits.find(
    exit =>
      exit.start > call.end &&
      code.functionOf(exit) === fn &&
      (fn
        ? wayTo(fn, call, exit, {mayThrow: () => false}) !== undefined
        : code.parentOf(code.parentOf(exit) ?? exit)?.type === 'Program')
  )
}

function judge(
  code: Code,
  context: DetectorContext,
  call: CallExpression,
  proof: Promised,
  exit: CallExpression
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const {made} = proof
  if (made?.fn.async && pausesOf(made.fn).length === 0 && !canReject(context, made, GUESSING))
    return drop('sync-in-fact', `\`${callName(call)}\` pauses nowhere (${made.code.at(made.fn)})`)
  if (
    /^(?:watch|listen|serve|start|poll|run(?:Forever|Server|Loop)|subscribe)(?![a-z])/.test(
      callName(call) ?? ''
    )
  )
    return drop('watches-only', `\`${callName(call)}\` starts something that goes on, by its name`)
  const fn = code.functionOf(call)
  const direct = fn ? wayTo(fn, call, exit, {mayThrow: () => false, stops: isPause}) : undefined
  if (fn && !direct) {
    const pause = pausesOf(fn).find(one => one.start > call.end && one.end < exit.start)
    return drop(
      'pause-between',
      pause ? `${code.show(pause)} stands between (${code.at(pause)})` : 'every way pauses before it'
    )
  }
  return describe(code, call, proof, exit)
}

function isPause(node: Node): boolean {
  return node.type === 'AwaitExpression' || node.type === 'YieldExpression'
}

function describe(
  code: Code,
  call: CallExpression,
  {reason, made}: Promised,
  exit: CallExpression
): Candidate {
  const what = code.show(call)
  const firstPause = made ? pausesOf(made.fn)[0] : undefined
  return {
    ...located(code, call),
    endLine: code.line(exit) - code.line(call) <= 20 ? code.endLine(exit) : code.endLine(call),
    symbol: code.symbolOf(call),
    resource: callName(call) ?? 'call',
    title: `the process ends before ${what} is done`,
    failureMode: `${reason}, and its promise is not awaited. ${code.show(exit)} (${code.at(exit)}) ends the process in the same turn, with the work under way.`,
    precondition: 'plain use: this way is taken.',
    failurePath: [
      `${what} is started (${code.at(call)}).`,
      firstPause && made
        ? `It waits at ${made.code.show(firstPause)} (${made.code.at(firstPause)}).`
        : 'It gives its promise before the work is done.',
      `${code.show(exit)} ends the process (${code.at(exit)}): what was left of the work never runs.`
    ],
    silence: 'the exit code is that of the exit; nothing says that work was cut off.',
    silent: true,
    evidence: [
      seen(code, call, 'started, not awaited'),
      seen(code, exit, 'ends the process'),
      ...(firstPause && made ? [seen(made.code, firstPause, 'the work waits here')] : [])
    ],
    challenged: [
      survived('sync-in-fact', firstPause && made ? `it waits at ${made.code.at(firstPause)}` : reason),
      survived('pause-between', `no \`await\` stands between ${code.at(call)} and ${code.at(exit)}`),
      survived('watches-only', `\`${callName(call)}\` is not named like work that goes on`)
    ],
    likelihood: 3,
    spread: 2,
    confidence: made || /promise/.test(reason) ? 'high' : 'medium',
    fix: `await ${what} before the exit, or set \`process.exitCode\` and let the process end by itself.`,
    falsifiedBy: `a run in which ${what} is done when the process ends.`
  }
}
