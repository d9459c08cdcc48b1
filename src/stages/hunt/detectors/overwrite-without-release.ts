import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {callsOf} from '../machinery/entry.ts'
import {knownTests} from '../machinery/known-tests.ts'
import {
  earlierUses,
  type HeldWrite,
  heldWrites,
  releasesOfPlace
} from '../machinery/obligations/held-fields.ts'
import {resolveFunction} from '../machinery/resolve.ts'
import {endsLife} from '../machinery/teardown.ts'
import {runsOnFailure} from '../machinery/writes.ts'

/**
 * A field that gets a new instance while it may hold one, and its class releases such instances elsewhere.
 *
 * Only where the function that writes it is seen to run more than once. At most one candidate for each write.
 */
export default defineDetector({
  id: 'overwrite-without-release',
  code: 'L6',
  category: 'lifecycle',
  precision: 'A',
  kills: {
    'released-first': 'Is the old one released before, here or by what is called before?',
    'asked-first': 'Does a condition before the write ask for it, or for a flag of the same object?',
    'moved-first': 'Is the old one used before the write, so that somebody has it?',
    'old-is-over': 'Does it run because the old one has failed, ended or fired?',
    'runs-once': 'Is nothing seen that runs it a second time?'
  },
  judge: (code, context) => heldWrites(context, code).map(held => judge(code, context, held))
})

type Kill = 'released-first' | 'asked-first' | 'moved-first' | 'old-is-over' | 'runs-once'

function judge(code: Code, context: DetectorContext, held: HeldWrite): Judged {
  const {write, place} = held
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, write, kill, `${reason} at ${code.at(node)}`)
  const fn = code.functionOf(write)
  if (!fn || isConstructor(code, fn)) return drop('runs-once', write, 'the constructor writes it')
  const released = releaseBefore(code, context, held, fn)
  if (released) return drop('released-first', released, 'the old one is released')
  const asked = askedBefore(code, held, fn)
  if (asked) return drop('asked-first', asked, 'a condition decides')
  const moved = earlierUses(code, held).find(use => code.parentOf(use)?.type !== 'AssignmentExpression')
  if (moved) return drop('moved-first', moved, 'the old one is used')
  const over = overBefore(code, held, fn)
  if (over) return drop('old-is-over', over, `what \`${place.text}\` held is over`)
  const again = runsAgain(code, held, fn)
  if (!again) return drop('runs-once', write, 'nothing was seen that runs it again, as for the write')
  return describe(code, held, again)
}

function isConstructor(code: Code, fn: FunctionNode): boolean {
  const member = code.parentOf(fn)
  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
}

/** A release of the place before the write, or a call that leads to one: by its name, or one step deep. */
function releaseBefore(
  code: Code,
  context: DetectorContext,
  held: HeldWrite,
  fn: FunctionNode
): Node | undefined {
  const before = (node: Node) => node.start >= fn.start && node.end <= held.write.start
  const releases = held.list ? held.releases : releasesOfPlace(code, held.place)
  const own = releases.find(release => before(release.node))
  if (own) return own.node
  return code.nodes('CallExpression').find(call => {
    if (!before(call)) return false
    const receiver = receiverOf(call)
    const isOwn = receiver !== undefined && unwrap(receiver).type === 'ThisExpression'
    const name = callName(call) ?? ''
    if (
      (isOwn || !receiver) &&
      (endsLife(name) ||
        /^[#_]?(?:clear|clean|reset|cancel|remove|stop|close|dispose|destroy|tear|release|end|kill|unsub|detach|disconnect)/i.test(
          name
        ))
    )
      return true
    const called = resolveFunction(context, code, call.callee)
    return called?.code === code && releases.some(release => contains(called.fn, release.node))
  })
}

/** A condition on the place around or before the write; or one on a field of the same object that leaves before it. */
function askedBefore(code: Code, {place, write}: HeldWrite, fn: FunctionNode): Node | undefined {
  const isFieldTest = (test: Node) =>
    place.kind === 'field'
      ? /\bthis\./.test(code.text(test))
      : new RegExp(`\\b${place.name.replaceAll('$', '\\$')}\\b`).test(code.text(test))
  const tests: readonly Node[] = [
    ...code.nodes('IfStatement'),
    ...code.nodes('ConditionalExpression'),
    ...code.nodes('LogicalExpression')
  ]
  return tests.find(node => {
    if (code.functionOf(node) !== fn || node.start > write.start) return false
    const test = node.type === 'LogicalExpression' ? node.left : (node as {test: Node}).test
    if (!isFieldTest(test)) return false
    if (contains(node, write) && test.end <= write.start) return true
    return node.type === 'IfStatement' && isExit(node.consequent) && node.end <= write.start
  })
}

/** A handler of an end, a callback of the timer itself, or a function that only such call. */
function overBefore(code: Code, {write, made}: HeldWrite, fn: FunctionNode): Node | undefined {
  if (runsOnFailure(code, write)) return write
  const calls = callsOf(code, fn)
  const inside = calls.find(call => contains(made, call) || contains(fn, call))
  if (inside) return inside
  return calls.length > 0 && calls.every(call => runsOnFailure(code, call)) ? calls[0] : undefined
}

const AGAIN =
  /^[#_$]*(?:update|set|reconnect|refresh|reload|restart|reset|schedule|renew|rotate|replace|switch|change|apply|swap|rebuild|recreate|reopen|resubscribe|configure|select|toggle|show|play|seek|resize|use)(?![a-z])/

/** What is set up once for each object; that it is called twice is then its caller's mistake. */
const STARTS =
  /^[#_$]*(?:start|init|connect|open|launch|listen|load|create|boot|set_?up|mount|activate|run|build|begin|bind|enable|install)/i

/** What is seen to run a function more than once: its name, calls from two functions, or an event. */
function runsAgain(code: Code, held: HeldWrite, fn: FunctionNode): string | undefined {
  const holder = code.parentOf(fn)
  const name = nameOf(fn, holder)
  if (name !== undefined && AGAIN.test(name)) return `\`${name}\` is called for each change, by its name`
  if (
    isCall(holder) &&
    /^(?:on|addListener|addEventListener|subscribe|watch|setInterval)$/.test(callName(holder) ?? '')
  )
    return `it runs for each event of ${code.at(holder)}`
  if (name === undefined || STARTS.test(name)) return undefined
  const free = callsOf(code, fn).filter(call => isFree(code, held, call))
  const [first, second] = free
  if (!first || !second || code.functionOf(first) === code.functionOf(second)) return undefined
  return `it is called at ${code.at(first)} and ${code.at(second)}`
}

/** `exports.reconnect = …`, `const reconnect = …`, a method or a function of that name. */
function nameOf(fn: FunctionNode, holder: Node | undefined): string | undefined {
  if (fn.id) return fn.id.name
  if (holder?.type === 'AssignmentExpression') return memberPath(holder.left)?.split('.').at(-1)
  if (holder?.type === 'VariableDeclarator') return memberPath(holder.id)
  return holder && 'key' in holder ? propertyName(holder) : undefined
}

/** Whether a call stands under no condition on the object, and behind no release. */
function isFree(code: Code, {releases}: HeldWrite, call: Node): boolean {
  const caller = code.functionOf(call)
  if (!caller || isConstructor(code, caller)) return false
  if ([...knownTests(code, caller, call).keys()].some(test => /\bthis\./.test(test))) return false
  return !releases.some(release => contains(caller, release.node))
}

function describe(code: Code, held: HeldWrite, again: string): Candidate {
  const {place, write, made, releases, list} = held
  const [release] = releases
  const isTimer = /^set(?:Timeout|Interval)$/.test(isCall(made) ? (callName(made) ?? '') : '')
  const what = code.show(made.type === 'NewExpression' || isCall(made) ? made.callee : made)
  const old = list ? `the old elements of \`${place.text}\`` : `what \`${place.text}\` held`
  return {
    ...located(code, write),
    resource: place.name,
    title: `${old} ${list ? 'are' : 'is'} not released when it is overwritten`,
    failureMode: `${code.symbolOf(write) === 'module' ? 'The module' : `\`${code.symbolOf(write)}\``} puts ${list ? 'a new list' : 'a new one'} into \`${place.text}\` without ${code.show(release.node)}, which ${code.at(release.node)} does. ${isTimer ? 'The old timer goes on, and can not be cleared any more.' : 'The old one stays open, and nothing refers to it any more.'}`,
    precondition: `\`${code.symbolOf(write)}\` runs a second time: ${again}.`,
    failurePath: [
      `A first run stores ${list ? 'its list' : `what ${what} gives`} in \`${place.text}\` (${code.at(write)}).`,
      `A second run overwrites it (${code.at(write)}); no release stands before it.`,
      `${code.show(release.node)} (${code.at(release.node)}) reaches the new ${list ? 'ones' : 'one'} only.`
    ],
    silence: 'overwriting a field succeeds; what is still open is counted nowhere.',
    silent: true,
    evidence: [
      seen(code, write, `\`${place.text}\` overwritten`),
      seen(code, made, 'made anew in each run'),
      seen(code, release.node, 'released elsewhere, so it has to be')
    ],
    challenged: [
      survived(
        'released-first',
        `no release of \`${place.text}\` before the write, and no call that leads to one`
      ),
      survived('asked-first', 'no condition on it stands before the write'),
      survived('moved-first', 'the old value is not read before the write'),
      survived('old-is-over', 'it does not run because the old one ended'),
      survived('runs-once', again)
    ],
    likelihood: 2,
    spread: 2,
    confidence: list || /^it runs/.test(again) ? 'high' : 'medium',
    fix: `release ${old} before the write, as ${code.at(release.node)} does.`,
    falsifiedBy: `two runs of \`${code.symbolOf(write)}\` after which one is open.`
  }
}
