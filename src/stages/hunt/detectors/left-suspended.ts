import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {throwReason} from '../machinery/may-throw.ts'
import {placeOf} from '../machinery/place.ts'
import {tryAround} from '../machinery/promise-flow.ts'
import {type Suspension, suspensionsOf} from '../machinery/suspensions.ts'
import {runsOnFailure} from '../machinery/writes.ts'

/**
 * Something that is paused, disabled or let go for the time of some work, and taken up again only when the work succeeds.
 *
 * At most one candidate for each such call.
 */
export default defineDetector({
  id: 'left-suspended',
  code: 'T13',
  category: 'state-machine',
  precision: 'B',
  kills: {
    'taken-up-on-failure': 'Is something done about it in a `finally`, `catch` or rejection handler?',
    'cannot-fail': 'Is nothing known by which the work in between fails?',
    caught: 'Is the failure of the work kept from skipping the rest?',
    'own-object': 'Does what is suspended end with the call?'
  },
  judge: judgeModule
})

type Kill = 'taken-up-on-failure' | 'cannot-fail' | 'caught' | 'own-object'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return suspensionsOf(code).map(one => judge(code, context, one))
}

function judge(code: Code, context: DetectorContext, one: Suspension): Judged {
  const {suspend, receiver, target, waits} = one
  const drop = (kill: Kill, reason: string) => dropped(code, suspend, kill, reason)
  const handled = handledOnFailure(code, one)
  if (handled) return drop('taken-up-on-failure', `\`${target}\` is looked after at ${code.at(handled)}`)
  const risks = waits.flatMap(wait => {
    const reason = throwReason(code, wait, context)
    return reason === undefined ? [] : [{wait, reason}]
  })
  if (risks.length === 0) return drop('cannot-fail', 'nothing says that the work in between may fail')
  const risk = risks.find(({wait}) => !isCaught(code, wait, one))
  if (!risk) return drop('caught', 'the failure is caught before it gets that far')
  const place = placeOf(code, receiver)
  if (place?.lifetime === 'local' && place.binding?.definitions[0]?.kind !== 'parameter')
    return drop('own-object', `\`${target}\` is a variable of the call`)
  return describe(code, one, risk.wait, risk.reason)
}

/** A use of the same thing where something failed or ended, in the same function. */
function handledOnFailure(code: Code, {fn, target, receiver}: Suspension): Node | undefined {
  const same = (node: Node) => node !== receiver && code.text(node) === target
  const calls = code.nodes('CallExpression').filter(call => {
    const on = receiverOf(call)
    return on !== undefined && same(on) && inFunction(code, call, fn) && runsOnFailure(code, call)
  })
  const writes = code
    .nodes('AssignmentExpression')
    .filter(one => same(unwrap(one.left)) && inFunction(code, one, fn) && runsOnFailure(code, one))
  return calls[0] ?? writes[0]
}

function inFunction(code: Code, node: Node, fn: Node): boolean {
  return [...code.ancestorsOf(node)].includes(fn)
}

/** Whether a `catch` between the two statements takes the failure. */
function isCaught(code: Code, wait: Node, {suspend}: Suspension): boolean {
  const around = tryAround(code, wait)
  return around !== undefined && around.start > suspend.end
}

function describe(code: Code, one: Suspension, wait: Node, reason: string): Candidate {
  const {suspend, resume, target} = one
  const what = code.show((wait as Node & {type: 'AwaitExpression'}).argument)
  const verb = isCall(suspend) ? callName(suspend) : undefined
  return {
    ...located(code, suspend),
    endLine: Math.min(code.endLine(resume), code.line(suspend) + 40),
    resource: target.replace(/[/\n\s]+/g, ' ').slice(0, 60),
    title: `\`${target}\` stays out of use after \`${verb}\` when ${what} fails`,
    failureMode: `\`${target}\` is put out of use by \`${verb}\` for the time of ${what}, and put back by ${code.show(resume)} only when that succeeds. When it fails, \`${target}\` stays as it is for everybody who uses it later.`,
    precondition: `${what} fails once (${reason}).`,
    failurePath: [
      `${code.show(suspend)} (${code.at(suspend)}).`,
      `${what} fails (${code.at(wait)}), and the function is left.`,
      `${code.show(resume)} is not reached (${code.at(resume)}).`
    ],
    silence: `the caller gets the error of the work; that \`${target}\` is out of use is told to nobody.`,
    silent: true,
    evidence: [
      seen(code, suspend, 'put out of use'),
      seen(code, wait, 'may fail'),
      seen(code, resume, 'put back on the normal path only')
    ],
    challenged: [
      survived('taken-up-on-failure', `no failure handler of the function touches \`${target}\``),
      survived('cannot-fail', reason),
      survived('caught', 'the failure leaves the function'),
      survived('own-object', `\`${target}\` outlives the call, or belongs to the caller`)
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'medium',
    fix: `put the work into \`try\` and ${code.show(resume)} into \`finally\`.`,
    falsifiedBy: `a use of \`${target}\` that works after ${what} has failed.`
  }
}
