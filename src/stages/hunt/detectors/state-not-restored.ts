import type {Node, Statement} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {detectIn, dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'
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
  detect: context => detectIn(context, judgeModule)
})

type Kill = 'restored-on-failure' | 'cannot-throw' | 'no-gate'

/** Two writes of one place in one list of statements, with others between. */
interface Pair {
  readonly place: Place
  readonly set: Node
  readonly restore: Node
  readonly between: readonly Node[]
  readonly fn: FunctionNode
  readonly counter: boolean
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return [...code.nodes('BlockStatement'), code.ast.program].flatMap(block =>
    pairsIn(code, block.body as readonly Statement[]).flatMap(pair => {
      const judged = judge(code, context, pair)
      return judged ? [judged] : []
    })
  )
}

function pairsIn(code: Code, statements: readonly Statement[]): Pair[] {
  const changes = statements.flatMap((statement, index) => {
    const change = changeOf(code, statement)
    return change ? [{...change, statement, index}] : []
  })
  return changes.flatMap((set, at) => {
    const restore = changes.slice(at + 1).find(other => isSamePlace(set.place, other.place))
    const fn = code.functionOf(set.statement)
    if (!restore || !fn || !isOpposite(set.to, restore.to) || set.place.lifetime === 'local') return []
    const between = statements.slice(set.index + 1, restore.index)
    const counter = set.to === '++' || set.to === '--'
    return [{place: set.place, set: set.statement, restore: restore.statement, between, fn, counter}]
  })
}

/** What a statement does to a place: `true`, `false`, `++` or `--`. */
function changeOf(code: Code, statement: Node): {place: Place; to: string} | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined
  const node = unwrap(statement.expression)
  if (node.type === 'UpdateExpression') return placed(code, node.argument, node.operator)
  if (node.type !== 'AssignmentExpression') return undefined
  if (node.operator === '+=' || node.operator === '-=')
    return code.text(node.right) === '1'
      ? placed(code, node.left, node.operator === '+=' ? '++' : '--')
      : undefined
  const value = node.operator === '=' ? unwrap(node.right) : undefined
  return value?.type === 'Literal' && typeof value.value === 'boolean'
    ? placed(code, node.left, String(value.value))
    : undefined
}

function placed(code: Code, node: Node, to: string): {place: Place; to: string} | undefined {
  const place = placeOf(code, node)
  return place && {place, to}
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.name === b.name && a.owner === b.owner
}

const OPPOSITE: Readonly<Record<string, string>> = {true: 'false', false: 'true', '++': '--', '--': '++'}

function isOpposite(set: string, restore: string): boolean {
  return OPPOSITE[set] === restore
}

function judge(code: Code, context: DetectorContext, pair: Pair): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, pair.set, kill, reason)
  const risk = firstRisk(code, context, pair)
  if (!risk)
    return pair.between.length > 0
      ? drop('cannot-throw', 'nothing between the writes waits or calls a function that came from outside')
      : undefined
  const restored = restoredOnFailure(code, pair)
  if (restored) return drop('restored-on-failure', `it is set back at ${code.at(restored)}`)
  const gate = gateOf(code, pair)
  if (!gate) return drop('no-gate', `no condition that leaves or skips tests \`${pair.place.text}\``)
  return describe(code, pair, risk, gate)
}

/** The first `await` that may reject, or call of a parameter, between the writes. */
function firstRisk(code: Code, context: DetectorContext, pair: Pair): Node | undefined {
  for (const statement of pair.between) {
    let risk: Node | undefined
    walk(statement, node => {
      if (risk || isFunction(node)) return 'skip'
      if (node.type === 'TryStatement' && node.handler && !rethrows(node.handler)) return 'skip'
      if (node.type === 'AwaitExpression' && canReject(code, context, node.argument)) risk = node
      if (isCall(node) && isParameterCall(code, node, pair.fn)) risk = node
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
  return cannotReject(code, node, promiseProof(context, code, node)) === undefined
}

function isParameterCall(code: Code, call: Node & {type: 'CallExpression'}, fn: FunctionNode): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'Identifier') return false
  const binding = code.bindingOf(callee)
  return binding?.definitions[0]?.kind === 'parameter' && binding.owner === fn
}

/** A write of the place, in this module, that runs when something failed. */
function restoredOnFailure(code: Code, pair: Pair): Node | undefined {
  return usesOf(code, pair.place).find(use => {
    const parent = code.parentOf(use)
    const isWrite =
      parent?.type === 'UpdateExpression' ||
      (parent?.type === 'AssignmentExpression' && isPlace(code, parent.left, pair.place))
    return isWrite && runsOnFailure(code, use)
  })
}

/** A condition on the place that decides whether something runs at all. */
function gateOf(code: Code, pair: Pair): Node | undefined {
  return usesOf(code, pair.place).find(use => {
    if (contains(pair.set, use) || contains(pair.restore, use)) return false
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

function describe(code: Code, pair: Pair, risk: Node, gate: Node): Candidate {
  const {place, set, restore, counter} = pair
  const what = code.show(risk.type === 'AwaitExpression' ? unwrap(risk.argument) : risk)
  const waits = risk.type === 'AwaitExpression'
  const stuck = counter ? `\`${place.text}\` stays one off` : `\`${place.text}\` stays as it is`
  return {
    ...located(code, set),
    endLine: code.endLine(restore),
    resource: place.name,
    title: `\`${place.text}\` stays set when ${memberPath(callee(risk)) ? `\`${memberPath(callee(risk))}\`` : 'a step'} fails`,
    failureMode: `\`${place.text}\` is changed before ${what} and changed back only after it succeeded. When it ${waits ? 'rejects' : 'throws'}, ${stuck}, and what is kept out by it is kept out for good.`,
    precondition: `${what} ${waits ? 'rejects' : 'throws'} once.`,
    failurePath: [
      `${code.show(set)} (${code.at(set)}).`,
      `${what} fails (${code.at(risk)}), and the function is left.`,
      `${code.show(restore)} is not reached (${code.at(restore)}).`,
      `From then on the condition at ${code.at(gate)} decides on a state that is over.`
    ],
    silence:
      'the caller sees the error of the one call that failed; that later calls are turned away or skipped is told to nobody.',
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

function callee(risk: Node): Node {
  const node = risk.type === 'AwaitExpression' ? unwrap(risk.argument) : risk
  return isCall(node) || node.type === 'NewExpression' ? node.callee : node
}
