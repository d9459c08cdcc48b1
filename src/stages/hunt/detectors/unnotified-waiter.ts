import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {type Place, usesOf} from '../machinery/place.ts'
import {findWaiters, type Waiters} from '../machinery/settlers-kept.ts'

/**
 * A list or map of waiting promises that is emptied without settling them.
 *
 * Whoever waits for one of them waits for good. At most one candidate for each place that empties it.
 */
export default defineDetector({
  id: 'unnotified-waiter',
  code: 'T6',
  category: 'state-machine',
  precision: 'B',
  kills: {
    settled: 'Are the waiters settled where they are removed?',
    'timed-out': 'Does each waiter give up by itself after a time?',
    'none-left': 'Is it emptied only when nobody waits?'
  },
  judge: judgeModule
})

type Kill = 'settled' | 'timed-out' | 'none-left'

function judgeModule(code: Code, _context: DetectorContext): Judged[] {
  const reported = new Set<Node>()
  return findWaiters(code).flatMap(waiters =>
    removalsOf(code, waiters).flatMap(removal => {
      if (reported.has(removal)) return []
      reported.add(removal)
      return [judge(code, waiters, removal)]
    })
  )
}

/** Calls and assignments outside of the executor that drop entries. */
function removalsOf(code: Code, {place}: Waiters): Node[] {
  return usesOf(code, place).flatMap((use): Node[] => {
    const parent = code.parentOf(use)
    if (!code.functionOf(use) || isConstructor(code, use)) return []
    if (parent?.type === 'AssignmentExpression' && parent.left === use && parent.operator === '=')
      return isFresh(parent.right) ? [parent] : []
    if (parent?.type !== 'MemberExpression' || parent.object !== use) return []
    const outer = code.parentOf(parent)
    const name = propertyName(parent)
    if (outer?.type === 'AssignmentExpression' && name === 'length' && code.text(outer.right) === '0')
      return [outer]
    const isRemoval = isCall(outer) && outer.callee === parent && /^(?:clear|delete)$/.test(name ?? '')
    return isRemoval && outer ? [outer] : []
  })
}

function isFresh(value: Node): boolean {
  const node = unwrap(value)
  if (node.type === 'ArrayExpression') return node.elements.length === 0
  return (
    node.type === 'NewExpression' && /^(?:Map|Set)$/.test(callName(node) ?? '') && node.arguments.length === 0
  )
}

function isConstructor(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const member = fn && code.parentOf(fn)
  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
}

function judge(code: Code, waiters: Waiters, removal: Node): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, removal, kill, reason)
  const taken = takenOut(code, waiters, removal)
  if (taken) return drop('settled', `entries are looked at or settled at ${code.at(taken)}`)
  const timer = timerIn(waiters)
  if (timer) return drop('timed-out', `each waiter sets a timer at ${code.at(timer)}`)
  const test = emptyTest(code, waiters, removal)
  if (test) return drop('none-left', `it is emptied only under the test at ${code.at(test)}`)
  return describe(code, waiters, removal, settledElsewhere(code, waiters, removal))
}

/** Another use of the place in the same function, or a settle call: somebody deals with the entries. */
function takenOut(code: Code, {place, executor}: Waiters, removal: Node): Node | undefined {
  const own = code.functionOf(removal)
  const owner = isDelete(removal) ? ownEntry(code, place, removal) : undefined
  if (owner) return owner
  if (contains(executor, removal)) return own && settles(own) ? own : executor
  const around = [...code.ancestorsOf(removal)].filter(one => isFunction(one) && !contains(one, executor))
  const outermost = around.at(-1) ?? own
  const scope = outermost ?? removal
  const used = usesOf(code, place).find(
    use =>
      contains(scope, use) && !contains(removal, use) && !contains(executor, use) && !isOnlyCounted(code, use)
  )
  if (used) return used
  return own && !contains(own, executor) && settles(own) ? own : undefined
}

function isDelete(removal: Node): boolean {
  return isCall(removal) && callName(removal) === 'delete'
}

/** Another entry of the same function: what it puts in, it may take out. */
function ownEntry(code: Code, place: Place, removal: Node): Node | undefined {
  const outermost = [...code.ancestorsOf(removal)].filter(isFunction).at(-1)
  return usesOf(code, place).find(use => {
    const member = code.parentOf(use)
    const isPut = member?.type === 'MemberExpression' && /^(?:set|add|push)$/.test(propertyName(member) ?? '')
    return isPut && outermost !== undefined && contains(outermost, use)
  })
}

function isOnlyCounted(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === use &&
    /^(?:length|size|has|push|set|add)$/.test(propertyName(parent) ?? '')
  )
}

function settles(fn: Node): boolean {
  let found = false
  walk(fn, node => {
    if (isCall(node) && /resolve|reject|settle|callback|^cb$|^done$|notify|fail/i.test(callName(node) ?? ''))
      found = true
  })
  return found
}

function timerIn({executor}: Waiters): Node | undefined {
  let found: Node | undefined
  walk(executor, node => {
    if (isCall(node) && /^setTimeout$|abort|once$|^on$|addEventListener/i.test(callName(node) ?? ''))
      found ??= node
  })
  return found
}

function emptyTest(code: Code, {place}: Waiters, removal: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(removal)) {
    if (isFunction(ancestor)) return undefined
    if (ancestor.type === 'IfStatement' && usesOf(code, place).some(use => contains(ancestor.test, use)))
      return ancestor.test
  }
  return undefined
}

/** Where another function takes entries out: the rule that this one breaks. */
function settledElsewhere(code: Code, {place}: Waiters, removal: Node): Node | undefined {
  const fn = code.functionOf(removal)
  return usesOf(code, place).find(use => {
    const owner = code.functionOf(use)
    return owner !== undefined && owner !== fn && !isOnlyCounted(code, use) && settles(owner)
  })
}

function describe(code: Code, {place, kept}: Waiters, removal: Node, elsewhere: Node | undefined): Candidate {
  return {
    ...located(code, removal),
    resource: place.name,
    title: `\`${code.symbolOf(removal)}\` drops the waiters of \`${place.text}\` without an answer`,
    failureMode: `\`${place.text}\` keeps the settle functions of promises that callers wait for (${code.at(kept)}). ${code.show(removal)} forgets them, and nothing resolves or rejects these promises any more.`,
    precondition: `somebody waits when \`${code.symbolOf(removal)}\` runs.`,
    failurePath: [
      `A caller waits; its settle function is in \`${place.text}\` (${code.at(kept)}).`,
      `${code.show(removal)} removes it (${code.at(removal)}).`,
      ...(elsewhere
        ? [`What would have settled it at ${code.at(elsewhere)} does not find it any more.`]
        : []),
      'The caller waits for good.'
    ],
    silence: 'a promise that never settles gives neither a value nor an error.',
    silent: true,
    evidence: [
      seen(code, kept, 'keeps the settle function'),
      seen(code, removal, 'drops it'),
      ...(elsewhere ? [seen(code, elsewhere, 'another function settles the entries')] : [])
    ],
    challenged: [
      survived('settled', `\`${code.symbolOf(removal)}\` neither reads the entries nor settles anything`),
      survived('timed-out', `no timer or signal stands beside ${code.at(kept)}`),
      survived('none-left', 'no test of its size stands around it')
    ],
    likelihood: 2,
    spread: 2,
    confidence: elsewhere ? 'high' : 'medium',
    fix: `reject the waiters before they are dropped.`,
    falsifiedBy: `a caller that was waiting and goes on after ${code.show(removal)}.`
  }
}
