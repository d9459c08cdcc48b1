import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {initialValue, promiseProof} from '../machinery/promise.ts'

/**
 * A promise that is returned from a `try` without `await`, while its `finally` releases what the promise still uses.
 *
 * `finally` runs when the promise is handed back, not when it settles. At most one candidate for each `return`.
 */
export default defineDetector({
  id: 'return-in-try-finally',
  code: 'L9',
  category: 'lifecycle',
  precision: 'A',
  kills: {
    awaited: 'Is the result awaited before it is returned?',
    unrelated: 'Does the result not use what is released?',
    synchronous: 'Is there nothing to show that the result is a promise?'
  },
  judge: judgeModule
})

type Kill = 'awaited' | 'unrelated' | 'synchronous'

type Try = Node & {type: 'TryStatement'}
type Return = Node & {type: 'ReturnStatement'}

/** What a `finally` gives back, by the text that names it. */
interface Release {
  readonly node: Node
  readonly text: string
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('TryStatement').flatMap(statement => {
    const releases = statement.finalizer ? releasesIn(statement.finalizer) : []
    if (releases.length === 0) return []
    return returnsIn(statement).flatMap(node => {
      const judged = judge(code, context, statement, node, releases)
      return judged ? [judged] : []
    })
  })
}

/** The `return` statements with a call as their value, nested functions left out. */
function returnsIn({block}: Try): Return[] {
  const found: Return[] = []
  walk(block, node => {
    if (isFunction(node)) return 'skip'
    if (node.type === 'ReturnStatement' && node.argument) found.push(node)
    return undefined
  })
  return found
}

const RELEASES =
  /^(?:close|release|end|destroy|dispose|disconnect|unlock|free|quit|terminate|stop|kill|abort|cancel|cleanup|rollback)(?![a-z])/
const CLEARS =
  /^(?:clearTimeout|clearInterval|clearImmediate|rm|rmSync|unlink|unlinkSync|closeSync|release|unlock)$/

function releasesIn(finalizer: Node): Release[] {
  const found: Release[] = []
  walk(finalizer, (node, ancestors) => {
    if (isFunction(node)) return 'skip'
    if (ancestors.some(asksForPromise)) return undefined
    const target = isCall(node) ? releasedBy(node) : undefined
    const text = target && memberPath(target)
    if (text !== undefined && text !== 'this') found.push({node, text})
    return undefined
  })
  return found
}

/** A condition that keeps a promise out: `if (!(result instanceof Promise))`. */
function asksForPromise(node: Node): boolean {
  if (node.type !== 'IfStatement') return false
  let found = false
  walk(node.test, part => {
    if (part.type === 'Identifier') found ||= /promise|^then$|thenable|async/i.test(part.name)
  })
  return found
}

function releasedBy(call: Node & {type: 'CallExpression'}): Node | undefined {
  const name = callName(call) ?? ''
  const [first] = call.arguments
  if (CLEARS.test(name) && first) return first
  return RELEASES.test(name) ? receiverOf(call) : undefined
}

function judge(
  code: Code,
  context: DetectorContext,
  statement: Try,
  node: Return,
  releases: readonly Release[]
): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, node, kill, reason)
  const value = unwrap(node.argument as Node)
  if (value.type === 'AwaitExpression') return drop('awaited', 'it is awaited first')
  if (!isCall(value)) return undefined
  const release = releases.find(one => usesReleased(code, value, one))
  if (!release)
    return drop('unrelated', `the result does not name ${releases.map(one => `\`${one.text}\``).join(', ')}`)
  const proof = promiseReason(code, context, value, release)
  if (!proof) return drop('synchronous', `nothing shows that ${code.show(value)} is a promise`)
  return describe(code, statement, node, value, release, proof)
}

/** Whether an expression names what is released, or what the released timer acts on. */
function usesReleased(code: Code, value: Node, release: Release): boolean {
  if (mentions(code, value, release.text)) return true
  if (!isCall(release.node) || !/^clear/.test(callName(release.node) ?? '')) return false
  const target = release.node.arguments[0]
  const timer = target && initialValue(code, target)
  return !!timer && isCall(timer) && namesIn(timer).some(name => mentions(code, value, name))
}

/** Names of the variables that a timer's callback uses, `setTimeout` itself left out. */
function namesIn(timer: Node & {type: 'CallExpression'}): string[] {
  const names: string[] = []
  for (const argument of timer.arguments)
    walk(argument, node => {
      if (node.type === 'Identifier') names.push(node.name)
    })
  return names.filter(name => !/^(?:reject|resolve|Error|undefined)$/.test(name))
}

function mentions(code: Code, node: Node, text: string): boolean {
  let found = false
  walk(node, child => {
    if (child.type === 'Identifier' || child.type === 'MemberExpression')
      found ||= memberPath(child) === text && !isPropertyName(code, child)
  })
  return found
}

function isPropertyName(code: Code, node: Node): boolean {
  const parent = code.parentOf(node)
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed
  return parent?.type === 'Property' && parent.key === node && !parent.shorthand
}

const WORKS =
  /^(?:query|execute|exec|request|send|fetch|get|post|put|patch|delete|json|text|find\w*|insert\w*|update\w*|evaluate|goto|\$\w*|screenshot|invoke|call|read\w*|write\w*|run|transaction)$/

function promiseReason(
  code: Code,
  context: DetectorContext,
  value: Node & {type: 'CallExpression'},
  release: Release
): string | undefined {
  const proof = promiseProof(context, code, value)
  if (proof) return proof.reason
  const text = memberPath(value.callee)
  const awaited =
    text !== undefined &&
    code
      .nodes('AwaitExpression')
      .find(one => isCall(one.argument) && memberPath(one.argument.callee) === text)
  if (awaited) return `\`${text}\` is awaited at ${code.at(awaited)}`
  const receiver = receiverOf(value)
  const opened = receiver && memberPath(receiver) === release.text ? initialValue(code, receiver) : undefined
  const isWork = opened?.type === 'AwaitExpression' && WORKS.test(callName(value) ?? '')
  return isWork
    ? `\`${release.text}\` is opened with \`await\`, and \`${callName(value)}\` is a call to it`
    : undefined
}

function describe(
  code: Code,
  statement: Try,
  node: Return,
  value: Node,
  release: Release,
  proof: string
): Candidate {
  const timer = isCall(release.node) && /^clear(?:Timeout|Interval)$/.test(callName(release.node) ?? '')
  const shown = code.show(value)
  return {
    ...located(code, node),
    startLine: code.line(statement),
    endLine: code.endLine(statement),
    resource: release.text,
    title: timer
      ? 'the time limit is taken off before the work begins'
      : `\`${release.text}\` is released while it is in use`,
    failureMode: `${shown} is returned without \`await\`, so \`finally\` runs as soon as the promise exists, and ${code.show(release.node)} comes ${timer ? 'before the timer can fire' : 'before the work is done'}.`,
    precondition: `\`${code.symbolOf(node)}\` is called; ${timer ? 'the work hangs' : 'the work needs more than one turn'}.`,
    failurePath: [
      `${shown} starts and gives a promise (${code.at(node)}).`,
      `\`finally\` runs ${code.show(release.node)} at once (${code.at(release.node)}).`,
      timer
        ? 'The work goes on without a limit.'
        : `The work goes on with a \`${release.text}\` that is closed, or that somebody else has taken.`
    ],
    silence: timer
      ? 'a timer that was cleared never speaks.'
      : "whether it fails depends on how fast the release is; with a pool it mostly works, on another caller's connection.",
    silent: true,
    evidence: [
      seen(code, node, 'returned without `await`'),
      seen(code, release.node, 'released in `finally`')
    ],
    challenged: [
      survived('awaited', 'no `await` before the call'),
      survived('unrelated', `the returned work depends on \`${release.text}\``),
      survived('synchronous', proof)
    ],
    likelihood: timer ? 2 : 3,
    spread: 2,
    confidence: /is opened with/.test(proof) ? 'medium' : 'high',
    fix: `write \`return await\`${code.functionOf(node)?.async ? '' : ' in an async function'}.`,
    falsifiedBy: timer
      ? 'work that hangs and is ended by the time limit.'
      : `a release that is seen after the work has settled.`
  }
}
