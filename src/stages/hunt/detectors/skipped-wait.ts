import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesOf} from '../machinery/awaits.ts'
import {type Claim, claimsOf} from '../machinery/claims.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {concurrentEntry, type Entry} from '../machinery/entry.ts'
import {lockAround} from '../machinery/guards.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {isEmptyValue, writesOf} from '../machinery/writes.ts'

/**
 * A set-up that the first call waits for, and every other call skips as soon as it has begun.
 *
 * The state that says whether it is needed is filled before the `await`; a second call finds it filled, and goes on
 * with what is not ready. At most one candidate for each `if`.
 */
export default defineDetector({
  id: 'skipped-wait',
  code: 'C9',
  category: 'concurrency',
  precision: 'B',
  kills: {
    incidental: 'Is what is waited for no set-up that the rest needs?',
    'waits-too': 'Does the rest wait for the same thing again?',
    'in-flight': 'Is the state only set while the work runs?',
    locked: 'Is a lock held around the test?',
    'single-entry': 'Can no second call begin while the first one waits?'
  },
  judge: judgeModule
})

type Kill = 'incidental' | 'waits-too' | 'in-flight' | 'locked' | 'single-entry'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return claimsOf(code).flatMap(claim => {
    const rest = claim.form === 'skips' ? workBehind(code, claim) : undefined
    return rest ? [judge(code, context, claim, rest)] : []
  })
}

/** The first call behind the `if`, in the list of statements that holds it. */
function workBehind(code: Code, {statement, fn}: Claim): Node | undefined {
  const block = code.parentOf(statement)
  if (block?.type !== 'BlockStatement') return undefined
  return code
    .nodes('CallExpression')
    .find(call => contains(block, call) && call.start > statement.end && code.functionOf(call) === fn)
}

const SETS_UP =
  /(?:^|[._#])_?(?:init\w*|load\w*|connect\w*|start\w*|set_?up\w*|ready\w*|open\w*|prepare\w*|migrat\w*|boot\w*|register\w*|ensure\w*|install\w*|launch\w*|configure\w*|hydrate\w*|warm\w*|restore\w*)$/i

function judge(code: Code, context: DetectorContext, claim: Claim, rest: Node): Judged {
  const {statement, place, fn, wait} = claim
  const drop = (kill: Kill, reason: string) => dropped(code, statement, kill, reason)
  const awaited = unwrap((wait as Node & {type: 'AwaitExpression'}).argument)
  if (!SETS_UP.test(nameOf(awaited)))
    return drop('incidental', `${code.show(awaited)} is no set-up by its name`)
  const again = pausesOf(fn).find(
    pause => pause.start > statement.end && waitsFor(code, pause, claim, awaited)
  )
  if (again) return drop('waits-too', `it is waited for at ${code.at(again)} in every call`)
  const reset = writesOf(code, place).find(
    ({node, value}) => isEmptyValue(value) && contains(statement, node) && node.start > wait.end
  )
  if (reset) return drop('in-flight', `\`${place.text}\` is emptied again at ${code.at(reset.node)}`)
  const lock = lockAround(code, statement.test)
  if (lock) return drop('locked', lock)
  const entry = concurrentEntry(context, code, fn)
  if (!entry) return drop('single-entry', 'no way was found to call it twice at once')
  return describe(code, claim, awaited, rest, entry)
}

function nameOf(awaited: Node): string {
  return isCall(awaited) ? (callName(awaited) ?? '') : (memberPath(awaited) ?? '')
}

/** Whether a later pause is for the same value, or for the state itself. */
function waitsFor(code: Code, pause: Node, {place}: Claim, awaited: Node): boolean {
  if (pause.type !== 'AwaitExpression') return false
  const text = code.text(awaited)
  let found = false
  walk(pause.argument, node => {
    if (code.text(node) === text || code.text(node) === place.text) found = true
  })
  return found
}

function describe(code: Code, claim: Claim, awaited: Node, rest: Node, entry: Entry): Candidate {
  const {place, statement, write, wait} = claim
  const what = code.show(awaited)
  const stated = commentNear(code, statement, /race|concurren|on purpose|background/i)
  const confidence = entry.sure ? 'medium' : 'low'
  return {
    ...located(code, statement),
    endLine: Math.min(code.endLine(statement), code.line(statement) + 40),
    resource: place.name,
    title: `a second call of \`${code.symbolOf(statement)}\` does not wait for ${what}`,
    failureMode: `\`${place.text}\` is filled before ${what} is done, and whoever finds it filled skips the wait. Only the first call waits; one that comes in between goes on with what is not ready.`,
    precondition: `a second call enters while the first one waits for ${what}; ${entry.reason}.`,
    failurePath: [
      `Call A finds \`${place.text}\` empty (${code.at(statement.test)}) and fills it (${code.at(write.node)}).`,
      `A waits for ${what} (${code.at(wait)}).`,
      `Call B finds \`${place.text}\` filled, and skips the block.`,
      `B goes on to ${code.show(rest)} (${code.at(rest)}) before ${what} is done.`
    ],
    silence: 'whether something was ready is asked by nobody; what happens then depends on what is used.',
    silent: false,
    evidence: [
      seen(code, statement.test, `test of \`${place.text}\``),
      seen(code, write.node, 'filled before the wait'),
      seen(code, wait, 'the wait, inside of the block'),
      seen(code, rest, 'runs in every call')
    ],
    challenged: [
      survived('incidental', `${what} sets something up by its name`),
      survived('waits-too', 'nothing behind the block waits for it'),
      survived('in-flight', `\`${place.text}\` is not emptied when the work is done`),
      survived('locked', 'no lock stands around the test'),
      entry.sure
        ? survived('single-entry', entry.reason)
        : undecided('single-entry', `${entry.reason}, and no instance was seen to be shared`)
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: stated === undefined ? confidence : lower(confidence),
    fix: `keep the promise of ${what}, and let every call await it behind the block.`,
    falsifiedBy: `two calls started in the same turn of which the second one waits for ${what} too.`
  }
}
