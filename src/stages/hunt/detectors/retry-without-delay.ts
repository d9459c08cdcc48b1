import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {callsOf} from '../machinery/entry.ts'
import {type Growth, growths} from '../machinery/lost-growth.ts'

/**
 * A function that starts itself again from its own `catch`, or from the `error` or `close` handler it installs, at once; or
 * with a delay that grows in a variable of one attempt and is forgotten before the next.
 *
 * When the other side is down, each attempt fails at once and starts the next. At most one candidate for each such call, and
 * for each such variable.
 */
export default defineDetector({
  id: 'retry-without-delay',
  code: 'F3',
  category: 'fan-out',
  precision: 'A',
  kills: {
    delayed: 'Does a timer or an awaited pause lie between the failure and the next attempt?',
    limited: 'Is the number of attempts limited, or does each attempt ask for less?',
    kept: 'Is a delay that grows kept for the next attempt?'
  },
  judge: judgeModule
})

type Kill = 'delayed' | 'limited' | 'kept'
type Call = Node & {type: 'CallExpression'}

/** A call by which a function starts itself again after a failure. */
interface Retry {
  readonly fn: FunctionNode
  readonly call: Call
  /** The `catch` clause or handler. */
  readonly handler: Node
  readonly event: string
}

function judgeModule(code: Code): Judged[] {
  const functions: Node[] = [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('FunctionExpression'),
    ...code.nodes('ArrowFunctionExpression')
  ]
  return [
    ...functions.filter(isFunction).flatMap(fn => retriesIn(code, fn).map(retry => judge(code, retry))),
    ...growths(code).map(growth => judgeGrowth(code, growth))
  ]
}

function retriesIn(code: Code, fn: FunctionNode): Retry[] {
  if (!fn.async && !hasCallbacks(code, fn)) return []
  return callsOf(code, fn)
    .filter(call => contains(fn, call))
    .flatMap(call => {
      const failure = failureAround(code, fn, call)
      return failure ? [{fn, call, ...failure}] : []
    })
}

/** Whether a function that is not async still gives way: it chains promises or registers handlers. */
function hasCallbacks(code: Code, fn: FunctionNode): boolean {
  const names = /^(?:then|catch|on|once|addListener|addEventListener)$/
  return code.nodes('CallExpression').some(call => contains(fn, call) && names.test(callName(call) ?? ''))
}

const EVENTS = /^(?:error|close|end|disconnect(?:ed)?|exit)$/i

/** The nearest `catch` or failure handler around the call, inside the function. */
function failureAround(code: Code, fn: FunctionNode, call: Node): {handler: Node; event: string} | undefined {
  let child = call
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === fn) return undefined
    if (ancestor.type === 'CatchClause') return {handler: ancestor, event: 'catch'}
    if (isCall(ancestor) && isFunction(child)) {
      const event = eventOf(ancestor, child)
      if (event !== undefined) return {handler: child, event}
    }
    child = ancestor
  }
  return undefined
}

function eventOf(call: Call, callback: Node): string | undefined {
  const name = callName(call) ?? ''
  const index = call.arguments.indexOf(callback as never)
  if ((name === 'catch' && index === 0) || (name === 'then' && index === 1)) return 'catch'
  const event = stringValue(call.arguments[0])
  const isHandler = /^(?:on|once|addListener|addEventListener)$/.test(name) && index === 1
  return isHandler && event !== undefined && EVENTS.test(event) ? event : undefined
}

function judge(code: Code, retry: Retry): Judged {
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, retry.call, kill, `${reason} at ${code.at(node)}`)
  const delay = delayOf(code, retry)
  if (delay) return drop('delayed', delay, 'it waits')
  const limit = limitOf(code, retry) ?? progressIn(retry.fn)
  if (limit) return drop('limited', limit, 'attempts are limited')
  return describe(code, retry)
}

const WAITS =
  /^(?:setTimeout|setImmediate|sleep|delay|wait\w*|backoff|back_off|schedule\w*|retry\w*|debounce|throttle)$/i

/** A timer around the call, an `await` before it in the handler, or a wait anywhere in the function. */
function delayOf(code: Code, {fn, call, handler}: Retry): Node | undefined {
  const pause = code.nodes('AwaitExpression').find(one => contains(handler, one) && one.end <= call.start)
  return (
    pause ?? code.nodes('CallExpression').find(one => contains(fn, one) && WAITS.test(callName(one) ?? ''))
  )
}

/** A condition with a number or comparison around the call, or an argument that changes from one attempt to the next. */
function limitOf(code: Code, {fn, call, handler}: Retry): Node | undefined {
  for (const ancestor of code.ancestorsOf(call)) {
    if (ancestor === handler || ancestor === fn) break
    if (
      ancestor.type === 'IfStatement' ||
      ancestor.type === 'ConditionalExpression' ||
      ancestor.type === 'SwitchStatement'
    )
      return ancestor
    if (ancestor.type === 'LogicalExpression') return ancestor
  }
  const leaves = code.nodes('IfStatement').find(one => contains(handler, one) && one.end <= call.start)
  return leaves ?? changedArgument(code, fn, call)
}

/** A counter, or something taken off a list: each attempt is about another thing, or about one less. */
function progressIn(fn: FunctionNode): Node | undefined {
  let found: Node | undefined
  walk(fn, node => {
    const counts =
      node.type === 'UpdateExpression' ||
      (node.type === 'AssignmentExpression' && /^[-+*]=$/.test(node.operator))
    const takes = isCall(node) && /^(?:shift|pop|next|splice|delete)$/.test(callName(node) ?? '')
    if (counts || takes) found ??= node
  })
  return found
}

/** An argument that is no plain parameter of the function: it may count, shrink or fall back. */
function changedArgument(code: Code, fn: FunctionNode, call: Call): Node | undefined {
  if (call.arguments.length !== fn.params.length) return call
  return call.arguments.find((argument, index) => {
    const parameter = fn.params[index] as Node | undefined
    return !parameter || code.text(argument) !== code.text(parameter).split(/[:=?]/)[0]?.trim()
  })
}

function describe(code: Code, {fn, call, handler, event}: Retry): Candidate {
  const name = callName(call) ?? 'it'
  const where = event === 'catch' ? 'its `catch`' : `its \`${event}\` handler`
  const logs = hasCall(handler, call)
  return {
    ...located(code, call),
    startLine: code.line(handler),
    resource: `${name}.${event}`,
    title: `\`${name}\` starts itself again at once, for as long as it fails`,
    failureMode: `\`${name}\` calls itself from ${where}, without a pause and without a limit. While the cause lasts, attempts follow each other as fast as they fail.`,
    precondition:
      'the other side refuses at once and goes on doing so (down, restarting, wrong credentials).',
    failurePath: [
      `\`${name}\` fails, and ${where} runs (${code.at(handler)}).`,
      `It calls \`${name}\` again (${code.at(call)}).`,
      'All instances do this at the same time: the other side meets a storm when it comes back.'
    ],
    silence: logs
      ? 'each attempt may be logged, their rate is not.'
      : 'no attempt is logged, and none reaches the caller.',
    silent: !logs,
    evidence: [
      seen(code, fn, `\`${name}\``),
      seen(code, handler, event === 'catch' ? 'takes the failure' : `runs on \`${event}\``),
      seen(code, call, 'starts again at once')
    ],
    challenged: [
      survived('delayed', 'no timer and no awaited pause in the function'),
      survived('limited', 'no condition before the call, and its arguments are the same each time'),
      survived('kept', 'no delay is computed')
    ],
    likelihood: 2,
    spread: 3,
    confidence: 'high',
    fix: 'wait before the next attempt, longer each time and with some chance in it, and give up after a number of attempts.',
    falsifiedBy: `fewer than ten attempts in the first second while every attempt fails at once.`
  }
}

/** Whether the handler calls something besides the retry. */
function hasCall(handler: Node, call: Node): boolean {
  let found = false
  walk(handler, node => {
    if (node.type === 'CallExpression' && node !== call) found = true
  })
  return found
}

function judgeGrowth(code: Code, growth: Growth): Judged {
  const {declarator, binding, grows, field, keptAt} = growth
  if (keptAt) return dropped(code, declarator, 'kept', `the grown delay is kept at ${code.at(keptAt)}`)
  const name = binding.name
  const source = field ? code.text(field) : name
  const begin = code.show(declarator.init ?? declarator)
  return {
    ...located(code, declarator),
    endLine: code.endLine(grows),
    resource: `${name}.growth`,
    title: `the delay \`${name}\` grows and is forgotten: each attempt waits as briefly as the first`,
    failureMode: field
      ? `\`${name}\` begins as ${begin} (${code.at(declarator)}) and grows (${code.at(grows)}), but nothing in the module writes \`${source}\`: the next attempt finds it empty and begins at the least delay again.`
      : `\`${name}\` begins as ${begin} in each turn of the loop (${code.at(declarator)}), and is grown at the end of the turn (${code.at(grows)}), where nothing reads it any more.`,
    precondition: 'the other side fails for longer than a few attempts take.',
    failurePath: [
      `An attempt fails; the delay begins as ${begin} (${code.at(declarator)}).`,
      `${code.show(grows)} makes it longer, in a variable of this attempt only (${code.at(grows)}).`,
      field
        ? `The next attempt reads \`${source}\` again, which was never written: all attempts follow at about the same pace.`
        : 'The next turn declares the variable anew: all attempts follow at the same pace.'
    ],
    silence: 'attempts succeed in the end; only the load on the other side shows.',
    silent: true,
    evidence: [
      seen(code, declarator, 'where each attempt begins'),
      seen(code, grows, 'grows the variable of this attempt only')
    ],
    challenged: [
      survived(
        'kept',
        field
          ? `nothing writes a field \`${propertyName(field)}\``
          : 'nothing reads the variable after it grew'
      ),
      survived('delayed', 'each attempt waits, but not longer than the one before'),
      survived('limited', 'a limit of attempts would not make them slower')
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'high',
    fix: field
      ? `write the grown value back to \`${source}\` before the next attempt is made.`
      : `declare \`${name}\` before the loop, and begin anew after a success.`,
    falsifiedBy: 'three failures in a row, of which the third is followed by a longer wait than the first.'
  }
}
