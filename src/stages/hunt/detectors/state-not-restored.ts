import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {hasMethod} from '../machinery/class-methods.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {findPairedWrites, type PairedWrites} from '../machinery/paired-writes.ts'
import {isPlace, usesOf} from '../machinery/place.ts'
import {cannotReject, promiseProof} from '../machinery/promise.ts'
import {runsOnFailure} from '../machinery/writes.ts'

/**
 * A flag or counter that is set, and set back only when nothing in between throws.
 *
 * Only states that others are kept out by count: the same place is tested in a condition that leaves or skips.
 * At most one candidate for each pair of writes.
 */
export default defineDetector({
  id: 'state-not-restored',
  code: 'T1',
  category: 'state-machine',
  precision: 'A',
  kills: {
    'restored-on-failure': 'Is it set back in a `finally`, a `catch` or a rejection handler?',
    'cannot-throw': 'Is there nothing between the two writes that can throw?',
    'no-gate': 'Does no condition depend on it?'
  },
  judge: judgeModule
})

type Kill = 'restored-on-failure' | 'cannot-throw' | 'no-gate'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return findPairedWrites(code).flatMap(pair => {
    const judged = judge(code, context, pair)
    return judged ? [judged] : []
  })
}

function judge(code: Code, context: DetectorContext, pair: PairedWrites): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, pair.set, kill, reason)
  const leave = earlyReturn(code, pair)
  const kept = leave && gateOf(code, pair)
  if (leave && kept) return describeEarly(code, pair, leave, kept)
  const risk = firstRisk(code, context, pair)
  if (!risk)
    return pair.between.length > 0
      ? drop(
          'cannot-throw',
          'nothing between the writes waits or calls something from outside that is not known here'
        )
      : undefined
  const restored = restoredOnFailure(code, pair)
  if (restored) return drop('restored-on-failure', `it is set back at ${code.at(restored)}`)
  const gate = gateOf(code, pair)
  if (!gate) return drop('no-gate', `no condition that leaves or skips tests \`${pair.place.text}\``)
  return describe(code, pair, risk, gate)
}

/** A `return` between the writes that leaves without any other write; undefined when another function writes the place too. */
function earlyReturn(code: Code, {place, set, restore, fn}: PairedWrites): Node | undefined {
  const writes = usesOf(code, place).filter(use => isWrite(code, use))
  if (writes.some(write => code.functionOf(write) !== fn && !isInConstructor(code, write))) return undefined
  const stops = (node: Node) =>
    writes.some(write => contains(node, write) && /^(?:Assignment|Update)/.test(node.type))
  const way = wayOut(fn, set, {stops, mayThrow: () => false}, ['return'])
  const leave = way?.steps.findLast(step => step.node.type === 'ReturnStatement')?.node
  return leave && leave.start > set.end && leave.end < restore.start ? leave : undefined
}

function isWrite(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return (
    parent?.type === 'UpdateExpression' || (parent?.type === 'AssignmentExpression' && parent.left === use)
  )
}

function isInConstructor(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  const member = fn && code.parentOf(fn)
  return member?.type === 'MethodDefinition' && member.kind === 'constructor'
}

/** The first `await` that may reject, or call of a parameter, between the writes. */
function firstRisk(code: Code, context: DetectorContext, pair: PairedWrites): Node | undefined {
  for (const statement of pair.between) {
    let risk: Node | undefined
    walk(statement, node => {
      if (risk || isFunction(node)) return 'skip'
      if (node.type === 'TryStatement' && node.handler && !rethrows(node.handler)) return 'skip'
      if (node.type === 'AwaitExpression' && canReject(code, context, node.argument)) risk = node
      if (isCall(node) && isParameterCall(code, context, node, pair.fn)) risk = node
      return undefined
    })
    if (risk) return risk
  }
  return undefined
}

function rethrows(handler: Node): boolean {
  let found = false
  walk(handler, node => {
    if (isFunction(node)) return 'skip'
    if (node.type === 'ThrowStatement') found = true
    return undefined
  })
  return found
}

const WAITS = /^(?:sleep|delay|wait|setTimeout|setImmediate|nextTick|timeout|tick|pause|allSettled)$/i

function canReject(code: Code, context: DetectorContext, awaited: Node): boolean {
  const node = unwrap(awaited)
  if (isCall(node) && WAITS.test(callName(node) ?? '')) return false
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false
  if (onlyResolves(node)) return false
  return cannotReject(code, node, promiseProof(context, code, node)) === undefined
}

/** `new Promise(resolve => setTimeout(resolve, ms))`: there is no `reject` to call. */
function onlyResolves(node: Node): boolean {
  if (node.type !== 'NewExpression' || memberPath(node.callee) !== 'Promise') return false
  const [executor] = node.arguments
  return !!executor && isFunction(executor) && executor.params.length < 2
}

/** Methods of built-in objects, and others that are not known to fail. */
const HARMLESS =
  /^(?:push|pop|shift|unshift|slice|splice|concat|join|indexOf|lastIndexOf|includes|at|get|set|has|add|delete|clear|keys|values|entries|trim\w*|split|replace\w*|match\w*|test|exec|startsWith|endsWith|toString|toLowerCase|toUpperCase|valueOf|hasOwnProperty|charAt|charCodeAt|codePointAt|substring|substr|padStart|padEnd|repeat|reverse|sort|fill|flat|abort|preventDefault|stopPropagation|log|debug|info|warn|error|trace)$/

/** A call of a callback parameter, or of a method of one that no class of the repository has: what it does is the caller's. */
function isParameterCall(
  code: Code,
  context: DetectorContext,
  call: Node & {type: 'CallExpression'},
  fn: FunctionNode
): boolean {
  const callee = unwrap(call.callee)
  const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined
  const isMethod = method !== undefined && !HARMLESS.test(method) && !hasMethod(context, method)
  const called = isMethod && callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const binding = called.type === 'Identifier' ? code.bindingOf(called) : undefined
  return binding?.definitions[0]?.kind === 'parameter' && binding.owner === fn
}

/** A write of the place, in this module, that runs when something failed. */
function restoredOnFailure(code: Code, pair: PairedWrites): Node | undefined {
  return usesOf(code, pair.place).find(use => {
    const parent = code.parentOf(use)
    const isWrite =
      parent?.type === 'UpdateExpression' ||
      (parent?.type === 'AssignmentExpression' && isPlace(code, parent.left, pair.place))
    return isWrite && runsOnFailure(code, use)
  })
}

/** A condition on the place, not between the writes, that decides whether something runs at all. */
function gateOf(code: Code, pair: PairedWrites): Node | undefined {
  return usesOf(code, pair.place).find(use => {
    if (pair.set.start <= use.start && use.end <= pair.restore.end) return false
    let child = use
    for (const ancestor of code.ancestorsOf(use)) {
      if (
        ancestor.type === 'IfStatement' ||
        ancestor.type === 'WhileStatement' ||
        ancestor.type === 'ConditionalExpression'
      )
        return ancestor.test === child
      if (!['UnaryExpression', 'LogicalExpression', 'BinaryExpression'].includes(ancestor.type)) return false
      child = ancestor
    }
    return false
  })
}

function describe(code: Code, pair: PairedWrites, risk: Node, gate: Node): Candidate {
  const {place, set, restore, kind} = pair
  const what = code.show(risk.type === 'AwaitExpression' ? unwrap(risk.argument) : risk)
  const waits = risk.type === 'AwaitExpression'
  const stuck = kind === 'counter' ? `\`${place.text}\` stays one off` : `\`${place.text}\` stays as it is`
  return {
    ...located(code, set),
    endLine: code.endLine(restore),
    resource: place.name,
    title: `\`${place.text}\` stays set when ${memberPath(callee(risk)) ? `\`${memberPath(callee(risk))}\`` : 'a step'} fails`,
    failureMode: `\`${place.text}\` is changed before ${what} and changed back only after it succeeded. When it ${waits ? 'rejects' : 'throws'}, ${stuck}, and ${kind === 'value' ? 'what depends on it goes on as if the work still ran' : 'what is kept out by it is kept out for good'}.`,
    precondition: `${what} ${waits ? 'rejects' : 'throws'} once.`,
    failurePath: [
      `${code.show(set)} (${code.at(set)}).`,
      `${what} fails (${code.at(risk)}), and the function is left.`,
      `${code.show(restore)} is not reached (${code.at(restore)}).`,
      `From then on the condition at ${code.at(gate)} decides on a state that is over.`
    ],
    silence:
      'the caller sees the error of the one call that failed; that later calls meet a state that is over is told to nobody.',
    silent: true,
    evidence: [
      seen(code, set, 'set'),
      seen(code, risk, `may ${waits ? 'reject' : 'throw'}`),
      seen(code, restore, 'set back on the normal path only'),
      seen(code, gate, `condition on \`${place.text}\``)
    ],
    challenged: [
      survived(
        'restored-on-failure',
        `no write of \`${place.text}\` in a \`finally\`, \`catch\` or rejection handler of this module`
      ),
      survived('cannot-throw', `${what} is not known to succeed always`),
      survived('no-gate', `${code.at(gate)} depends on it`)
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: waits ? 'high' : 'medium',
    fix: `put the work into \`try\` and ${code.show(restore)} into \`finally\`.`,
    falsifiedBy: `a call that works after ${what} failed in the one before.`
  }
}

function describeEarly(code: Code, pair: PairedWrites, leave: Node, gate: Node): Candidate {
  const {place, set, restore} = pair
  const condition = [...code.ancestorsOf(leave)].find(one => one.type === 'IfStatement')
  const when = condition?.type === 'IfStatement' ? code.show(condition.test) : undefined
  return {
    ...located(code, set),
    endLine: Math.min(code.endLine(restore), Math.max(code.endLine(leave), code.line(set) + 40)),
    resource: place.name,
    title: `\`${place.text}\` stays set when the function returns early`,
    failureMode: `\`${place.text}\` is changed at ${code.at(set)} and changed back at ${code.at(restore)}, but ${code.show(leave)} at ${code.at(leave)} leaves between the two. Nothing else changes it back.`,
    precondition: when
      ? `${when} decides for the early \`return\` once (${code.at(leave)}).`
      : `control gets to the \`return\` at ${code.at(leave)}.`,
    failurePath: [
      `${code.show(set)} (${code.at(set)}).`,
      `The function is left by ${code.show(leave)} (${code.at(leave)}).`,
      `${code.show(restore)} is not reached (${code.at(restore)}).`,
      `From then on the condition at ${code.at(gate)} decides on a state that is over.`
    ],
    silence:
      'the early `return` is an ordinary end; that later calls meet a state that is over is told to nobody.',
    silent: true,
    evidence: [
      seen(code, set, 'set'),
      seen(code, leave, 'leaves without setting it back'),
      seen(code, restore, 'set back on the other ways only'),
      seen(code, gate, `condition on \`${place.text}\``)
    ],
    challenged: [
      survived('restored-on-failure', `no other function of this module writes \`${place.text}\``),
      survived('cannot-throw', 'no exception is needed: the function returns'),
      survived('no-gate', `${code.at(gate)} depends on it`)
    ],
    likelihood: 3,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: 'high',
    fix: `put ${code.show(restore)} into a \`finally\`, or before ${code.show(leave)} too.`,
    falsifiedBy: `a call that works after one that left at ${code.at(leave)}.`
  }
}

function callee(risk: Node): Node {
  const node = risk.type === 'AwaitExpression' ? unwrap(risk.argument) : risk
  return isCall(node) || node.type === 'NewExpression' ? node.callee : node
}
