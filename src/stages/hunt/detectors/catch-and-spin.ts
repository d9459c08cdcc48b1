import type {Node} from '@oxc-project/types'
import {isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {detectIn, dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * An endless loop whose `catch` neither leaves nor waits.
 *
 * When the work fails at once, and fails each time, the loop runs as fast as the machine allows.
 * At most one candidate for each `try`.
 */
export default defineDetector({
  id: 'catch-and-spin',
  code: 'F4',
  category: 'fan-out',
  precision: 'A',
  kills: {
    leaves: 'Does some way out of the `catch` leave the loop or throw?',
    waits: 'Does the loop wait somewhere outside of the `try`?',
    limited: 'Does the loop count its attempts, or change what its condition asks?',
    handles: 'Does the `catch` start other work that ends the cause?'
  },
  detect: context => detectIn(context, judgeModule)
})

type Kill = 'leaves' | 'waits' | 'limited' | 'handles'

type Loop = Node & {type: 'WhileStatement' | 'ForStatement' | 'DoWhileStatement'}
type Try = Node & {type: 'TryStatement'}

function judgeModule(code: Code): Judged[] {
  return code.nodes('TryStatement').flatMap(statement => {
    const loop = loopOf(code, statement)
    if (!loop || !statement.handler || !isEndless(loop) || !hasPause(statement.block)) return []
    return [judge(code, loop, statement)]
  })
}

/** The loop whose body runs the `try` in every turn. */
function loopOf(code: Code, statement: Try): Loop | undefined {
  const body = code.parentOf(statement)
  const loop = body?.type === 'BlockStatement' ? code.parentOf(body) : body
  if (loop?.type === 'WhileStatement' || loop?.type === 'ForStatement' || loop?.type === 'DoWhileStatement')
    return loop
  return undefined
}

/** `while (true)`, `for (;;)`, or a condition that is a flag: `while (!this.closed)`, `while (running)`. */
function isEndless(loop: Loop): boolean {
  if (!loop.test) return true
  if (loop.type === 'ForStatement' && (loop.update || loop.init)) return false
  const test = unwrap(loop.test)
  if (test.type === 'Literal') return test.value === true || test.value === 1
  const flag = test.type === 'UnaryExpression' && test.operator === '!' ? unwrap(test.argument) : test
  const path = memberPath(flag)
  return path !== undefined && !/\.(?:length|size)$/.test(path)
}

function judge(code: Code, loop: Loop, statement: Try): Judged {
  const handler = statement.handler as Node & {type: 'CatchClause'}
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, statement, kill, `${reason} at ${code.at(node)}`)
  const exit = findInside(handler, node => EXITS.has(node.type) && !(node.type === 'ContinueStatement'))
  if (exit) return drop('leaves', exit, 'it leaves')
  const pause = findInside(loop.body, node => isPause(node) && !contains(statement.block, node))
  if (pause) return drop('waits', pause, 'it waits')
  const change = changedCondition(code, loop) ?? counter(loop)
  if (change) return drop('limited', change, 'the loop is limited')
  const call = findInside(handler, node => node.type === 'CallExpression' && !isLogging(code, node))
  if (call) return drop('handles', call, 'it hands the error on')
  return describe(code, loop, statement)
}

const EXITS = new Set(['ThrowStatement', 'ReturnStatement', 'BreakStatement'])
const PAUSES = new Set(['AwaitExpression', 'YieldExpression'])

function isPause(node: Node): boolean {
  return PAUSES.has(node.type) || (node.type === 'ForOfStatement' && node.await)
}

function hasPause(node: Node): boolean {
  return findInside(node, isPause) !== undefined
}

function findInside(root: Node, test: (node: Node) => boolean): Node | undefined {
  let found: Node | undefined
  walk(root, node => {
    if (found || isFunction(node)) return 'skip'
    if (test(node)) found = node
    return undefined
  })
  return found
}

/** A write inside the loop to what its condition names. */
function changedCondition(code: Code, loop: Loop): Node | undefined {
  const paths = new Set<string>()
  if (loop.test)
    walk(loop.test, node => {
      const path = memberPath(node)
      if (path !== undefined) paths.add(path)
    })
  return findInside(
    loop.body,
    node => node.type === 'AssignmentExpression' && paths.has(code.text(node.left))
  )
}

/** A counter that goes up in each turn: some condition will look at it. */
function counter(loop: Loop): Node | undefined {
  return findInside(loop.body, node => {
    if (node.type === 'UpdateExpression') return true
    return node.type === 'AssignmentExpression' && (node.operator === '+=' || node.operator === '-=')
  })
}

function isLogging(code: Code, node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    /\b(?:console|log|logger|debug)\b|\.(?:log|warn|error|debug|info|trace)$/i.test(code.text(node.callee))
  )
}

function describe(code: Code, loop: Loop, statement: Try): Candidate {
  const handler = statement.handler as Node & {type: 'CatchClause'}
  const first = findInside(statement.block, isPause) ?? statement.block
  const work = code.show(first.type === 'AwaitExpression' ? unwrap(first.argument) : first)
  const silent = findInside(handler, node => isLogging(code, node)) === undefined
  const outer = [...code.ancestorsOf(statement)].filter(isLoop)
  return {
    ...located(code, statement),
    startLine: code.line(loop),
    endLine: code.endLine(loop),
    resource: (
      memberPath(first.type === 'AwaitExpression' ? calleeOf(first.argument) : first) ?? 'loop'
    ).replaceAll('/', '.'),
    title: `a lasting failure makes the loop of \`${code.symbolOf(loop)}\` spin`,
    failureMode: `the loop has no end of its own, and its \`catch\` neither leaves nor waits. When ${work} fails at once, it is tried again at once, for ever.`,
    precondition: `${work} rejects without delay and goes on doing so (a closed connection, a missing permission, a bad address).`,
    failurePath: [
      `${work} rejects (${code.at(first)}).`,
      `The \`catch\` ends without leaving or waiting (${code.at(handler)}).`,
      `The loop begins again (${code.at(loop)}): one processor is busy, the other side is flooded${silent ? '' : ', the log fills'}.`
    ],
    silence: silent
      ? 'the error is dropped; only the load shows.'
      : 'each turn logs the same line, which names the error and not the speed.',
    silent,
    evidence: [
      seen(code, loop, outer.length > 1 ? 'endless loop inside a loop' : 'endless loop'),
      seen(code, first, 'may reject at once'),
      seen(code, handler, 'neither leaves nor waits')
    ],
    challenged: [
      survived('leaves', 'no `throw`, `return` or `break` in the `catch`'),
      survived('waits', 'no `await` in the loop outside of the `try`'),
      survived('limited', 'nothing counts the attempts, and the loop does not change its own condition'),
      survived('handles', 'the `catch` calls nothing but a log')
    ],
    likelihood: 2,
    spread: 3,
    confidence: 'high',
    fix: 'wait before the next turn, longer after each failure in a row, and leave when the failure cannot pass.',
    falsifiedBy: `a bounded number of turns per second while ${work} rejects at once.`
  }
}

function calleeOf(node: Node): Node {
  const inner = unwrap(node)
  return inner.type === 'CallExpression' ? inner.callee : inner
}
