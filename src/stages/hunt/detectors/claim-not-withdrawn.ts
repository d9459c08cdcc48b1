import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type Claim, claimsOf} from '../machinery/claims.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {throwReason} from '../machinery/may-throw.ts'
import {tryAround} from '../machinery/promise-flow.ts'
import {isEmptyValue, isResetOnFailure, writesOf} from '../machinery/writes.ts'

/**
 * State that says "done" before the work is begun, and goes on saying so when the work fails.
 *
 * The call that failed tells its caller; each later one finds the state set, and does nothing. At most one candidate
 * for each `if`.
 */
export default defineDetector({
  id: 'claim-not-withdrawn',
  code: 'T12',
  category: 'state-machine',
  precision: 'B',
  kills: {
    'cannot-fail': 'Is nothing known by which the work fails?',
    withdrawn: 'Is the state emptied when the work fails, or ends?',
    caught: 'Is the failure kept from leaving the function?',
    ending: 'Does the state say that something is over, so that trying again is not wanted?',
    'single-entry': 'Is there no later call?'
  },
  judge: judgeModule
})

type Kill = 'cannot-fail' | 'withdrawn' | 'caught' | 'ending' | 'single-entry'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return claimsOf(code).flatMap(claim => {
    // A promise that was made before is not made again by a later call.
    const work = claim.wait.type === 'AwaitExpression' ? unwrap(claim.wait.argument) : undefined
    return isCall(work) ? [judge(code, context, claim)] : []
  })
}

const ENDS =
  /clos|dispos|destroy|stop|end|done|finish|abort|cancel|exit|shut|kill|call|fired|sent|send|resolv|settled|warn|log|shown|show|report|tear|unsub|clean|quit|dead|flush|complet|leav|detach|unmount|releas|tried|attempt|notif|seen|visited|once|prompt|ask|print|emit/i

function judge(code: Code, context: DetectorContext, claim: Claim): Judged {
  const {place, statement, fn, wait} = claim
  const drop = (kill: Kill, reason: string) => dropped(code, statement, kill, reason)
  if (ENDS.test(place.name))
    return drop('ending', `\`${place.name}\` says by its name that something is over`)
  const failure = throwReason(code, wait, context)
  if (failure === undefined)
    return drop('cannot-fail', `nothing says that ${code.show(wait)} at ${code.at(wait)} may fail`)
  const emptied = writesOf(code, place).find(
    ({node, value}) => isEmptyValue(value) && code.functionOf(node) === fn
  )
  if (emptied) return drop('withdrawn', `\`${place.text}\` is emptied at ${code.at(emptied.node)}`)
  if (isResetOnFailure(code, place)) return drop('withdrawn', `\`${place.text}\` is emptied after a failure`)
  const caught = tryAround(code, wait)
  if (caught?.handler && !rethrows(caught.handler))
    return drop('caught', `it is caught at ${code.at(caught.handler)}`)
  const entry = concurrentEntry(context, code, fn)
  if (!entry) return drop('single-entry', 'no way was found to call it again')
  return describe(code, claim, failure, entry)
}

function rethrows(handler: Node): boolean {
  let found = false
  walk(handler, node => {
    if (node.type === 'ThrowStatement') found = true
  })
  return found
}

function describe(code: Code, claim: Claim, failure: string, entry: Entry): Candidate {
  const {place, statement, write, wait, form} = claim
  const what = code.show(unwrap((wait as Node & {type: 'AwaitExpression'}).argument))
  const stated = commentNear(code, write.node, /retry|again|once|on purpose|even (?:if|when)/i)
  const late = form === 'leaves' ? 'leaves at once' : 'skips the work and goes on'
  const start = Math.min(code.line(statement), code.line(write.node))
  return {
    ...located(code, statement),
    startLine: Math.max(start, code.line(wait) - 50),
    endLine: Math.max(code.endLine(write.node), Math.min(code.line(wait), start + 50)),
    resource: place.name,
    title: `\`${place.text}\` stays set when ${what} fails`,
    failureMode: `\`${place.text}\` is set before ${what}, and nothing empties it when that fails. Every later call ${late}, as if the work were done.`,
    precondition: `${what} fails once (${failure}), and \`${code.symbolOf(statement)}\` is called again.`,
    failurePath: [
      `The first call finds \`${place.text}\` empty (${code.at(statement.test)}) and sets it (${code.at(write.node)}).`,
      `${what} fails (${code.at(wait)}): ${failure}.`,
      `The call rejects, and \`${place.text}\` stays set.`,
      `The next call finds it set (${code.at(statement.test)}) and ${late}.`
    ],
    silence: 'the first caller gets the error; the later ones are told nothing.',
    silent: true,
    evidence: [
      seen(code, statement.test, `test of \`${place.text}\``),
      seen(code, write.node, 'set before the work'),
      seen(code, wait, 'the work, which may fail')
    ],
    challenged: [
      survived('ending', `\`${place.name}\` does not say that something is over`),
      survived('cannot-fail', failure),
      survived('withdrawn', `no failure handler of this module empties \`${place.text}\``),
      survived('caught', 'the failure leaves the function'),
      entry.sure
        ? survived('single-entry', entry.reason)
        : undecided('single-entry', `${entry.reason}, and no instance was seen to be shared`)
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: stated === undefined ? 'medium' : lower('medium'),
    fix: `empty \`${place.text}\` when ${what} fails, or keep its promise there and forget it when it rejects.`,
    falsifiedBy: `a call after one in which ${what} failed that does the work again.`
  }
}
