import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {answersAtOnce, answersLater} from '../machinery/answering.ts'
import {contains, pausesBetween} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived, undecided} from '../machinery/detection.ts'
import {type ItemProgress, itemProgress} from '../machinery/item-progress.ts'
import {initialOf, shortness, soundsLong} from '../machinery/list-length.ts'
import {judgeQueueWorker} from '../machinery/queue-worker.ts'
import {receiverOfCallback, type SelfCall, selfCalls} from '../machinery/recursion.ts'

/**
 * A function that calls itself once for each item of a list, before the earlier call has returned.
 *
 * The calls lie on top of each other, so that a long list overflows the stack. With callbacks it depends on who
 * answers: one that calls back before it returns, from a cache say, makes the recursion synchronous.
 * At most one candidate for each recursive function.
 */
export default defineDetector({
  id: 'unbounded-recursion',
  code: 'S5',
  category: 'scaling',
  precision: 'B',
  kills: {
    asynchronous: 'Does each turn begin on an empty stack: after an await, a timer, a promise or I/O?',
    bounded: 'Does a depth or a flag of a synchronous turn end or unwind the recursion?',
    'short-list': 'Is the list short by its making: a literal, a split path, a chain of handlers?'
  },
  judge: judgeModule
})

type Kill = 'asynchronous' | 'bounded' | 'short-list'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const judged = new Map<FunctionNode, Judged>()
  for (const self of selfCalls(code)) {
    if (judged.has(self.fn)) continue
    const progress = itemProgress(code, self)
    const one = progress && judge(code, context, self, progress)
    if (one) judged.set(self.fn, one)
  }
  return [
    ...judged.values(),
    ...code.nodes('CallExpression').flatMap(call => judgeQueueWorker(code, context, call))
  ]
}

function judge(
  code: Code,
  context: DetectorContext,
  self: SelfCall,
  progress: ItemProgress
): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, self.call, kill, reason)
  const later = laterTurn(context, code, self)
  if (later) return drop('asynchronous', later)
  const answers = answerOf(context, code, self, progress)
  if (!answers) return undefined
  const bound = boundOf(code, self)
  if (bound) return drop('bounded', bound)
  const short =
    shortness(code, progress.list) ?? (answers.receiver ? undefined : notLong(code, self, progress))
  if (short) return drop('short-list', short)
  return describe(code, self, progress, answers)
}

/** Why a turn begins on an empty stack, as a clause. */
function laterTurn(context: DetectorContext, code: Code, self: SelfCall): string | undefined {
  const [pause] = pausesBetween(code, self.fn, firstOf(self.fn), self.call)
  if (pause) return `it waits at ${code.at(pause)} before it calls itself`
  const receivers = self.through.map(one => receiverOfCallback(code, one))
  const later = [...receivers, self.handed ? self.call : undefined].find(
    call => call && answersLater(context, code, call)
  )
  if (later) return `\`${callName(later)}\` calls back in a later turn (${code.at(later)})`
  const deferred = deferredIn(code, self.fn)
  return deferred && `a turn can be put off at ${code.at(deferred)}`
}

function firstOf(fn: FunctionNode): Node {
  return (fn.params.at(-1) as Node | undefined) ?? {...(fn as Node), end: fn.start}
}

function deferredIn(code: Code, fn: FunctionNode): Node | undefined {
  return code
    .nodes('CallExpression')
    .find(
      call =>
        contains(fn, call) &&
        /^(?:setImmediate|nextTick|queueMicrotask|setTimeout|defer)$/.test(callName(call) ?? '')
    )
}

interface Answer {
  /** The call that is given the callback; undefined for a plain self-call. */
  readonly receiver: CallExpression | undefined
  /** What is known of when it answers. */
  readonly proof: {readonly code: Code; readonly node: Node} | undefined
}

/**
 * Who calls the next turn. A plain self-call is certain; a callback only where its receiver is seen to call back at
 * once, or is a part of the list itself, of which nothing says that all its items answer later.
 */
function answerOf(
  context: DetectorContext,
  code: Code,
  self: SelfCall,
  progress: ItemProgress
): Answer | undefined {
  const [callback, second] = self.through
  if (!callback && !self.handed) return {receiver: undefined, proof: undefined}
  if (second || (callback && self.handed)) return undefined
  const receiver = callback ? receiverOfCallback(code, callback) : self.call
  if (
    !receiver ||
    /^(?:forEach|map|some|every|filter|reduce|bind|find|flatMap)$/.test(callName(receiver) ?? '')
  )
    return undefined
  const given = callback ?? receiver.arguments.find(one => code.text(one as Node).endsWith(self.name))
  const proof = given && answersAtOnce(context, code, receiver, givenTo(receiver, given as Node))
  if (proof) return {receiver, proof}
  return isCallOfItem(code, receiver, progress) ? {receiver, proof: undefined} : undefined
}

/** The argument that stands for a callback: itself, or its name. */
function givenTo(receiver: CallExpression, callback: Node): Node {
  if (receiver.arguments.includes(callback as never)) return callback
  return (receiver.arguments.find(one => unwrap(one as Node).type === 'Identifier') as Node) ?? callback
}

/** `list[i](…)`, `list[i].get(…)`, or the same on a variable that holds the item. */
function isCallOfItem(code: Code, receiver: CallExpression, {list}: ItemProgress): boolean {
  const callee = unwrap(receiver.callee)
  const isItem = callee.type !== 'MemberExpression' || callee.computed
  const target = isItem ? callee : unwrap(callee.object)
  const item = target.type === 'Identifier' ? initialOf(code, target) : target
  if (!item) return false
  if (isCall(item))
    return /^(?:shift|pop)$/.test(callName(item) ?? '') && sameText(code, receiverOf(item), list)
  return item.type === 'MemberExpression' && item.computed && sameText(code, item.object, list)
}

function sameText(code: Code, a: Node | undefined, b: Node): boolean {
  return a !== undefined && code.text(a) === code.text(b)
}

const FLAG =
  /sync|depth|level|stack(?!s)|limit|maximum|max[A-Z_]|recurs|looping|draining|running|active|pending|budget|attempt|retr/i

/** A condition in the function, or around it, that counts or marks its turns. */
function boundOf(code: Code, {fn}: SelfCall): string | undefined {
  const owner = code.functionOf(fn) ?? fn
  const test = [
    ...code.nodes('IfStatement'),
    ...code.nodes('WhileStatement'),
    ...code.nodes('DoWhileStatement')
  ]
    .filter(one => contains(fn, one) || (contains(owner, one) && isLoop(one)))
    .find(one => FLAG.test(code.text(one.test)))
  return test && `\`${code.text(test.test).slice(0, 60).replace(/\s+/g, ' ')}\` is tested at ${code.at(test)}`
}

/** A plain self-call is a usual way through what is short by nature, so that something must say that the list is long. */
function notLong(code: Code, self: SelfCall, {list, step}: ItemProgress): string | undefined {
  const down = self.call.arguments
    .map(argument => unwrap(argument as Node))
    .find(node => node.type === 'MemberExpression' && !contains(node, step))
  if (down) return `${code.show(down)} goes down with ${code.show(list)}, which is then a path`
  return soundsLong(code, list) ? undefined : `nothing says that ${code.show(list)} is long`
}

function describe(
  code: Code,
  self: SelfCall,
  {list, step}: ItemProgress,
  {receiver, proof}: Answer
): Candidate {
  const what = code.show(list)
  const from = receiver ?? self.call
  const name = self.name
  const how = receiver
    ? proof
      ? `${code.show(receiver.callee)} calls back before it returns, at ${proof.code.at(proof.node)}`
      : `nothing makes ${code.show(receiver.callee)} call back in a later turn`
    : `\`${name}\` calls itself before it returns`
  return {
    ...located(code, self.fn),
    startLine: Math.min(code.line(from), code.line(self.call)),
    endLine: Math.max(code.endLine(self.call), Math.min(code.endLine(from), code.line(from) + 25)),
    resource: name,
    title: `\`${name}\` goes one stack frame deeper for each item of ${what}`,
    failureMode: `\`${name}\` takes one item of ${what} in each call, and ${how}: the calls lie on top of each other, as deep as the list is long.`,
    precondition:
      receiver && !proof
        ? `${what} is long, and its items answer at once, for example because the answer is known already.`
        : `${what} has some thousand items.`,
    failurePath: [
      `\`${name}\` takes an item of ${what} (${code.at(step)}).`,
      receiver
        ? `It gives ${code.show(receiver.callee)} a callback (${code.at(receiver)}); ${proof ? `the callback runs at once (${proof.code.at(proof.node)})` : 'where that answers at once, the callback runs inside of the call'}.`
        : `It calls itself for what is left (${code.at(self.call)}).`,
      `No call of \`${name}\` has returned when the next one begins; after some thousand the stack overflows with a \`RangeError\`.`
    ],
    silence: 'short lists pass every test; the `RangeError` comes with the first long one.',
    silent: false,
    evidence: [
      seen(code, step, `one item of ${what} each time`),
      seen(code, self.call, self.handed ? `is given \`${name}\` as callback` : `\`${name}\` calls itself`),
      ...(proof ? [seen(proof.code, proof.node, 'calls back before it returns')] : [])
    ],
    challenged: [
      receiver && !proof
        ? undecided('asynchronous', `the function behind ${code.show(receiver.callee)} is not known`)
        : survived('asynchronous', how),
      survived('bounded', 'no condition in it counts or marks its turns'),
      undecided('short-list', `nothing says how long ${what} is`)
    ],
    likelihood: 1,
    spread: 2,
    confidence: receiver && !proof ? 'low' : 'medium',
    fix: receiver
      ? `go through ${what} with a loop that notes whether the answer came at once, or start each turn with \`queueMicrotask\` or \`process.nextTick\`.`
      : `go through ${what} with a loop.`,
    falsifiedBy: `a list of 100,000 items${receiver ? ', each answering at once,' : ''} that \`${name}\` gets through.`
  }
}
