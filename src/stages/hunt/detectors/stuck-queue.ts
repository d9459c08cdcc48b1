import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'

/**
 * A queue whose next step is skipped while a budget is used up, and nothing that is sure to run gives the budget back.
 *
 * The function takes from a list, counts a field down and returns early when that is at its end. At most one candidate
 * for each function.
 */
export default defineDetector({
  id: 'stuck-queue',
  code: 'T9',
  category: 'state-machine',
  precision: 'C',
  kills: {
    'given-back': 'Does the end of each piece of work give its share back?',
    scheduled: 'Does a timer, set on every way into that state, start the queue again?',
    'by-time': 'Does the test itself look at the clock, or arm something before it leaves?'
  },
  judge: judgeModule
})

type Kill = 'given-back' | 'scheduled' | 'by-time'

/** A function that takes from a list, and the test by which it leaves. */
interface Drain {
  readonly fn: FunctionNode
  readonly queue: Node
  readonly guard: Node & {type: 'IfStatement'}
  readonly budget: Place
  /** Where the function, or what it calls, counts the budget down. */
  readonly spent: Node
}

function judgeModule(code: Code, _context: DetectorContext): Judged[] {
  return drains(code).map(drain => judge(code, drain))
}

function drains(code: Code): Drain[] {
  const found = new Map<FunctionNode, Drain>()
  for (const spent of code.nodes('UpdateExpression')) {
    const budget = spent.operator === '--' ? placeOf(code, spent.argument) : undefined
    const fn = code.functionOf(spent)
    if (!budget || !fn || found.has(fn) || budget.lifetime === 'local') continue
    const queue = takesFrom(code, fn)
    const guard = code
      .nodes('IfStatement')
      .find(one => code.functionOf(one) === fn && isExit(one.consequent) && testsEnd(code, one.test, budget))
    if (queue && guard) found.set(fn, {fn, queue, guard, budget, spent})
  }
  return [...found.values()]
}

/** `list.shift()` or `list.pop()` on something that outlives the call. */
function takesFrom(code: Code, fn: FunctionNode): Node | undefined {
  let taken: Node | undefined
  walk(fn, node => {
    if (!isCall(node) || !/^(?:shift|pop|dequeue)$/.test(callName(node) ?? '')) return
    const callee = unwrap(node.callee)
    const place = callee.type === 'MemberExpression' ? placeOf(code, callee.object) : undefined
    if (place && place.lifetime !== 'local') taken ??= node
  })
  return taken
}

/** `budget <= 0`, `budget === 0`, `budget < 1` or `!budget`, alone or in a chain of `||`. */
function testsEnd(code: Code, test: Node, budget: Place): boolean {
  const node = unwrap(test)
  if (node.type === 'LogicalExpression')
    return node.operator === '||' && (testsEnd(code, node.left, budget) || testsEnd(code, node.right, budget))
  if (node.type === 'UnaryExpression') return node.operator === '!' && isPlace(code, node.argument, budget)
  return (
    node.type === 'BinaryExpression' &&
    /^(?:<=?|===?)$/.test(node.operator) &&
    isPlace(code, node.left, budget) &&
    /^[01]$/.test(code.text(node.right))
  )
}

function judge(code: Code, drain: Drain): Judged {
  const {budget, guard} = drain
  const drop = (kill: Kill, reason: string) => dropped(code, guard, kill, reason)
  const back = givenBack(code, drain)
  if (back) return drop('given-back', `\`${budget.text}\` is counted up at ${code.at(back)}`)
  const clock = looksAtTime(drain)
  if (clock) return drop('by-time', `${code.show(clock)} at ${code.at(clock)} does`)
  const resets = resetsOf(code, budget)
  const sure = resets.find(reset => isSurelyScheduled(code, reset))
  if (sure) return drop('scheduled', `a timer resets it at ${code.at(sure)}`)
  return describe(code, drain, resets)
}

/** `budget++` or `budget += n`: each share comes back by itself. */
function givenBack(code: Code, {budget}: Drain): Node | undefined {
  return usesOf(code, budget).find(use => {
    const parent = code.parentOf(use)
    if (parent?.type === 'UpdateExpression') return parent.operator === '++'
    return parent?.type === 'AssignmentExpression' && parent.left === use && parent.operator === '+='
  })
}

/** A look at the clock in the guard, or a timer armed where it leaves. */
function looksAtTime({guard}: Drain): Node | undefined {
  let found: Node | undefined
  walk(guard, node => {
    if (
      isCall(node) &&
      (/^(?:now|setTimeout|setInterval|setImmediate|hrtime|schedule\w*|once|on)$/.test(
        callName(node) ?? ''
      ) ||
        isArming(node))
    )
      found ??= node
  })
  return found
}

function isArming(node: Node): boolean {
  return isCall(node) && /timer|timeout|delay|later|wait|retry|arm/i.test(callName(node) ?? '')
}

/** Assignments to the budget outside of its start; in source order. */
function resetsOf(code: Code, budget: Place): Node[] {
  return usesOf(code, budget).flatMap(use => {
    const parent = code.parentOf(use)
    const fn = code.functionOf(use)
    const member = fn && code.parentOf(fn)
    const isStart = member?.type === 'MethodDefinition' && member.kind === 'constructor'
    return parent?.type === 'AssignmentExpression' && parent.left === use && !isStart ? [parent] : []
  })
}

/** Whether a reset stands in the callback of a timer that is set under no condition. */
function isSurelyScheduled(code: Code, reset: Node): boolean {
  let timer: Node | undefined
  let child = reset
  for (const ancestor of code.ancestorsOf(reset)) {
    if (
      !timer &&
      isCall(ancestor) &&
      isFunction(child) &&
      /^(?:setTimeout|setInterval)$/.test(callName(ancestor) ?? '')
    )
      timer = ancestor
    else if (timer && isConditional(ancestor, child)) return false
    if (timer && isFunction(ancestor)) return true
    child = ancestor
  }
  return timer !== undefined
}

function isConditional(ancestor: Node, child: Node): boolean {
  return (
    (ancestor.type === 'IfStatement' && ancestor.test !== child) ||
    ancestor.type === 'CatchClause' ||
    ancestor.type === 'SwitchCase' ||
    ancestor.type === 'ConditionalExpression' ||
    ancestor.type === 'LogicalExpression'
  )
}

function describe(code: Code, {fn, queue, guard, budget, spent}: Drain, resets: readonly Node[]): Candidate {
  const fnName = code.symbolOf(guard)
  const where = resets.map(reset => code.at(reset))
  const only =
    resets.length === 0
      ? 'nothing in the module sets it anew'
      : `it is set anew only at ${where.join(', ')}, and no timer that is always set leads there`
  return {
    ...located(code, guard),
    endLine: Math.max(code.endLine(guard), contains(fn, spent) ? code.endLine(spent) : 0),
    resource: budget.name,
    title: `\`${fnName}\` stops when \`${budget.text}\` is used up, and nothing is sure to start it again`,
    failureMode: `\`${fnName}\` takes the next piece of work by ${code.show(queue)} and counts \`${budget.text}\` down. When that is at its end it returns, and ${only}. What is in the queue then waits until something else happens to come along.`,
    precondition: `\`${budget.text}\` reaches its end while the queue still holds work.`,
    failurePath: [
      `\`${budget.text}\` is counted down (${code.at(spent)}).`,
      `The next run of \`${fnName}\` finds it at its end and returns (${code.at(guard)}).`,
      'No timer is set there, and the work that was running has called the queue already.',
      `The rest of the queue (${code.at(queue)}) is not taken.`
    ],
    silence: 'returning early is the normal way of waiting; that nobody comes back shows nowhere.',
    silent: true,
    evidence: [
      seen(code, guard, 'leaves early'),
      seen(code, spent, `counts \`${budget.text}\` down`),
      ...resets.slice(0, 3).map(reset => seen(code, reset, 'sets it anew'))
    ],
    challenged: [
      survived('given-back', `nothing counts \`${budget.text}\` up`),
      survived('scheduled', only),
      survived('by-time', 'the guard neither reads the clock nor arms a timer')
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'medium',
    fix: `let the guard look at the time at which \`${budget.text}\` is valid again, or set a timer for it where the function leaves.`,
    falsifiedBy: `a queue that goes on by itself after \`${budget.text}\` was used up.`
  }
}
