import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * A `new Promise` that is settled only when its work succeeds, while a handler swallows the failure.
 *
 * Whoever awaits it waits for ever. At most one candidate for each handler.
 */
export default defineDetector({
  id: 'swallowed-waiter',
  code: 'E5',
  category: 'error-handling',
  precision: 'A',
  kills: {
    'settles-elsewhere':
      'Is it settled outside of the work that fails: by a time limit, an event, a later statement?',
    'tries-again': 'Does the handler start the work again?',
    rethrows: 'Does the handler throw, so that the failure is at least loud?'
  },
  judge: judgeModule
})

type Kill = 'settles-elsewhere' | 'tries-again' | 'rethrows'

/** A place where the failure of work ends, and that work. */
interface Handler {
  readonly node: Node
  readonly work: Node
  readonly body: Node
}

function judgeModule(code: Code): Judged[] {
  return code.nodes('NewExpression').flatMap(promise => {
    const [executor] = promise.arguments
    if (memberPath(promise.callee) !== 'Promise' || !executor || !isFunction(executor)) return []
    const waiter = waiterOf(code, promise, executor)
    if (waiter.settles.length === 0) return []
    return handlersIn(code, waiter.scope).flatMap(handler => {
      const judged = judge(code, promise, waiter, handler)
      return judged ? [judged] : []
    })
  })
}

/** Where a promise is settled. */
interface Waiter {
  /** Every place that names what settles it. */
  readonly settles: readonly Node[]
  /** The function in which all of them lie. */
  readonly scope: FunctionNode
}

/** `ready = resolve` hands the settler to a variable of the function around: its uses count from then on. */
function waiterOf(code: Code, promise: Node, executor: FunctionNode): Waiter {
  const own = executor.params.flatMap(parameter => readsOf(code.bindingOf(parameter as Node)))
  const holders = own.map(use => holderOf(code, use))
  const around = code.functionOf(promise)
  const isHandedOn = holders.some(holder => holder !== undefined) && around !== undefined
  if (!isHandedOn) return {settles: own, scope: executor}
  return {
    settles: own.flatMap((use, index) => {
      const holder = holders[index]
      return holder ? readsOf(holder) : [use]
    }),
    scope: around
  }
}

function readsOf(binding: Binding | undefined): Node[] {
  return binding?.uses.filter(use => use.read).map(use => use.identifier) ?? []
}

/** The local variable a settler is stored in. */
function holderOf(code: Code, use: Node): Binding | undefined {
  const write = code.parentOf(use)
  if (write?.type !== 'AssignmentExpression' || write.right !== use || write.operator !== '=')
    return undefined
  const binding = code.bindingOf(write.left)
  return binding && !binding.moduleLevel && binding.owner === code.functionOf(code.functionOf(use) ?? use)
    ? binding
    : undefined
}

/** `catch` clauses and rejection callbacks inside a function. */
function handlersIn(code: Code, scope: FunctionNode): Handler[] {
  const clauses: Handler[] = code
    .nodes('TryStatement')
    .flatMap(statement =>
      statement.handler && contains(scope, statement)
        ? [{node: statement.handler, work: statement.block, body: statement.handler.body}]
        : []
    )
  const callbacks: Handler[] = code.nodes('CallExpression').flatMap(call => {
    const callee = unwrap(call.callee)
    if (!contains(scope, call) || callee.type !== 'MemberExpression') return []
    const isCatch = callName(call) === 'catch'
    const callback = isCatch ? call.arguments[0] : callName(call) === 'then' ? call.arguments[1] : undefined
    if (!callback || !isFunction(callback)) return []
    return [{node: callback, work: call, body: callback}]
  })
  return [...clauses, ...callbacks].sort((a, b) => a.node.start - b.node.start)
}

function judge(code: Code, promise: Node, {settles, scope}: Waiter, handler: Handler): Judged | undefined {
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, handler.node, kill, `${reason} at ${code.at(node)}`)
  if (settles.some(use => contains(handler.body, use))) return undefined
  const success = settles.find(use => contains(handler.work, use) && !contains(handler.body, use))
  if (!success) return undefined
  const elsewhere = settles.find(use => !contains(handler.work, use))
  if (elsewhere) return drop('settles-elsewhere', elsewhere, `it is settled`)
  const thrown = throwIn(handler.body)
  if (thrown) return drop('rethrows', thrown, 'it throws')
  const again = restartIn(code, scope, handler)
  if (again) return drop('tries-again', again, 'the work is started again')
  return describe(code, promise, handler, success)
}

function throwIn(body: Node): Node | undefined {
  let found: Node | undefined
  walk(body, node => {
    if (node !== body && isFunction(node)) return 'skip'
    if (node.type === 'ThrowStatement') found ??= node
    return undefined
  })
  return found
}

/** A name in the handler that stands for a function around the work, or a loop around it. */
function restartIn(code: Code, scope: FunctionNode, handler: Handler): Node | undefined {
  let found: Node | undefined
  walk(handler.body, node => {
    if (found || node.type !== 'Identifier') return
    const definition = code.bindingOf(node)?.definitions[0]
    if (definition?.kind === 'parameter') return
    const value = definition?.node.type === 'VariableDeclarator' ? definition.node.init : definition?.node
    if (value && isFunction(value) && contains(value, handler.work)) found = node
  })
  if (found) return found
  for (const ancestor of code.ancestorsOf(handler.work)) {
    if (ancestor === scope) return undefined
    if (['WhileStatement', 'ForStatement', 'DoWhileStatement', 'ForOfStatement'].includes(ancestor.type))
      return ancestor
  }
  return undefined
}

function describe(code: Code, promise: Node, handler: Handler, success: Node): Candidate {
  const name = code.text(success)
  const logs = code.nodes('CallExpression').some(call => contains(handler.body, call) && isCall(call))
  return {
    ...located(code, promise),
    resource: name,
    title: `when the work fails, the promise of \`${code.symbolOf(promise)}\` never settles`,
    failureMode: `\`${name}\` is called only when the work succeeds (${code.at(success)}). Its failure ends in a handler that neither resolves nor rejects, so the promise stays pending.`,
    precondition: 'the work fails once.',
    failurePath: [
      `The promise is made and handed out (${code.at(promise)}).`,
      `The work fails, and the handler takes the error (${code.at(handler.node)}).`,
      `Neither \`${name}\` nor a rejection is reached: whoever awaits the promise never continues, and its \`finally\` never runs.`
    ],
    silence: logs
      ? 'the error may be logged; that somebody still waits is not.'
      : 'the error is dropped, and a pending promise raises nothing.',
    silent: true,
    evidence: [
      seen(code, promise, 'the promise'),
      seen(code, success, 'settled on success only'),
      seen(code, handler.node, 'takes the failure, settles nothing')
    ],
    challenged: [
      survived('settles-elsewhere', 'every call that settles it lies inside the work'),
      survived('tries-again', 'the handler does not start the work again'),
      survived('rethrows', 'the handler does not throw')
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'high',
    fix: 'reject in the handler, or leave out `new Promise` and return the chain itself.',
    falsifiedBy: 'a rejected or resolved promise after the work has failed.'
  }
}
