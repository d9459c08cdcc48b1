import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {type AwaitHabit, awaitHabit} from '../machinery/await-habits.ts'
import {contains, pausesOf} from '../machinery/awaits.ts'
import {calledFunction} from '../machinery/callees.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear} from '../machinery/intent.ts'
import {promised} from '../machinery/promised.ts'

/**
 * Work that the repository awaits elsewhere, and that an async function starts and does not wait for before it goes on.
 *
 * Either almost all calls of the same name are awaited, or the other branch of the same function awaits the same work.
 * Also a `close` or the like that starts the async end of something, and cannot be waited for itself.
 * At most one candidate for each call.
 */
export default defineDetector({
  id: 'forgotten-await',
  code: 'O9',
  category: 'ordering',
  precision: 'B',
  kills: {
    'on-purpose': 'Does a `void`, a rejection handler or a comment say that nobody waits?',
    synchronous: 'Does the function that is called give no promise?',
    'nothing-after': 'Does the function do nothing more that the work could come too late for?',
    contract: 'Does a declared type or base class say that the function gives nothing to wait for?'
  },
  judge: judgeModule
})

type Kill = 'on-purpose' | 'synchronous' | 'nothing-after' | 'contract'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return code.nodes('ExpressionStatement').flatMap(statement => {
    const fn = code.functionOf(statement)
    const call = unwrap(statement.expression)
    if (!fn || !isCall(call)) return []
    if (!fn.async) return byEnd(code, context, fn, call) ?? []
    return [byHabit(code, context, fn, call), byBranch(code, fn, call)].filter(one => one !== undefined)
  })
}

const STARTS =
  /background|fire.?and.?forget|(?:not|n't|without) (?:a)?wait|async(?:hronous)?ly|on purpose|best.?effort/i
/** Their result is asked for by its end only now and then: events, timers, logs, messages. */
const CASUAL =
  /^(?:emit\w*|log\w*|debug|info|warn|error|trace|track\w*|report\w*|send\w*|notify\w*|publish|dispatch\w*|setTimeout|setInterval|on|once|off|next|render\w*|refresh\w*|prefetch\w*|preload\w*|capture\w*|record\w*|navigate|push|toast|alert|play|focus|start\w*|run|spawn|trigger\w*|schedule\w*|invalidate\w*|mutate|refetch)$/

function byHabit(
  code: Code,
  context: DetectorContext,
  fn: FunctionNode,
  call: CallExpression
): Judged | undefined {
  const name = callName(call) ?? ''
  if (/^(?:then|catch|finally)$/.test(name)) return undefined
  const habit = awaitHabit(context, code, call)
  if (!habit || (CASUAL.test(name) && promised(context, code, call) === undefined)) return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  const stated = commentNear(code, call, STARTS)
  if (stated !== undefined) return drop('on-purpose', 'a comment beside it says so')
  const known = calledFunction(context, code, call)
  if (known && !known.fn.async && promised(context, code, call) === undefined)
    return drop('synchronous', `it runs ${known.code.at(known.fn)}, which is not async`)
  const next = workAfter(code, fn, call)
  if (!next) return drop('nothing-after', 'no work follows in the function')
  return describe(code, call, next, habit, promised(context, code, call)?.reason)
}

/** The first later call of the function that is awaited or returned, not in a branch of its own. */
function workAfter(code: Code, fn: FunctionNode, call: Node): Node | undefined {
  const block = [...code.ancestorsOf(call)].find(one => one.type === 'BlockStatement')
  const later = (node: Node) => node.start > call.end && (!block || contains(block, node) || !leaves(block))
  return pausesOf(fn).find(pause => pause.type === 'AwaitExpression' && later(pause))
}

function leaves(block: Node & {type: 'BlockStatement'}): boolean {
  return /^(?:Return|Throw|Continue|Break)Statement$/.test(block.body.at(-1)?.type ?? '')
}

const ENDS = /^(?:close|stop|shutdown|shutDown|destroy|end|disconnect|terminate|teardown|tearDown|quit)$/

/** `close() { this.server.close() }`, where the inner one gives a promise. */
function byEnd(
  code: Code,
  context: DetectorContext,
  fn: FunctionNode,
  call: CallExpression
): Judged | undefined {
  const name = nameOf(code, fn)
  if (!ENDS.test(callName(call) ?? '') || !ENDS.test(name) || fn.generator || fn.params.length > 0)
    return undefined
  if (fn.body?.type !== 'BlockStatement' || code.parentOf(code.parentOf(call) ?? call) !== fn.body)
    return undefined
  const proof = promised(context, code, call)
  if (!proof) return undefined
  const drop = (kill: Kill, reason: string) => dropped(code, call, kill, reason)
  if (commentNear(code, call, STARTS) !== undefined) return drop('on-purpose', 'a comment beside it says so')
  const contract = contractOf(code, fn)
  if (contract) return drop('contract', contract)
  return describeEnd(code, fn, call, name, proof.reason)
}

/** The name a function has where it stands. */
function nameOf(code: Code, fn: FunctionNode): string {
  const parent = code.parentOf(fn)
  const given = parent && parent.type !== 'AssignmentExpression' ? propertyName(parent) : undefined
  return fn.id?.name ?? given ?? code.symbolOf(fn).split('.').at(-1) ?? ''
}

/** Why the function is bound to give nothing back. */
function contractOf(code: Code, fn: FunctionNode): string | undefined {
  if (fn.returnType) return `\`${code.text(fn.returnType.typeAnnotation)}\` is declared as its result`
  const owner = [...code.ancestorsOf(fn)].find(isClass)
  const isBound = owner !== undefined && (owner.superClass !== null || (owner.implements?.length ?? 0) > 0)
  return isBound ? `the class at ${code.at(owner)} extends or implements another type` : undefined
}

/** `a.then(work)` as a statement in one branch, and `await work()` in the other. */
function byBranch(code: Code, fn: FunctionNode, call: CallExpression): Judged | undefined {
  const work = continuationOf(call)
  const binding = work && code.bindingOf(work)
  if (!work || !binding) return undefined
  const choice = [...code.ancestorsOf(call)].find(one => one.type === 'IfStatement')
  const branches = choice?.type === 'IfStatement' ? [choice.consequent, choice.alternate] : []
  const other = branches.find(one => one && !contains(one, call))
  const awaited = pausesOf(fn).find(pause => {
    const inner = pause.type === 'AwaitExpression' ? unwrap(pause.argument) : undefined
    const isSame = isCall(inner) && code.bindingOf(unwrap(inner.callee)) === binding
    return isSame && other !== undefined && other !== null && contains(other, pause)
  })
  if (!awaited) return undefined
  if (commentNear(code, call, STARTS) !== undefined)
    return dropped(code, call, 'on-purpose' satisfies Kill, 'a comment beside it says so')
  return describeBranch(code, call, work, awaited)
}

/** The function that is named as the continuation of a promise, anywhere in a chain. */
function continuationOf(call: CallExpression): Node | undefined {
  const callee = unwrap(call.callee)
  const [first] = call.arguments
  if (callName(call) === 'then' && first?.type === 'Identifier') return first
  const inner = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
  return isCall(inner) && /^(?:then|catch|finally)$/.test(callName(call) ?? '')
    ? continuationOf(inner)
    : undefined
}

function describe(
  code: Code,
  call: CallExpression,
  next: Node,
  habit: AwaitHabit,
  proof: string | undefined
): Candidate {
  const what = code.show(call)
  const {example} = habit
  return {
    ...located(code, call),
    endLine: Math.min(code.endLine(call), code.line(call) + 20),
    resource: habit.callee,
    title: `${what} is not awaited before ${code.show(next)}`,
    failureMode: `${habit.awaited} of ${habit.total} calls of \`${habit.callee}\` are awaited or returned, this one is not: \`${code.symbolOf(call)}\` goes on while its work is under way, and its failure reaches no caller.`,
    precondition: `the work of ${what} takes longer than what comes before ${code.show(next)}.`,
    failurePath: [
      `${what} is started (${code.at(call)}), and nothing waits for it.`,
      `The function goes on to ${code.show(next)} (${code.at(next)}).`,
      'Both run side by side, in an order that nobody chose.'
    ],
    silence: 'when the order happens to be right nothing is seen; a rejection belongs to no caller.',
    silent: true,
    evidence: [
      seen(code, call, 'not awaited'),
      {
        path: example.code.path,
        line: example.code.line(example.call),
        note: `\`${habit.callee}\` is awaited`
      },
      seen(code, next, 'what follows')
    ],
    challenged: [
      survived('on-purpose', 'neither `void`, a handler nor a comment says that nobody waits'),
      survived('synchronous', proof ?? `${habit.awaited} of ${habit.total} calls are awaited or returned`),
      survived('nothing-after', `${code.show(next)} follows (${code.at(next)})`)
    ],
    likelihood: 2,
    spread: 1,
    confidence: proof === undefined ? 'medium' : 'high',
    fix: `await ${what}.`,
    falsifiedBy: `a run in which ${what} ends late and ${code.show(next)} still finds what it needs.`
  }
}

function describeEnd(
  code: Code,
  fn: FunctionNode,
  call: CallExpression,
  name: string,
  proof: string
): Candidate {
  const what = code.show(call)
  return {
    ...located(code, call),
    startLine: Math.max(code.line(fn), code.line(call) - 10),
    resource: code
      .text(call.callee)
      .replace(/[/\n\s]+/g, ' ')
      .slice(0, 60),
    title: `\`${name}\` is done before ${what} is`,
    failureMode: `\`${name}\` starts ${what} and drops its promise (${proof}). Whoever calls \`${name}\` cannot wait for the end, and its failure reaches nobody who asked for it.`,
    precondition: `a caller of \`${name}\` goes on with something that needs the end: it starts anew, takes the same port or file, or exits.`,
    failurePath: [
      `A caller calls \`${name}\` (${code.at(fn)}).`,
      `${what} is started (${code.at(call)}), and its promise is dropped.`,
      `\`${name}\` returns nothing that could be awaited.`,
      `The caller goes on while ${what} is under way.`
    ],
    silence: 'an `await` of the result ends at once, and looks as if all were over.',
    silent: true,
    evidence: [seen(code, fn, `\`${name}\` is not async`), seen(code, call, 'its promise is dropped')],
    challenged: [
      survived('on-purpose', 'no comment says that nobody waits'),
      survived('synchronous', proof),
      survived('nothing-after', `who calls \`${name}\` asks for the end`),
      survived('contract', `no declared type says that \`${name}\` gives nothing`)
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'medium',
    fix: `return ${what} from \`${name}\`, or await it there.`,
    falsifiedBy: `an \`await\` of \`${name}\` after which the end is complete.`
  }
}

function describeBranch(code: Code, call: CallExpression, work: Node, awaited: Node): Candidate {
  const name = code.show(work)
  return {
    ...located(code, call),
    endLine: Math.min(code.endLine(call), code.line(call) + 40),
    resource: code.text(work),
    title: `${name} is awaited in one branch only`,
    failureMode: `One branch of \`${code.symbolOf(call)}\` waits for ${name} (${code.at(awaited)}); the other hands it to \`then\` and does not wait for the chain: the function is done before ${name} is, and its failure is not the caller's.`,
    precondition: `the branch at ${code.at(call)} is taken, and the caller relies on the work being done.`,
    failurePath: [
      `The chain that runs ${name} is started (${code.at(call)}), and nothing waits for it.`,
      'The function ends, and its caller goes on.',
      `${name} runs after that; in the other branch it had ended before (${code.at(awaited)}).`
    ],
    silence: 'the promise of the function resolves in both cases.',
    silent: true,
    evidence: [seen(code, call, 'not awaited'), seen(code, awaited, 'awaited in the other branch')],
    challenged: [
      survived('on-purpose', 'no comment says that nobody waits'),
      survived('synchronous', `the other branch awaits ${name}`),
      survived('nothing-after', 'the callers of the function wait for its end')
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'medium',
    fix: 'await the chain in this branch too.',
    falsifiedBy: `a call through this branch that ends after ${name} has ended.`
  }
}
