import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {resolveFunction} from '../machinery/resolve.ts'
import {mentions} from '../machinery/turns.ts'

/**
 * An endless loop whose `catch` neither leaves nor waits.
 *
 * When the work fails at once, and fails each time, the loop runs as fast as the machine allows. The `catch` may also stand
 * in a function of the module that the loop calls. At most one candidate for each `try`.
 */
export default defineDetector({
  id: 'catch-and-spin',
  code: 'F4',
  category: 'error-handling',
  precision: 'A',
  kills: {
    leaves: 'Does some way out of the `catch` leave the loop or throw?',
    waits: 'Does the loop wait somewhere outside of the `try`?',
    limited: 'Does the loop count its attempts, or change what its condition asks?',
    handles: 'Does the `catch` start other work that ends the cause?'
  },
  judge: judgeModule
})

type Kill = 'leaves' | 'waits' | 'limited' | 'handles'

type Loop = Node & {type: 'WhileStatement' | 'ForStatement' | 'DoWhileStatement'}
type Try = Node & {type: 'TryStatement'}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const own = code.nodes('TryStatement').flatMap(statement => {
    const loop = loopOf(code, statement)
    if (!loop || !statement.handler || !isEndless(loop) || !hasPause(statement.block)) return []
    return [judge(code, loop, statement)]
  })
  return [...own, ...judgeCalls(context, code)]
}

/** Functions of the same module that a loop calls in every turn, and that catch what fails. */
function judgeCalls(context: DetectorContext, code: Code): Judged[] {
  const loops: readonly Loop[] = [
    ...code.nodes('WhileStatement'),
    ...code.nodes('ForStatement'),
    ...code.nodes('DoWhileStatement')
  ]
  const seenTries = new Set<Node>()
  return loops.filter(isEndless).flatMap(loop =>
    callsIn(loop).flatMap(call => {
      const called = resolveFunction(context, code, call.callee)
      if (!called || called.code !== code || contains(called.fn, loop)) return []
      const caught = code
        .nodes('TryStatement')
        .filter(each => code.functionOf(each) === called.fn && each.handler && hasPause(each.block))
      return caught.flatMap(statement => {
        if (seenTries.has(statement)) return []
        seenTries.add(statement)
        return [judge(code, loop, statement, call)]
      })
    })
  )
}

function callsIn(loop: Loop): CallExpression[] {
  const calls: CallExpression[] = []
  walk(loop.body, node => {
    if (isFunction(node)) return 'skip'
    if (isCall(node)) calls.push(node)
    return undefined
  })
  return calls
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

/** `call`: the call in the loop that leads to the `try`; undefined where the loop holds it itself. */
function judge(code: Code, loop: Loop, statement: Try, call?: CallExpression): Judged {
  const handler = statement.handler as Node & {type: 'CatchClause'}
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, statement, kill, `${reason} at ${code.at(node)}`)
  const exit = call ? signAfter(code, statement) : findInside(handler, node => EXITS.has(node.type))
  if (exit) return drop('leaves', exit, 'it leaves')
  const pause = call ? pauseOfCalls(code, loop, statement, call) : pauseOfLoop(loop, statement)
  if (pause) return drop('waits', pause, 'it waits')
  const change = changedCondition(code, loop) ?? counter(loop) ?? progress(code, loop, statement, call)
  if (change) return drop('limited', change, 'the loop is limited')
  const other = findInside(handler, node => node.type === 'CallExpression' && !isReport(code, node))
  if (other) return drop('handles', other, 'it hands the error on')
  return describe(code, loop, statement, call)
}

function pauseOfLoop(loop: Loop, statement: Try): Node | undefined {
  return findInside(loop.body, node => isPause(node) && !contains(statement.block, node))
}

/** What of a called function's `catch` the loop may see: an exception, or a value. */
function tellsCaller(node: Node): boolean {
  return node.type === 'ThrowStatement' || (node.type === 'ReturnStatement' && node.argument !== null)
}

/** The same in the `catch`, or a value that is given back when the `catch` is over. */
function signAfter(code: Code, statement: Try): Node | undefined {
  const after = code.nodes('ReturnStatement').find(one => {
    const block = code.parentOf(one)
    return one.start > statement.end && one.argument !== null && !!block && contains(block, statement)
  })
  return findInside(statement.handler as Node, tellsCaller) ?? after
}

const SLEEPS = /^(?:setTimeout|sleep|delay|wait|back_?off|pause|schedule\w*|throttle)$/i

/** A timer in the function, or a pause of the loop that is about something else than the function's own promise. */
function pauseOfCalls(code: Code, loop: Loop, statement: Try, call: CallExpression): Node | undefined {
  const fn = code.functionOf(statement)
  const sleep = code
    .nodes('CallExpression')
    .find(
      one =>
        (contains(loop, one) || (code.functionOf(one) === fn && !contains(statement.block, one))) &&
        SLEEPS.test(callName(one) ?? '')
    )
  const inCatch = findInside(statement.handler as Node, isPause)
  return sleep ?? inCatch ?? findCertain(loop.body, node => isPause(node) && !isAboutPromises(node, call))
}

/** As `findInside`, but not under a condition: after a failure there mostly is nothing to go on with. */
function findCertain(root: Node, test: (node: Node) => boolean): Node | undefined {
  let found: Node | undefined
  walk(root, node => {
    if (found || isFunction(node) || node.type === 'IfStatement') return 'skip'
    if (test(node)) found = node
    return undefined
  })
  return found
}

/** `await call()`, `await promise`, `await Promise.race(promises)`: as slow as what is waited for. */
function isAboutPromises(pause: Node, call: CallExpression): boolean {
  if (pause.type !== 'AwaitExpression') return false
  const value = unwrap(pause.argument)
  if (value === call || value.type === 'Identifier') return true
  return isCall(value) && /^Promise\.(?:race|any|all|allSettled)$/.test(memberPath(value.callee) ?? '')
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

/** A variable of outside the loop that a turn changes, and that the work is about: the next turn tries another thing. */
function progress(
  code: Code,
  loop: Loop,
  statement: Try,
  call: CallExpression | undefined
): Node | undefined {
  return findInside(loop.body, node => {
    if (
      node.type !== 'AssignmentExpression' ||
      node.left.type !== 'Identifier' ||
      contains(statement.block, node)
    )
      return false
    const binding = code.bindingOf(node.left)
    const isOuter = binding && !binding.definitions.some(({name}) => contains(loop.body, name))
    return isOuter === true && mentions(code, call ?? statement.block, new Set([binding]))
  })
}

/** A counter that goes up in each turn: some condition will look at it. */
function counter(loop: Loop): Node | undefined {
  return findInside(loop.body, node => {
    if (node.type === 'UpdateExpression') return true
    return node.type === 'AssignmentExpression' && (node.operator === '+=' || node.operator === '-=')
  })
}

/** A log, or an event: neither ends what made the work fail. */
function isReport(code: Code, node: Node): boolean {
  return isLogging(code, node) || (isCall(node) && callName(node) === 'emit')
}

function isLogging(code: Code, node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    /\b(?:console|log|logger|debug)\b|\.(?:log|warn|error|debug|info|trace)$/i.test(code.text(node.callee))
  )
}

function describe(code: Code, loop: Loop, statement: Try, call?: CallExpression): Candidate {
  const handler = statement.handler as Node & {type: 'CatchClause'}
  const first = findInside(statement.block, isPause) ?? statement.block
  const work = code.show(first.type === 'AwaitExpression' ? unwrap(first.argument) : first)
  const silent = findInside(handler, node => isReport(code, node)) === undefined
  const outer = [...code.ancestorsOf(statement)].filter(isLoop)
  return {
    ...located(code, statement),
    startLine: call ? code.line(statement) : code.line(loop),
    endLine: call ? code.endLine(statement) : code.endLine(loop),
    resource: (
      memberPath(first.type === 'AwaitExpression' ? calleeOf(first.argument) : first) ?? 'loop'
    ).replaceAll('/', '.'),
    title: `a lasting failure makes the loop of \`${code.symbolOf(loop)}\` spin`,
    failureMode: `${call ? `the loop at ${code.at(loop)} has no end of its own and calls ${code.show(call)} in every turn, whose` : 'the loop has no end of its own, and its'} \`catch\` neither leaves nor waits. When ${work} fails at once, it is tried again at once, for ever.`,
    precondition: `${work} rejects without delay and goes on doing so (a closed connection, a missing permission, a bad address).`,
    failurePath: [
      `${work} rejects (${code.at(first)}).`,
      `The \`catch\` ends without leaving or waiting (${code.at(handler)}).`,
      `${call ? `${code.show(call)} ends as if nothing had happened (${code.at(call)}), and the loop` : 'The loop'} begins again (${code.at(loop)}): one processor is busy, the other side is flooded${silent ? '' : ', the log fills'}.`
    ],
    silence: silent
      ? 'the error is dropped; only the load shows.'
      : 'each turn logs the same line, which names the error and not the speed.',
    silent,
    evidence: [
      seen(code, loop, outer.length > 1 ? 'endless loop inside a loop' : 'endless loop'),
      ...(call ? [seen(code, call, 'runs in every turn')] : []),
      seen(code, first, 'may reject at once'),
      seen(code, handler, 'neither leaves nor waits')
    ],
    challenged: [
      survived(
        'leaves',
        call
          ? 'the `catch` gives the loop neither an exception nor a value'
          : 'no `throw`, `return` or `break` in the `catch`'
      ),
      survived(
        'waits',
        call
          ? 'neither the loop nor the function waits for a timer'
          : 'no `await` in the loop outside of the `try`'
      ),
      survived('limited', 'nothing counts the attempts, and the loop does not change its own condition'),
      survived('handles', 'the `catch` calls nothing but a log')
    ],
    likelihood: 2,
    spread: 3,
    confidence: call ? 'medium' : 'high',
    fix: 'wait before the next turn, longer after each failure in a row, and leave when the failure cannot pass.',
    falsifiedBy: `a bounded number of turns per second while ${work} rejects at once.`
  }
}

function calleeOf(node: Node): Node {
  const inner = unwrap(node)
  return inner.type === 'CallExpression' ? inner.callee : inner
}
