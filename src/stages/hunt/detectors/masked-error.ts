import type {AssignmentExpression, Node, TryStatement} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import {ownNodes} from '../machinery/catches.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * A `finally` or `catch` that fails itself, or leaves, so that the error it was there for is lost.
 *
 * Three shapes: a variable that only the `try` sets is dereferenced; a part of the error that not every error has is read
 * through; a `return` in `finally`. At most one candidate for each shape and block.
 */
export default defineDetector({
  id: 'masked-error',
  code: 'E7',
  category: 'error-handling',
  precision: 'A',
  kills: {
    'set-before': 'Does the variable have a value before the `try`?',
    tested: 'Is the value tested before it is used?',
    'cannot-fail': 'Can nothing in the `try` fail before the variable is set?'
  },
  judge: judgeModule
})

type Kill = 'set-before' | 'tested' | 'cannot-fail'

function judgeModule(code: Code): Judged[] {
  return code
    .nodes('TryStatement')
    .flatMap(statement =>
      [
        ...(statement.finalizer
          ? [unset(code, statement, statement.finalizer), leaving(code, statement)]
          : []),
        ...(statement.handler
          ? [unset(code, statement, statement.handler.body), partOfError(code, statement)]
          : [])
      ].flatMap(one => one ?? [])
    )
}

/** A variable that only the `try` sets, dereferenced where the `try` may have failed before. */
function unset(code: Code, statement: TryStatement, block: Node): Judged | undefined {
  const writes = ownNodes(
    statement.block,
    node => node.type === 'AssignmentExpression' && node.operator === '='
  ) as AssignmentExpression[]
  for (const write of writes) {
    const binding = write.left.type === 'Identifier' ? code.bindingOf(write.left) : undefined
    const definition = binding?.definitions[0]
    if (!binding || definition?.kind !== 'variable' || contains(statement, definition.node)) continue
    const use = binding.uses.find(
      one => one.read && contains(block, one.identifier) && isDereferenced(code, one.identifier)
    )?.identifier
    if (!use || code.functionOf(use) !== code.functionOf(statement)) continue
    return judgeUnset(code, statement, block, write, binding, use)
  }
  return undefined
}

function isDereferenced(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  const inner = parent?.type === 'TSNonNullExpression' ? parent : use
  const outer = parent?.type === 'TSNonNullExpression' ? code.parentOf(parent) : parent
  if (outer?.type === 'MemberExpression') return outer.object === inner && !outer.optional
  return outer?.type === 'CallExpression' && outer.callee === inner && !outer.optional
}

function judgeUnset(
  code: Code,
  statement: TryStatement,
  block: Node,
  write: AssignmentExpression,
  binding: Binding,
  use: Node
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, use, kill, reason)
  const {name} = binding
  const before = valueBefore(binding, statement)
  if (before) return drop('set-before', `\`${name}\` has a value from ${code.at(before)}`)
  const again = binding.uses.find(
    one =>
      one.write &&
      contains(block, one.identifier) &&
      (code.parentOf(one.identifier)?.end ?? use.end) < use.start
  )
  if (again) return drop('set-before', `\`${name}\` is set anew at ${code.at(again.identifier)}`)
  const test = testAround(code, use, block, node => names(code, node, binding))
  if (test) return drop('tested', `${code.show(test)} stands before it`)
  const risk = riskBefore(statement.block, write)
  if (!risk) return drop('cannot-fail', `nothing runs before \`${name}\` is set at ${code.at(write)}`)
  const where = statement.finalizer === block ? '`finally`' : '`catch`'
  return describe(code, {
    resource: name,
    at: use,
    from: statement,
    title: `when ${code.show(risk)} fails, the ${where} fails too and hides why`,
    failureMode: `\`${name}\` is set only inside the \`try\` (${code.at(write)}), and the ${where} uses it without a test: ${code.show(code.parentOf(use) ?? use)}. When the \`try\` fails before, that is a TypeError in place of the error.`,
    precondition: `${code.show(risk)} fails, before \`${name}\` is set.`,
    path: [
      `${code.show(risk)} throws (${code.at(risk)}); \`${name}\` has no value yet.`,
      `The ${where} runs ${code.show(code.parentOf(use) ?? use)} (${code.at(use)}), which throws a TypeError.`,
      'The TypeError replaces the first error: the caller and the log see only that.'
    ],
    evidence: [seen(code, write, `the write of \`${name}\``), seen(code, use, 'used without a test')],
    reasons: [
      `\`${name}\` is declared without a value`,
      `no condition stands around ${code.at(use)}`,
      `${code.show(risk)} can fail (${code.at(risk)})`
    ],
    sure: risk.type !== 'CallExpression',
    fix: `take \`${name}\` before the \`try\`, or write \`${name}?.\` in the ${where}.`
  })
}

/** A value from before the `try`: from the declaration or a later write. */
function valueBefore(binding: Binding, statement: TryStatement): Node | undefined {
  const [definition] = binding.definitions
  const init =
    definition?.node.type === 'VariableDeclarator' && definition.node.init
      ? unwrap(definition.node.init)
      : undefined
  const isNothing =
    init &&
    ((init.type === 'Literal' && init.value === null) ||
      (init.type === 'Identifier' && init.name === 'undefined'))
  if (init && !isNothing) return init
  return binding.uses.find(
    use =>
      use.write && !use.init && !contains(statement, use.identifier) && use.identifier.start < statement.start
  )?.identifier
}

const OPENS =
  /^(?:open|connect|create|launch|begin|start|acquire|take|get|read|parse|load|fetch|request|spawn|fork|exec|import|require|query|find|run|init)(?![a-z])/

/**
 * The first thing in the `try` that may well fail before the write is done, the value itself included: something that is
 * awaited, a `throw`, or a call named like one that opens or reads.
 */
function riskBefore(block: Node, write: AssignmentExpression): Node | undefined {
  return ownNodes(block, node => node.start < write.end && mayWellFail(node))[0]
}

function mayWellFail(node: Node): boolean {
  if (node.type === 'AwaitExpression' || node.type === 'ThrowStatement') return true
  return isCall(node) && OPENS.test(callName(node) ?? '')
}

function names(code: Code, node: Node, binding: Binding): boolean {
  return binding.uses.some(use => contains(node, use.identifier)) || code.bindingOf(node) === binding
}

/** A condition around or before a node, inside `block`, of which the test matches. */
function testAround(code: Code, node: Node, block: Node, matches: (test: Node) => boolean): Node | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === block) break
    const test = testOf(ancestor)
    if (test && !contains(test, node) && matches(test)) return test
    if (ancestor.type === 'TryStatement') return ancestor.block
  }
  return ownNodes(block, one => one.type === 'IfStatement')
    .flatMap(one =>
      one.type === 'IfStatement' && one.test.end < node.start && matches(one.test) ? [one.test] : []
    )
    .at(0)
}

function testOf(node: Node): Node | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') return node.test
  if (node.type === 'LogicalExpression') return node.left
  return node.type === 'SwitchStatement' ? node.discriminant : undefined
}

/** Parts that every error may be asked for. */
const COMMON = new Set(['message', 'stack', 'name', 'constructor', 'toString'])

/** `error.response.data`: a network failure has no response. */
function partOfError(code: Code, statement: TryStatement): Judged | undefined {
  const {handler} = statement
  if (handler?.param?.type !== 'Identifier') return undefined
  const error = code.bindingOf(handler.param)
  for (const use of error?.uses ?? []) {
    const part = deepRead(code, use.identifier)
    if (!part || !use.read || code.functionOf(use.identifier) !== code.functionOf(statement)) continue
    return judgePart(code, statement, handler.body, part)
  }
  return undefined
}

/** The `error.response` of `error.response.data`, when nothing in the chain is optional. */
function deepRead(code: Code, error: Node): (Node & {type: 'MemberExpression'}) | undefined {
  let inner: Node = error
  let parent = code.parentOf(error)
  while (parent && unwrap(parent) !== parent && parent.type !== 'ChainExpression') {
    inner = parent
    parent = code.parentOf(parent)
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== inner || parent.optional) return undefined
  const name = propertyName(parent)
  const above = code.parentOf(parent)
  if (name !== 'response' || COMMON.has(name)) return undefined
  if (above?.type !== 'MemberExpression' || above.object !== parent || above.optional) return undefined
  return parent
}

function judgePart(
  code: Code,
  statement: TryStatement,
  block: Node,
  part: Node & {type: 'MemberExpression'}
): Judged {
  const text = code.text(part)
  const error = code.text(part.object)
  const earlier = ownNodes(block, node => node.type === 'MemberExpression' && node.end < part.start).find(
    node => code.text(node) === text
  )
  if (earlier)
    return dropped<Kill>(
      code,
      part,
      'tested',
      `${code.show(earlier)} is looked at before (${code.at(earlier)})`
    )
  const test = testAround(
    code,
    part,
    block,
    node =>
      code.text(node).includes('response') ||
      /isAxiosError|isHttpError|instanceof|\.isAxiosError/.test(code.text(node))
  )
  if (test) return dropped<Kill>(code, part, 'tested', `${code.show(test)} stands before it`)
  const whole = code.parentOf(part) ?? part
  return describe(code, {
    resource: propertyName(part) ?? 'response',
    at: part,
    from: statement,
    title: `an error without \`response\` fails the \`catch\` of \`${code.symbolOf(part)}\` and is lost`,
    failureMode: `the \`catch\` reads ${code.show(whole)}, but only an answer of the server gives an error a \`response\`. For a refused connection, a time-out or a bug in the \`try\`, \`${text}\` is not there, and the read throws a TypeError in place of the error.`,
    precondition:
      'the work fails without an answer: no connection, a time-out, or an error of the code itself.',
    path: [
      `The \`try\` fails with an error that has no \`response\` (${code.at(statement.block)}).`,
      `${code.show(whole)} reads through it and throws a TypeError (${code.at(part)}).`,
      'The TypeError replaces the first error: the caller and the log see only that.'
    ],
    evidence: [seen(code, part, 'read without a test')],
    reasons: [
      'it is the error that was caught',
      `no condition in the \`catch\` asks for \`${text}\` or for the kind of \`${error}\``,
      'a call that reaches out can fail without an answer'
    ],
    sure: false,
    fix: `read \`${text}?.…\`, and rethrow what has no \`response\`.`
  })
}

/** A `return`, or a jump out, in `finally`: it takes the place of an error on its way out. */
function leaving(code: Code, statement: TryStatement): Judged | undefined {
  const block = statement.finalizer
  let found: Node | undefined
  if (!block) return undefined
  walk(block, node => {
    if (found || isFunction(node) || (node !== block && (isLoop(node) || node.type === 'SwitchStatement')))
      return 'skip'
    if (node.type === 'ReturnStatement') found = node
    return undefined
  })
  const risk = ownNodes(statement.block, node =>
    ['AwaitExpression', 'CallExpression', 'NewExpression', 'ThrowStatement'].includes(node.type)
  )[0]
  if (!found || !risk) return undefined
  if (
    statement.handler &&
    !ownNodes(statement.handler.body, node =>
      ['ThrowStatement', 'AwaitExpression', 'CallExpression'].includes(node.type)
    ).length
  )
    return undefined
  const at = found
  return describe(code, {
    resource: 'finally',
    at,
    from: statement,
    title: `${code.show(at)} in a \`finally\` throws away every error of \`${code.symbolOf(at)}\``,
    failureMode: `the \`finally\` ends with ${code.show(at)}, which takes the place of an error that is on its way out, and of the value that the \`try\` returns.`,
    precondition: `${code.show(risk)} fails${statement.handler ? ', and the `catch` throws or fails' : ''}.`,
    path: [
      `${code.show(risk)} throws (${code.at(risk)}).`,
      `The \`finally\` runs and leaves with ${code.show(at)} (${code.at(at)}).`,
      'The error is dropped; the caller gets the value as if nothing had been.'
    ],
    evidence: [seen(code, at, 'leaves the `finally`'), seen(code, risk, 'may fail')],
    reasons: [
      'it leaves in any case',
      'no condition asks whether there was an error',
      `${code.show(risk)} can fail (${code.at(risk)})`
    ],
    sure: true,
    silent: true,
    fix: 'move it behind the `try` statement.'
  })
}

interface Found {
  readonly resource: string
  readonly at: Node
  readonly from: TryStatement
  readonly title: string
  readonly failureMode: string
  readonly precondition: string
  readonly path: readonly string[]
  readonly evidence: Candidate['evidence']
  /** What was seen for each kill, in their order. */
  readonly reasons: readonly [string, string, string]
  readonly sure: boolean
  readonly silent?: boolean
  readonly fix: string
}

function describe(code: Code, found: Found): Candidate {
  const [setBefore, tested, cannotFail] = found.reasons
  return {
    ...located(code, found.at),
    symbol: code.symbolOf(found.at),
    resource: found.resource,
    title: found.title,
    failureMode: found.failureMode,
    precondition: found.precondition,
    failurePath: found.path,
    silence: found.silent
      ? 'nothing throws: the caller sees a value.'
      : 'something is thrown, but not what went wrong.',
    silent: found.silent === true,
    evidence: found.evidence,
    challenged: [
      survived('set-before', setBefore),
      survived('tested', tested),
      survived('cannot-fail', cannotFail)
    ],
    likelihood: 2,
    spread: 1,
    confidence: found.sure ? 'high' : 'medium',
    fix: found.fix,
    falsifiedBy: 'a failure in the `try` of which the caller gets the error itself.'
  }
}
