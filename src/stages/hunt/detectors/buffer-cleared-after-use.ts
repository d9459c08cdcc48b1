import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains, pausesBetween} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {lockAround} from '../machinery/guards.ts'
import {isPlace, type Place, placeOf, usesOf} from '../machinery/place.ts'
import {initialValue, promiseProof} from '../machinery/promise.ts'

/**
 * A buffer that is handed to asynchronous work and emptied when the work is done.
 *
 * What others add while the work runs is emptied with it, and was never handed over. At most one candidate for each clearing.
 */
export default defineDetector({
  id: 'buffer-cleared-after-use',
  code: 'I6',
  category: 'idempotency',
  precision: 'A',
  kills: {
    'nobody-adds': 'Does no other function add to it?',
    swapped: 'Is it replaced or emptied before the work starts?',
    'kept-out': 'Are those who add kept out while the work runs?',
    closing: 'Is it emptied because everything ends?'
  },
  judge: judgeModule
})

type Kill = 'nobody-adds' | 'swapped' | 'kept-out' | 'closing'

interface Clearing {
  readonly place: Place
  readonly node: Node
  /** The function that hands the buffer over. */
  readonly fn: FunctionNode
  /** The read by which the work gets the buffer. */
  readonly use: Node
  /** The `await`, or the call whose completion empties it. */
  readonly work: Node
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return clearings(code).flatMap(({place, node}) => {
    const clearing = afterWork(code, place, node)
    return clearing ? [judge(code, context, clearing)] : []
  })
}

/** `x = []`, `x.length = 0`, `x.clear()`, `x.splice(0)` of places that outlive a call. */
function clearings(code: Code): {place: Place; node: Node}[] {
  const written = code.nodes('AssignmentExpression').flatMap(node => {
    const left = unwrap(node.left)
    if (node.operator !== '=') return []
    if (left.type === 'MemberExpression' && propertyName(left) === 'length' && code.text(node.right) === '0')
      return placed(code, left.object, node)
    return isEmptyCollection(node.right) ? placed(code, left, node) : []
  })
  const called = code.nodes('CallExpression').flatMap(node => {
    const receiver = receiverOf(node)
    const [first, second] = node.arguments
    const isClear = callName(node) === 'clear' && !first
    const isSplice = callName(node) === 'splice' && first && code.text(first) === '0' && !second
    return receiver && (isClear || isSplice) && isStatement(code, node) ? placed(code, receiver, node) : []
  })
  return [...written, ...called]
}

function placed(code: Code, target: Node, node: Node): {place: Place; node: Node}[] {
  const place = placeOf(code, target)
  return place && place.lifetime !== 'local' ? [{place, node}] : []
}

function isStatement(code: Code, node: Node): boolean {
  return code.parentOf(node)?.type === 'ExpressionStatement'
}

function isEmptyCollection(value: Node): boolean {
  const node = unwrap(value)
  if (node.type === 'ArrayExpression') return node.elements.length === 0
  if (node.type === 'ObjectExpression') return node.properties.length === 0
  if (node.type === 'Literal') return node.value === ''
  return (
    node.type === 'NewExpression' &&
    /^(?:Map|Set|Array)$/.test(callName(node) ?? '') &&
    node.arguments.length === 0
  )
}

/** The work that has the buffer and ends before the clearing: awaited in the same function, or in whose `then` it stands. */
function afterWork(code: Code, place: Place, node: Node): Clearing | undefined {
  const inner = code.functionOf(node)
  if (!inner) return undefined
  const completion = completionAround(code, inner)
  const fn = completion ? code.functionOf(completion) : inner
  if (!fn) return undefined
  if (completion) {
    const use = contentsUse(code, place, completion, inner)
    return use && {place, node, fn, use, work: completion}
  }
  for (const pause of pausesBetween(code, fn, fn.body ?? fn, node)
    .concat(pausesBefore(code, fn, node))
    .reverse()) {
    const use = contentsUse(code, place, pause, undefined)
    if (use) return {place, node, fn, use, work: pause}
  }
  return undefined
}

function pausesBefore(code: Code, fn: FunctionNode, node: Node): Node[] {
  return code
    .nodes('AwaitExpression')
    .filter(
      pause => code.functionOf(pause) === fn && pause.end <= node.start && reaches(code, pause, fn, node)
    )
}

/** Whether both stand in blocks of which the clearing's is the same or further out. */
function reaches(code: Code, pause: Node, fn: FunctionNode, node: Node): boolean {
  for (const ancestor of code.ancestorsOf(pause)) {
    if (contains(ancestor, node)) {
      const isBranch = ancestor.type === 'IfStatement' && !contains(ancestor.test, pause)
      return !isBranch && ancestor.type !== 'SwitchStatement' && ancestor.type !== 'ConditionalExpression'
    }
    if (ancestor === fn) return true
    // A clearing after a loop, a handler or a branch that may be left out has other meanings.
    if (/^(?:For|While|DoWhile|IfStatement|CatchClause|SwitchCase)/.test(ancestor.type)) return false
  }
  return false
}

/** Calls that take what to write or send, and a callback for its end. */
const HANDS_ON =
  /^(?:write|writeFile|appendFile|append|send|post|put|publish|insert|insertMany|bulkWrite|flush|save|upload|emit|query|execute|request|sendBatch|writeAll)$/

/** `f(x).then(() => …)`, `f(x, () => …)`: the call after whose work a function runs. */
function completionAround(code: Code, fn: FunctionNode): (Node & {type: 'CallExpression'}) | undefined {
  const call = code.parentOf(fn)
  if (!isCall(call) || !call.arguments.includes(fn as never)) return undefined
  const name = callName(call) ?? ''
  if (name === 'then') {
    const receiver = receiverOf(call)
    const inner = receiver && unwrap(receiver)
    return call.arguments[0] === (fn as never) && isCall(inner) ? inner : undefined
  }
  return call.arguments.at(-1) === (fn as never) && call.arguments.length > 1 && HANDS_ON.test(name)
    ? call
    : undefined
}

/** A read of the contents: the place as an argument, spread, joined or copied inside the work, not just its size. */
function contentsUse(code: Code, place: Place, work: Node, except: Node | undefined): Node | undefined {
  const uses = usesOf(code, place)
  const direct = uses.find(
    use => contains(work, use) && !(except && contains(except, use)) && isContents(code, use)
  )
  if (direct) return direct
  return localsIn(code, work).find(local => {
    const from = initialValue(code, local)
    return from !== local && uses.some(use => contains(from, use) && isContents(code, use))
  })
}

function localsIn(code: Code, work: Node): Node[] {
  return code.nodes('Identifier').filter(node => {
    if (!contains(work, node)) return false
    const parent = code.parentOf(node)
    return isCall(parent) && parent.arguments.includes(node as never)
  })
}

const COPIES = /^(?:slice|map|join|filter|values|entries|keys|concat|toString|flat|flatMap|reduce)$/

function isContents(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  if (!parent || code.functionOf(use) === undefined) return false
  if (isCall(parent)) return parent.arguments.includes(use as never)
  if (parent.type === 'SpreadElement' || parent.type === 'VariableDeclarator') return true
  if (parent.type === 'Property') return parent.value === use
  if (parent.type === 'TemplateLiteral') return true
  if (parent.type !== 'MemberExpression' || parent.object !== use) return false
  const call = code.parentOf(parent)
  return isCall(call) && call.callee === parent && COPIES.test(propertyName(parent) ?? '')
}

function judge(code: Code, context: DetectorContext, clearing: Clearing): Judged {
  const {place, node, fn, use} = clearing
  const drop = (kill: Kill, reason: string) => dropped(code, node, kill, reason)
  const add = additionTo(code, place, fn)
  if (!add) return drop('nobody-adds', `no other function adds to \`${place.text}\``)
  const swap = swapBefore(code, clearing)
  if (swap)
    return drop(
      'swapped',
      `\`${place.text}\` is emptied at ${code.at(swap)}, before or while the work starts`
    )
  const guard = lockAround(code, use) ?? guardOf(code, add)
  if (guard) return drop('kept-out', guard)
  const release = releaseIn(code, clearing.work)
  if (release) return drop('closing', `${code.show(release)} ends each element at ${code.at(release)}`)
  const end = closingName(code, fn)
  if (end) return drop('closing', `\`${end}\` ends the life of what adds`)
  return describe(code, context, clearing, add)
}

/** The first call or assignment that adds an element, in another function. */
function additionTo(code: Code, place: Place, fn: FunctionNode): Node | undefined {
  return usesOf(code, place).find(use => {
    const other = code.functionOf(use)
    // The function that owns the variable is one call, which waits for its own parts.
    if (!other || other === fn || contains(fn, other) || other === place.owner) return false
    const parent = code.parentOf(use)
    if (parent?.type === 'AssignmentExpression' && parent.left === use)
      return (
        parent.operator === '+=' || (parent.operator === '=' && mentionsItself(code, place, parent.right))
      )
    if (parent?.type !== 'MemberExpression' || parent.object !== use) return false
    const call = code.parentOf(parent)
    if (isCall(call) && call.callee === parent)
      return /^(?:push|unshift|add|set|append)$/.test(propertyName(parent) ?? '')
    return call?.type === 'AssignmentExpression' && call.left === parent && parent.computed
  })
}

function mentionsItself(code: Code, place: Place, value: Node): boolean {
  return usesOf(code, place).some(use => contains(value, use) && code.parentOf(use)?.type === 'SpreadElement')
}

/** A write of the place between the read and the end of the work: what is added later goes somewhere else. */
function swapBefore(code: Code, {place, node, fn, use, work}: Clearing): Node | undefined {
  const start = Math.min(use.start, work.start)
  return clearings(code)
    .filter(
      other => other.node !== node && isPlaceSame(other.place, place) && code.functionOf(other.node) === fn
    )
    .map(other => other.node)
    .find(other => other.start < node.start && (other.start > start || other.end <= work.start))
}

function isPlaceSame(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.name === b.name && a.owner === b.owner
}

/** An early leave before the addition, on a state that says that work runs. */
function guardOf(code: Code, add: Node): string | undefined {
  const fn = code.functionOf(add)
  const test = code
    .nodes('IfStatement')
    .find(
      one =>
        one.start < add.start &&
        code.functionOf(one) === fn &&
        /flushing|sending|running|busy|locked|draining|saving|closed|closing|processing|inProgress|pending/i.test(
          code.text(one.test)
        )
    )
  return test && `${code.show(test.test)} is asked for at ${code.at(test)}`
}

const ENDS =
  /^(?:close|stop|destroy|dispose|shutdown|teardown|tearDown|end|reset|abort|cleanup|cleanUp|clear|unmount|disconnect|terminate|kill|quit|exit|finish|finali[sz]e|complete|cancel|flushAndClose|uninstall|unload|unregister|disable|removeAll|drainAndClose)(?![a-z])|(?:Destroy|Dispose|Shutdown|Teardown|Unmount|Close|End)$/

/** A call in the work that ends the elements: what is emptied is a list of what was open. */
function releaseIn(code: Code, work: Node): Node | undefined {
  return code
    .nodes('CallExpression')
    .find(call => contains(work, call) && receiverOf(call) && ENDS.test(callName(call) ?? ''))
}

function closingName(code: Code, fn: FunctionNode): string | undefined {
  const name =
    code
      .symbolOf(fn)
      .split('.')
      .at(-1)
      ?.replace(/^[#_]+/, '') ?? ''
  return ENDS.test(name) || name === 'asyncDispose' ? name : undefined
}

function describe(
  code: Code,
  context: DetectorContext,
  {place, node, fn, use, work}: Clearing,
  add: Node
): Candidate {
  const name = `\`${place.text}\``
  const what = work.type === 'AwaitExpression' ? unwrap(work.argument) : work
  const proven = isCall(what) && promiseProof(context, code, what)
  const isAwaited = work.type === 'AwaitExpression' || proven
  const adder = code.functionOf(add)
  return {
    ...located(code, node),
    startLine: Math.max(code.line(work), code.line(node) - 40),
    resource: place.name,
    title: `what is added to ${name} while ${code.show(what)} runs is lost`,
    failureMode: `${name} is handed over at ${code.at(use)} and emptied only after the work (${code.at(node)}). What is added in between is emptied with the rest, without having been handed over.`,
    precondition: `\`${adder ? code.symbolOf(adder) : 'module'}\` adds to ${name} (${code.at(add)}) while ${code.show(what)} waits.`,
    failurePath: [
      `${code.show(what)} gets what ${name} holds now (${code.at(use)}).`,
      `While it waits, another call adds an element (${code.at(add)}).`,
      `The work ends, and ${code.show(node)} empties everything (${code.at(node)}); the new element was never handed over.`
    ],
    silence: 'the work succeeds and the buffer is empty, as after every run; nothing counts what was in it.',
    silent: true,
    evidence: [
      seen(code, use, `${name} handed over`),
      seen(code, work, 'the pause'),
      seen(code, node, 'emptied'),
      seen(code, add, 'added to from elsewhere')
    ],
    challenged: [
      survived('nobody-adds', `${code.at(add)} adds to it`),
      survived('swapped', `${name} is not emptied or replaced before the work`),
      survived('kept-out', 'no lock around the work, and no test of a state before the addition'),
      isAwaited
        ? survived('closing', `\`${code.symbolOf(fn)}\` does not close anything by its name`)
        : undecided('closing', 'whether the work is asynchronous was not seen')
    ],
    likelihood: 2,
    spread: place.lifetime === 'module' || place.lifetime === 'static' ? 3 : 2,
    confidence: isAwaited && isPlace(code, use, place) ? 'high' : 'medium',
    fix: `take the contents first (\`const batch = ${place.text}\`, then a new empty ${name}), and put the batch back when the work fails.`,
    falsifiedBy: `an element that is added while ${code.show(what)} waits, and is handed over by the next run.`
  }
}
