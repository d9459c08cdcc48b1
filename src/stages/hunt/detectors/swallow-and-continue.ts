import type {AssignmentExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {type Catch, catchesOf, ownNodes} from '../machinery/catches.ts'
import type {Code} from '../machinery/code.ts'
import {calleeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {isProcessExit} from '../machinery/obligations/process-ends.ts'

/**
 * A failure is taken, and what follows goes on as if the work had been done.
 *
 * Two shapes: a value that only the failed work gives is used afterwards without a test; and a result that the handler
 * stores for the failure is overwritten by the later work, unread. At most one candidate for each handler.
 */
export default defineDetector({
  id: 'swallow-and-continue',
  code: 'E4',
  category: 'error-handling',
  precision: 'B',
  kills: {
    'leaves-or-repairs': 'Does the handler leave, or give the value that is missing?',
    tested: 'Is the value, or the stored failure, looked at before the later work?',
    'set-before': 'Does the variable have a usable value from before the work?',
    'needs-success': 'Does the later work run only when the `try` gave a value?'
  },
  judge: judgeModule
})

type Kill = 'leaves-or-repairs' | 'tested' | 'set-before' | 'needs-success'

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  return catchesOf(code).flatMap(one => {
    if (one.whole.type !== 'TryStatement') return []
    const judged = missing(code, context, one) ?? overwritten(code, one)
    return judged ? [judged] : []
  })
}

/** A variable that only the `try` sets, and that is dereferenced after it. */
function missing(code: Code, context: DetectorContext, one: Catch): Judged | undefined {
  const fn = code.functionOf(one.whole)
  if (!fn) return undefined
  const writes = ownNodes(
    one.work,
    node => node.type === 'AssignmentExpression' && node.operator === '='
  ) as AssignmentExpression[]
  for (const write of writes) {
    const binding = write.left.type === 'Identifier' ? code.bindingOf(write.left) : undefined
    if (!binding || binding.owner !== fn || contains(one.whole, binding.definitions[0]?.node ?? one.whole))
      continue
    if (!worksBefore(one.work, write)) continue
    const use = firstDereference(code, one, binding)
    const judged = use && judgeMissing(code, context, one, write, binding, use)
    if (judged) return judged
  }
  return undefined
}

/** Whether something in the `try` can fail before the write is done. */
function worksBefore(work: Node, write: Node): boolean {
  return ownNodes(work, node =>
    ['CallExpression', 'NewExpression', 'AwaitExpression'].includes(node.type)
  ).some(node => node.start < write.end)
}

function judgeMissing(
  code: Code,
  context: DetectorContext,
  one: Catch,
  write: AssignmentExpression,
  binding: Binding,
  use: Node
): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, one.node, kill, reason)
  if (initialised(binding)) return drop('set-before', `\`${binding.name}\` has a value from its declaration`)
  const early = binding.uses.find(
    other => other.write && !other.init && other.identifier.end <= one.whole.start
  )
  if (early) return drop('set-before', `\`${binding.name}\` is written at ${code.at(early.identifier)}`)
  const repaired = binding.uses.find(
    ({write: isWrite, identifier}) =>
      isWrite && identifier.start > one.node.start && identifier.end < use.start
  )
  if (repaired) return drop('leaves-or-repairs', `it is written at ${code.at(repaired.identifier)}`)
  if (isExit(one.body) || neverReturns(code, context, one))
    return drop('leaves-or-repairs', `the handler at ${code.at(one.node)} leaves`)
  const test = testBetween(code, binding, one.whole, use)
  if (test) return drop('tested', `\`${binding.name}\` is looked at ${code.at(test)}`)
  return describeMissing(code, one, write, binding, use)
}

/** Whether the handler calls what never returns: by its declared type, its code, or its name. */
function neverReturns(code: Code, context: DetectorContext, {body}: Catch): boolean {
  return ownNodes(body, node => node.type === 'CallExpression').some(node => {
    if (
      /\b(?:process\.exit|fail\w*|abort|assert\w*|invariant|die|throw\w*|rethrow|next|reject|handle\w*Errors?|skip|todo)$/i.test(
        calleeText(node)
      )
    )
      return true
    if (endsByName(node)) return true
    const fn = calleeOf(context, code, node)?.located?.fn
    return (
      fn !== undefined &&
      (fn.returnType?.typeAnnotation.type === 'TSNeverKeyword' || isExitByThrow(fn) || endsProcess(fn))
    )
  })
}

/** `broker.fatal(…)`; that of a logger only writes. */
function endsByName(node: Node): boolean {
  if (!isCall(node) || !/^(?:fatal|exit|quit|bail|panic|crash)(?![a-z])/.test(callName(node) ?? ''))
    return false
  const receiver = receiverOf(node)
  return !receiver || !/(?:^|[._#a-z])log(?:ger)?$/i.test(memberPath(receiver) ?? '')
}

/** Whether its own code ends the process on some way. */
function endsProcess(fn: FunctionNode): boolean {
  return fn.body ? ownNodes(fn.body, isProcessExit).length > 0 : false
}

function isExitByThrow(fn: FunctionNode): boolean {
  return fn.body?.type === 'BlockStatement' && fn.body.body.at(-1)?.type === 'ThrowStatement'
}

function calleeText(node: Node): string {
  if (node.type !== 'CallExpression') return ''
  const callee = unwrap(node.callee)
  if (callee.type === 'Identifier') return callee.name
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return ''
  return unwrap(callee.object).type === 'Identifier'
    ? `${(unwrap(callee.object) as Node & {name: string}).name}.${callee.property.name}`
    : callee.property.name
}

function initialised(binding: Binding): boolean {
  const [definition] = binding.definitions
  if (definition?.node.type !== 'VariableDeclarator') return true
  const value = definition.node.init && unwrap(definition.node.init)
  if (!value) return false
  return (
    !(value.type === 'Literal' && value.value === null) &&
    !(value.type === 'Identifier' && value.name === 'undefined')
  )
}

/** The first use after the `try` that fails for `undefined`: a member is read, or it is called. */
function firstDereference(code: Code, one: Catch, binding: Binding): Node | undefined {
  const after = binding.uses.filter(use => use.read && use.identifier.start > one.whole.end)
  return after.find(({identifier}) => {
    if (code.functionOf(identifier) !== code.functionOf(one.whole)) return false
    return isDereferenced(code, outer(code, identifier))
  })?.identifier
}

function isDereferenced(code: Code, node: Node): boolean {
  const parent = code.parentOf(node)
  if (parent?.type === 'MemberExpression') return parent.object === node && !parent.optional
  if (parent?.type === 'CallExpression') return parent.callee === node && !parent.optional
  if (parent?.type === 'ForOfStatement') return parent.right === node
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern'
}

function outer(code: Code, node: Node): Node {
  const parent = code.parentOf(node)
  return parent && parent.type !== 'ChainExpression' && unwrap(parent) !== parent ? outer(code, parent) : node
}

/** A condition around the use, or before it, that names the variable. */
function testBetween(code: Code, binding: Binding, from: Node, use: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(use)) {
    if (isFunction(ancestor) || contains(ancestor, from)) break
    const isTest =
      ancestor.type === 'IfStatement' ||
      ancestor.type === 'ConditionalExpression' ||
      ancestor.type === 'TryStatement'
    if (isTest || ancestor.type === 'LogicalExpression' || ancestor.type === 'SwitchStatement')
      return ancestor
  }
  return binding.uses.find(
    other => other.read && other.identifier.start > from.end && other.identifier.end < use.start
  )?.identifier
}

/** A result for the failure that the later work overwrites before anybody reads it. */
function overwritten(code: Code, one: Catch): Judged | undefined {
  if (isExit(one.body) || !one.parameter) return undefined
  const writes = ownNodes(
    one.body,
    node => node.type === 'AssignmentExpression' && node.operator === '='
  ) as AssignmentExpression[]
  for (const write of writes) {
    const binding = write.left.type === 'Identifier' ? code.bindingOf(write.left) : undefined
    if (!binding || binding.moduleLevel || contains(one.whole, binding.definitions[0]?.node ?? one.whole))
      continue
    if (!comesFrom(code, write.right, one.parameter, one)) continue
    const judged = judgeOverwritten(code, one, write, binding)
    if (judged) return judged
  }
  return undefined
}

/** Whether a value is made of the error, or of a local of the handler that is. */
function comesFrom(code: Code, value: Node, parameter: Node, one: Catch, depth = 3): boolean {
  const error = code.bindingOf(parameter)
  return ownNodes(value, node => node.type === 'Identifier').some(node => {
    const binding = code.bindingOf(node)
    if (!binding) return false
    if (binding === error) return true
    const declarator = binding.definitions[0]?.node
    if (depth === 0 || declarator?.type !== 'VariableDeclarator' || !declarator.init) return false
    return contains(one.body, declarator) && comesFrom(code, declarator.init, parameter, one, depth - 1)
  })
}

function judgeOverwritten(
  code: Code,
  one: Catch,
  write: AssignmentExpression,
  binding: Binding
): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, one.node, kill, reason)
  const owner = binding.owner
  if (!isFunction(owner)) return undefined
  const from = code.functionOf(write) === owner ? write : callbackIn(code, write, owner)
  if (!from) return undefined
  const later = binding.uses.find(
    use =>
      use.write &&
      use.identifier.start > one.whole.end &&
      use.identifier.start > from.end &&
      code.functionOf(use.identifier) === owner
  )
  const next = later && code.parentOf(later.identifier)
  if (next?.type !== 'AssignmentExpression' || next.operator !== '=') return undefined
  const success = successTest(code, one, next)
  if (success)
    return drop('needs-success', `${code.show(success)} at ${code.at(success)} needs what the \`try\` gives`)
  const isRead = (node: Node) =>
    binding.uses.some(use => use.read && use.identifier.start >= node.start && use.identifier.end <= node.end)
  const way = wayTo(owner, from, next, {stops: node => node !== from && isRead(node)})
  if (!way) {
    const read = binding.uses.find(use => use.read && use.identifier.start > from.end)?.identifier
    return read && drop('tested', `\`${binding.name}\` is read first, at ${code.at(read)}`)
  }
  return describeOverwritten(code, one, write, binding, next)
}

/** A condition around a node that is false as long as a variable has no value, and only the `try` sets that variable. */
function successTest(code: Code, one: Catch, node: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (isFunction(ancestor) || contains(ancestor, one.whole)) return undefined
    if (
      ancestor.type === 'IfStatement' &&
      contains(ancestor.consequent, node) &&
      isOfSuccess(code, one, ancestor.test)
    )
      return ancestor.test
  }
  return undefined
}

/** `value`, `value !== undefined`, `typeof value === 'string'`, `isPromise(value)`; one of several with `&&`. */
function isOfSuccess(code: Code, one: Catch, condition: Node): boolean {
  const test = unwrap(condition)
  if (test.type === 'LogicalExpression')
    return test.operator === '&&' && [test.left, test.right].some(side => isOfSuccess(code, one, side))
  const asked = askedFor(code, test)
  const binding = asked && code.bindingOf(asked)
  const writes = binding?.uses.filter(use => use.write && !use.init) ?? []
  return (
    binding !== undefined &&
    !initialised(binding) &&
    writes.length > 0 &&
    writes.every(use => contains(one.work, use.identifier))
  )
}

function askedFor(code: Code, test: Node): Node | undefined {
  if (test.type === 'CallExpression')
    return /^(?:is|has)[A-Z]\w*$/.test(calleeText(test)) ? (test.arguments[0] as Node | undefined) : undefined
  if (test.type !== 'BinaryExpression') return test
  const left = unwrap(test.left)
  if (/^!==?$/.test(test.operator) && /^(?:undefined|null)$/.test(code.text(test.right))) return left
  if (test.operator === 'instanceof') return left
  return left.type === 'UnaryExpression' && left.operator === 'typeof' && /^===?$/.test(test.operator)
    ? unwrap(left.argument)
    : undefined
}

/** The call in `owner` to which a function around the node is given. */
function callbackIn(code: Code, node: Node, owner: FunctionNode): Node | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === owner) return undefined
    if (ancestor.type === 'CallExpression' && code.functionOf(ancestor) === owner) {
      const parent = code.parentOf(ancestor)
      return parent?.type === 'AwaitExpression' ? parent : undefined
    }
  }
  return undefined
}

function describeMissing(
  code: Code,
  one: Catch,
  write: AssignmentExpression,
  binding: Binding,
  use: Node
): Candidate {
  const {name} = binding
  const work = code.show(write.right)
  const excused = commentNear(code, one.node, /ignore|best.?effort|on purpose|optional/i)
  return {
    ...located(code, one.whole),
    startLine: code.line(one.node),
    endLine: code.line(use),
    symbol: code.symbolOf(one.whole),
    resource: name,
    title: `after a failure that is caught, \`${name}\` is used though nothing has set it`,
    failureMode: `\`${name}\` gets its value from ${work} inside the \`try\`. The handler at ${code.at(one.node)} takes the failure and neither leaves nor sets it, and ${code.at(use)} uses it without a test.`,
    precondition: `${work} fails once.`,
    failurePath: [
      `${work} fails before \`${name}\` is set (${code.at(write)}).`,
      `The handler takes the error and control goes on after the \`try\` (${code.at(one.node)}).`,
      `${code.show(code.parentOf(use) ?? use)} meets \`undefined\` and throws a TypeError (${code.at(use)}).`
    ],
    silence: 'what is seen is a TypeError at another place; the cause was taken by the handler.',
    silent: false,
    evidence: [
      seen(code, write, `the only write of \`${name}\``),
      seen(code, one.node, 'the handler that goes on'),
      seen(code, use, `\`${name}\` is used without a test`)
    ],
    challenged: [
      survived(
        'set-before',
        `\`${name}\` is declared without a value and written nowhere before the \`try\``
      ),
      survived('leaves-or-repairs', `the handler neither leaves nor writes \`${name}\``),
      survived(
        'tested',
        `no condition stands around ${code.at(use)}, and no earlier read of \`${name}\` follows the \`try\``
      )
    ],
    likelihood: 2,
    spread: 1,
    confidence: excused === undefined ? 'high' : lower('high'),
    fix: `leave in the handler, give \`${name}\` a value there, or test it before ${code.at(use)}.`,
    falsifiedBy: `a failure of ${work} after which the function reports that failure and not a TypeError.`
  }
}

function describeOverwritten(
  code: Code,
  one: Catch,
  write: AssignmentExpression,
  binding: Binding,
  next: Node
): Candidate {
  const {name} = binding
  return {
    ...located(code, one.whole),
    startLine: code.line(one.node),
    endLine: code.endLine(one.node),
    symbol: code.symbolOf(one.whole),
    resource: name,
    title: `after a failure that is stored in \`${name}\`, the work goes on and overwrites it`,
    failureMode: `the handler at ${code.at(one.node)} stores what came of the failure in \`${name}\` and does not leave. Nothing reads it before the later work writes \`${name}\` again (${code.at(next)}).`,
    precondition: `${code.show(firstCall(one.work))} or what follows it in the \`try\` fails once.`,
    failurePath: [
      `The work in the \`try\` fails (${code.at(one.work)}).`,
      `The failure is kept in \`${name}\` (${code.at(write)}), and control goes on after the \`try\`.`,
      'The work that depends on it runs, as if it had been done.',
      `\`${name}\` is overwritten (${code.at(next)}): the caller gets the result of the later work.`
    ],
    silence: 'the result of the later work is returned in place of the failure.',
    silent: true,
    evidence: [
      seen(code, one.node, 'the handler that goes on'),
      seen(code, write, `the failure is stored in \`${name}\``),
      seen(code, next, `\`${name}\` is written again, unread`)
    ],
    challenged: [
      survived('leaves-or-repairs', 'the handler ends in no `return` or `throw`'),
      survived('tested', `a way from ${code.at(write)} to ${code.at(next)} reads \`${name}\` nowhere`),
      survived('set-before', `what the handler stores is the failure itself, ${code.show(write.right)}`)
    ],
    likelihood: 2,
    spread: 2,
    confidence: 'high',
    fix: `leave after the failure: return or throw in the handler, or test \`${name}\` before the later work.`,
    falsifiedBy: `a failure in the \`try\` after which the later work does not run.`
  }
}

function firstCall(work: Node): Node {
  return ownNodes(work, node => node.type === 'CallExpression')[0] ?? work
}
