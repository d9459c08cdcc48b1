import type {CallExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Candidate, DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {type Judged, located, seen, survived, undecided} from './detection.ts'

/**
 * A queue worker that puts new tasks into its queue and reports its own task done in the same turn: the queue takes the
 * next task inside of that call. Source: neo-async, `queue`, whose completion handler runs the next task at once.
 */
export function judgeQueueWorker(code: Code, context: DetectorContext, call: CallExpression): Judged[] {
  const worker = call.arguments[0] as Node | undefined
  if (!/^(?:queue|priorityQueue)$/.test(callName(call) ?? '') || !isFunction(worker)) return []
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  const queue = queueName(code, call)
  const done = worker.params.at(-1) as Node | undefined
  if (value?.package !== 'neo-async' || !queue || done?.type !== 'Identifier') return []
  return [...syncCompletions(code, worker, done, queue)].map(({push, completion}) =>
    describeWorker(code, queue, push, completion)
  )
}

function queueName(code: Code, call: CallExpression): (Node & {type: 'Identifier'}) | undefined {
  const parent = code.parentOf(call)
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined
}

/** Calls of the completion callback in the worker's own turn, in a block that pushes to the queue in the same turn. */
function* syncCompletions(code: Code, worker: FunctionNode, done: Node, queue: Node) {
  for (const {identifier} of code.bindingOf(done)?.uses ?? []) {
    const completion = code.parentOf(identifier)
    if (!isCall(completion) || completion.callee !== identifier || code.functionOf(completion) !== worker)
      continue
    const statement = code.parentOf(completion)
    const block = statement && code.parentOf(statement)
    const push = block && pushBefore(code, worker, block, completion, queue)
    if (push) yield {push, completion}
  }
}

function pushBefore(
  code: Code,
  worker: FunctionNode,
  block: Node,
  completion: Node,
  queue: Node
): Node | undefined {
  let found: Node | undefined
  const binding = code.bindingOf(queue)
  walk(block, node => {
    if (isFunction(node) || found) return 'skip'
    if (!isCall(node) || node.end > completion.start || callName(node) !== 'push') return undefined
    const target = receiverOf(node)
    if (target && code.bindingOf(target) === binding && code.functionOf(node) === worker) found = node
    return undefined
  })
  return found
}

function describeWorker(code: Code, queue: Node, push: Node, completion: Node): Candidate {
  const name = `\`${code.text(queue)}\``
  return {
    ...located(code, completion),
    resource: code.text(queue),
    title: `the worker of ${name} reports its task done in the turn in which it started`,
    failureMode: `this way through the worker puts new tasks into ${name} and calls ${code.show(completion)} before it returns. The queue of neo-async then starts the next task inside of that call, and so on, one inside the other.`,
    precondition: 'a long run of tasks that all go this way.',
    failurePath: [
      `The worker puts tasks into ${name} (${code.at(push)}).`,
      `It reports its own done without having waited for anything (${code.at(completion)}).`,
      'The queue starts the next task from within that call; the stack grows by one task each time and overflows with a `RangeError`.'
    ],
    silence: 'few tasks pass every test; the `RangeError` comes with the first long run.',
    silent: false,
    evidence: [seen(code, push, `new tasks for ${name}`), seen(code, completion, 'done, in the same turn')],
    challenged: [
      survived('asynchronous', 'the completion is called in the body of the worker, with no callback around'),
      survived('bounded', 'the queue counts parallel tasks, not nested ones'),
      undecided('short-list', `nothing says how many tasks ${name} gets`)
    ],
    likelihood: 1,
    spread: 2,
    confidence: 'medium',
    fix: `call it in a later turn here, with \`process.nextTick(${code.text((completion as CallExpression).callee)})\`.`,
    falsifiedBy: `100,000 tasks of this kind that the queue gets through.`
  }
}
