import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {completionIn, isCompletion} from '../machinery/api/completion.ts'
import {madeBy} from '../machinery/api/made-by.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * Work that is called done when its source has ended, or when the end was asked for, while data is still on its way.
 *
 * Three forms: the `end` of a stream that is piped into a file; `end()` of a file stream followed by the completion, or called while
 * another stream is piped into it; the `exit` of a child process whose output is collected. At most one candidate for each completion.
 */
export default defineDetector({
  id: 'early-completion',
  code: 'O6',
  category: 'ordering',
  precision: 'B',
  kills: {
    flushed: 'Does the completion wait for `finish` or `close` of what takes the data?',
    ended: 'Is the stream before it ended or unpiped first?'
  },
  judge: judgeModule
})

type Kill = 'flushed' | 'ended'

/** Data on its way, and what calls the work done. */
interface Early {
  /** Where the data is sent on its way. */
  readonly flow: Node
  readonly completion: Node
  /** Where the event is listened to, or `end` is called. */
  readonly signal: CallExpression
  readonly sink: string
  readonly lost: string
  readonly title: string
  readonly right: string
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('CallExpression').flatMap(call => {
    const name = callName(call)
    if (name === 'pipe') return onSourceEnd(context, code, call)
    if (name === 'end') return onEndCall(context, code, call)
    return name === 'on' || name === 'once' ? onExit(context, code, call) : []
  })
}

/** `source.pipe(file)` and `source.on('end', resolve)`. */
function onSourceEnd(context: DetectorContext, code: Code, pipe: CallExpression): Judged[] {
  const [target] = pipe.arguments
  const source = receiverOf(pipe)
  const path = source && memberPath(source)
  if (!target || path === undefined || !isFileSink(context, code, target as Node)) return []
  const fn = code.functionOf(pipe)
  return listenersOf(code, path, /^end$/)
    .filter(({call}) => code.functionOf(call) === fn || (fn && contains(fn, call)))
    .flatMap(({call, handler}): Judged[] => {
      const flush = waitsForFlush(code, handler, memberPath(target as Node))
      if (flush) return [dropped<Kill>(code, call, 'flushed', `it waits at ${code.at(flush)}`)]
      const completion = completionIn(handler)
      if (!completion) return []
      const sink = code.show(target as Node)
      return [
        describe(code, {
          flow: pipe,
          completion,
          signal: call,
          sink,
          lost: `the last chunks may not have been written to ${sink} yet, nor the file closed`,
          title: `the end of \`${path}\` is taken for the end of writing ${sink}`,
          right: `use \`pipeline\`, or complete on \`finish\` of ${sink}`
        })
      ]
    })
}

function isFileSink(context: DetectorContext, code: Code, node: Node): boolean {
  return /^(?:node:fs|fs-extra|graceful-fs) createWriteStream$/.test(madeBy(context, code, node) ?? '')
}

/** `on` and `once` of a value by its path, whose event matches. */
function listenersOf(
  code: Code,
  path: string,
  events: RegExp
): {call: CallExpression; handler: Node | undefined}[] {
  return code.nodes('CallExpression').flatMap(call => {
    const receiver = receiverOf(call)
    if (!receiver || !/^(?:on|once)$/.test(callName(call) ?? '') || rootOf(receiver) !== path) return []
    const event = stringValue(call.arguments[0] as Node | undefined)
    return event !== undefined && events.test(event)
      ? [{call, handler: call.arguments[1] as Node | undefined}]
      : []
  })
}

/** `stream` of `stream.on('data', f)`: the methods give it back. */
function rootOf(receiver: Node): string | undefined {
  if (isCall(receiver) && /^(?:on|once|setEncoding)$/.test(callName(receiver) ?? '')) {
    const inner = receiverOf(receiver)
    return inner && rootOf(inner)
  }
  return memberPath(receiver)
}

/** Inside the handler: another listener, `end(callback)`, or an awaited wait of the sink. */
function waitsForFlush(code: Code, handler: Node | undefined, sink: string | undefined): Node | undefined {
  if (!handler || sink === undefined) return undefined
  return code.nodes('CallExpression').find(call => {
    if (!contains(handler, call)) return false
    const receiver = receiverOf(call)
    if (/^(?:finished|pipeline)$/.test(callName(call) ?? '')) return true
    if (!receiver || memberPath(receiver) !== sink) return false
    return /^(?:on|once|end|close)$/.test(callName(call) ?? '') && call.arguments.length > 0
  })
}

/** `file.end()` and then the completion; or `file.end(callback)` while something is piped into it. */
function onEndCall(context: DetectorContext, code: Code, end: CallExpression): Judged[] {
  const receiver = receiverOf(end)
  const path = receiver && memberPath(receiver)
  if (!receiver || path === undefined || !isFileSink(context, code, receiver)) return []
  const callback = end.arguments.at(-1) as Node | undefined
  const completion = callback && completionIn(callback)
  if (completion) return whilePiped(code, end, completion, path)
  const next = completionAfter(code, end)
  if (!next) return []
  const sink = `\`${path}\``
  return [
    describe(code, {
      flow: end,
      completion: next,
      signal: end,
      sink,
      lost: `${sink} has only been asked to end: what was written may still be in memory`,
      title: `writing ${sink} is called done before it is`,
      right: `complete in the callback of \`end\`, or on \`finish\``
    })
  ]
}

/** A stream that goes on writing: `end` shuts the door before it. */
function whilePiped(code: Code, end: CallExpression, completion: Node, path: string): Judged[] {
  const pipe = code.nodes('CallExpression').find(call => {
    const [target] = call.arguments
    return (
      callName(call) === 'pipe' &&
      target &&
      memberPath(target as Node) === path &&
      code.bindingOf(target as Node) === code.bindingOf(receiverOf(end) as Node)
    )
  })
  const source = pipe && receiverOf(pipe)
  const from = source && memberPath(source)
  if (!pipe || from === undefined) return []
  const fn = code.functionOf(end)
  const stop = code
    .nodes('CallExpression')
    .find(
      call =>
        /^(?:end|destroy|unpipe|push|close)$/.test(callName(call) ?? '') &&
        memberPath(receiverOf(call) ?? call) === from &&
        (code.functionOf(call) === fn || (fn && contains(fn, call)))
    )
  if (stop) return [dropped<Kill>(code, end, 'ended', `\`${from}\` is ended at ${code.at(stop)}`)]
  return [
    describe(code, {
      flow: pipe,
      completion,
      signal: end,
      sink: `\`${path}\``,
      lost: `what \`${from}\` still holds is not written, or is written after the end, which is an error`,
      title: `\`${path}\` is ended while \`${from}\` still writes into it`,
      right: `end \`${from}\` instead, and complete on \`finish\` of \`${path}\``
    })
  ]
}

/** A statement after the `end()` of the same block that calls the work done. */
function completionAfter(code: Code, end: CallExpression): Node | undefined {
  const statement = code.parentOf(end)
  const block = statement?.type === 'ExpressionStatement' ? code.parentOf(statement) : undefined
  if (!statement || block?.type !== 'BlockStatement') return undefined
  const following = (block.body as readonly Node[]).filter(each => each.start > statement.start)
  for (const each of following) {
    const call =
      each.type === 'ExpressionStatement'
        ? each.expression
        : each.type === 'ReturnStatement'
          ? each.argument
          : undefined
    if (call && isCompletion(call as Node)) return call as Node
    if (hasWait(each)) return undefined
  }
  return undefined
}

function hasWait(node: Node): boolean {
  let found = false
  walk(node, inner => {
    if (
      inner.type === 'AwaitExpression' ||
      (isCall(inner) && /^(?:on|once|then|finished|setTimeout)$/.test(callName(inner) ?? ''))
    )
      found = true
  })
  return found
}

/** `child.on('exit', () => resolve(output))`, where `output` grows by `data` of its streams. */
function onExit(context: DetectorContext, code: Code, listen: CallExpression): Judged[] {
  if (stringValue(listen.arguments[0] as Node | undefined) !== 'exit') return []
  const receiver = receiverOf(listen)
  const path = receiver && rootOf(receiver)
  const handler = listen.arguments[1] as Node | undefined
  const completion = completionIn(handler)
  if (path === undefined || !completion || !handler || !isChild(context, code, receiver as Node)) return []
  const collected = collectedOutput(code, path, handler)
  if (!collected) return []
  return [
    describe(code, {
      flow: collected.call,
      completion,
      signal: listen,
      sink: `\`${collected.name}\``,
      lost: `output that is still in the pipe is missing from \`${collected.name}\``,
      title: `\`${collected.name}\` is used when \`${path}\` exits, before its output was read to the end`,
      right: '`close` comes after the streams of the process have ended: listen to it instead of `exit`'
    })
  ]
}

function isChild(context: DetectorContext, code: Code, node: Node): boolean {
  return /^(?:node:child_process (?:spawn|exec|execFile|fork)|cross-spawn (?:default|spawn))$/.test(
    madeBy(context, code, node) ?? ''
  )
}

/** A variable that handlers of `data` of the child's streams write, and that the completing handler reads. */
function collectedOutput(
  code: Code,
  path: string,
  handler: Node
): {call: CallExpression; name: string} | undefined {
  for (const stream of ['stdout', 'stderr'])
    for (const {call, handler: take} of listenersOf(code, `${path}.${stream}`, /^data$/)) {
      const name = take && written(code, take).find(each => reads(code, handler, each))
      if (name !== undefined) return {call, name}
    }
  return undefined
}

/** Names of variables that a handler adds to. */
function written(code: Code, handler: Node): string[] {
  const assigned = code
    .nodes('AssignmentExpression')
    .flatMap(({left, start}) =>
      start >= handler.start && start < handler.end && left.type === 'Identifier' ? [left.name] : []
    )
  const pushed = code.nodes('CallExpression').flatMap(call => {
    const receiver = receiverOf(call)
    return contains(handler, call) && callName(call) === 'push' && receiver?.type === 'Identifier'
      ? [receiver.name]
      : []
  })
  return [...assigned, ...pushed]
}

function reads(code: Code, node: Node, name: string): boolean {
  return code.nodes('Identifier').some(each => each.name === name && contains(node, each))
}

function describe(code: Code, early: Early): Candidate {
  const {flow, completion, signal, sink, lost, title, right} = early
  return {
    ...located(code, signal),
    startLine: code.line(signal),
    endLine: Math.max(code.line(signal), Math.min(code.endLine(signal), code.line(signal) + 20)),
    resource: `${memberPath(receiverOf(signal) ?? signal) ?? 'stream'}.completion`,
    title,
    failureMode: `${code.show(completion)} at ${code.at(completion)} calls the work done at ${code.at(signal)}; at that moment ${lost}.`,
    precondition:
      'there is more data than fits the buffers, or the disk or the pipe is slower than the source.',
    failurePath: [
      `Data is on its way to ${sink} (${code.at(flow)}).`,
      `${code.show(signal)} comes first (${code.at(signal)}).`,
      `${code.show(completion)} tells the caller that all is there (${code.at(completion)}); ${lost}.`
    ],
    silence: 'small data mostly makes it in time; otherwise the result is cut short, without an error.',
    silent: true,
    evidence: [
      seen(code, flow, `data on its way to ${sink}`),
      seen(code, signal, 'the signal that is listened to'),
      seen(code, completion, 'calls the work done')
    ],
    challenged: [
      survived('flushed', `nothing in the handler waits for ${sink}`),
      survived('ended', 'what writes is not ended before')
    ],
    likelihood: 2,
    spread: 1,
    confidence: 'high',
    fix: `${right}.`,
    falsifiedBy: `a run with a slow disk or pipe and some megabytes of data, after which all of it is there when ${code.show(completion)} runs.`
  }
}
