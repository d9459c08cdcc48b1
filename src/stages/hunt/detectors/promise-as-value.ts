import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {isListLike} from '../machinery/list-like.ts'
import {type Promised, promised} from '../machinery/promised.ts'
import {prototypeMethod} from '../machinery/prototype-methods.ts'

/**
 * A promise that is used as if it were what it stands for: tested, computed with, read from, iterated.
 *
 * Also an async function as the predicate of an array method. At most one candidate for each use.
 */
export default defineDetector({
  id: 'promise-as-value',
  code: 'E8',
  category: 'error-handling',
  precision: 'A',
  kills: {
    'may-be-absent': 'Can the call give nothing instead of a promise, so that the test asks for that?',
    'asked-whether': 'Is it asked whether it is a promise?',
    'not-a-list': 'Is the receiver something whose methods wait for their callback?',
    extended: 'Does the program itself give promises a method of that name?'
  },
  judge: judgeModule
})

type Kill = 'may-be-absent' | 'asked-whether' | 'not-a-list' | 'extended'

/** A use of a promise that says nothing of its outcome. */
interface Misuse {
  /** The promise, or the name that stands for it. */
  readonly value: Node
  readonly at: Node
  /** What is done with it, as a clause. */
  readonly how: string
  /** What comes of that, as a clause. */
  readonly outcome: string
  readonly isTest: boolean
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const calls = code.nodes('CallExpression').flatMap(call => {
    const uses = usesOf(code, call).flatMap(value => misuseOf(code, value) ?? [])
    if (uses.length === 0) return []
    const proof = promised(context, code, call)
    return proof ? uses.map(use => judge(code, context, call, proof, use)) : []
  })
  return [
    ...calls,
    ...code.nodes('CallExpression').flatMap(call => asyncPredicate(code, context, call) ?? [])
  ]
}

/** The call itself, or every read of the constant it is stored in. */
function usesOf(code: Code, call: CallExpression): Node[] {
  const holder = code.parentOf(outer(code, call))
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return [outer(code, call)]
  const binding = code.bindingOf(holder.id)
  if (!binding || binding.uses.some(use => use.write && !use.init)) return []
  return binding.uses.filter(use => use.read && !use.typeOnly).map(use => outer(code, use.identifier))
}

function outer(code: Code, node: Node): Node {
  const parent = code.parentOf(node)
  return parent && parent.type !== 'ChainExpression' && unwrap(parent) !== parent ? outer(code, parent) : node
}

const COMPUTES = /^(?:[-+*/%<>]|\*\*|[<>]=|<<|>>>?|[&|^]|in)$/
const COMPARES = /^[!=]==?$/

function misuseOf(code: Code, value: Node): Misuse | undefined {
  const parent = code.parentOf(value)
  if (!parent) return undefined
  const misuse = (how: string, outcome: string, isTest = false): Misuse => ({
    value,
    at: parent,
    how,
    outcome,
    isTest
  })
  const truthy = 'a promise is always truthy, so the other branch never runs'
  switch (parent.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ConditionalExpression':
      return parent.test === value ? misuse('tested as a condition', truthy, true) : undefined
    case 'UnaryExpression':
      if (parent.operator === '!') return misuse('negated', '`!` of a promise is always `false`', true)
      return parent.operator === '-' || parent.operator === '+'
        ? misuse('computed with', 'the result is `NaN`')
        : undefined
    case 'LogicalExpression':
      return logical(code, parent, value) ? misuse('tested as a condition', truthy, true) : undefined
    case 'BinaryExpression':
      if (COMPUTES.test(parent.operator))
        return misuse(
          `an operand of \`${parent.operator}\``,
          'the operator sees the object and not its outcome'
        )
      return COMPARES.test(parent.operator) ? compared(code, parent, value, misuse) : undefined
    case 'TemplateLiteral':
      return misuse('put into a string', 'the text names the promise object and not its outcome')
    case 'SpreadElement':
      return code.parentOf(parent)?.type === 'ObjectExpression'
        ? misuse('spread into an object', 'nothing is spread')
        : misuse('spread into a list', 'a promise is not iterable: it throws a TypeError')
    case 'ForOfStatement':
      return parent.right === value && !parent.await
        ? misuse('iterated', 'a promise is not iterable: it throws a TypeError')
        : undefined
    case 'MemberExpression':
      return member(code, parent, value, misuse)
    default:
      return undefined
  }
}

/** `f() && x` where what comes of it is only tested or dropped. */
function logical(code: Code, parent: Node & {type: 'LogicalExpression'}, value: Node): boolean {
  if (parent.left === value) return parent.operator !== '??'
  const above = code.parentOf(parent)
  if (above?.type === 'LogicalExpression') return logical(code, above, parent)
  return (above?.type === 'IfStatement' || above?.type === 'ConditionalExpression') && above.test === parent
}

type Report = (how: string, outcome: string, isTest?: boolean) => Misuse

/** A comparison with a literal; with anything else it may be asked whether it is the same promise. */
function compared(
  code: Code,
  parent: Node & {type: 'BinaryExpression'},
  value: Node,
  misuse: Report
): Misuse | undefined {
  const other = unwrap(parent.left === value ? parent.right : parent.left)
  if (other.type !== 'Literal' && other.type !== 'TemplateLiteral') return undefined
  const isAbsent = other.type === 'Literal' && other.value === null
  return misuse(`compared with ${code.show(other)}`, 'a promise equals nothing but itself', isAbsent)
}

const OWN = new Set([
  'then',
  'catch',
  'finally',
  'constructor',
  'toString',
  'hasOwnProperty',
  'cancel',
  'abort'
])

function member(
  code: Code,
  parent: Node & {type: 'MemberExpression'},
  value: Node,
  misuse: Report
): Misuse | undefined {
  const name = propertyName(parent)
  if (parent.object !== value || name === undefined || OWN.has(name)) return undefined
  const above = code.parentOf(parent)
  if (above?.type === 'AssignmentExpression' && above.left === parent) return undefined
  const isCalled = isCall(above) && above.callee === parent
  return misuse(
    `asked for \`${name}\``,
    isCalled
      ? `a promise has no method \`${name}\`: it throws a TypeError`
      : 'a promise has no such property, so nothing is read'
  )
}

function judge(
  code: Code,
  context: DetectorContext,
  call: CallExpression,
  proof: Promised,
  use: Misuse
): Judged {
  const drop = (kill: Kill, reason: string) => dropped(code, use.value, kill, reason)
  if (proof.optional && use.isTest) return drop('may-be-absent', `${proof.reason}, or nothing`)
  const asked = askedWhether(code, use)
  if (asked) return drop('asked-whether', `${code.show(asked)} asks for it`)
  const name = use.at.type === 'MemberExpression' ? propertyName(use.at) : undefined
  const added = name === undefined ? undefined : prototypeMethod(context, name)
  if (added) return drop('extended', `\`${name}\` is added to a prototype at ${added}`)
  return describe(code, call, proof, use)
}

/** `x instanceof Promise`, `isPromise(x)` or a look at `then` around the use. */
function askedWhether(code: Code, use: Misuse): Node | undefined {
  for (const ancestor of code.ancestorsOf(use.value)) {
    if (isFunction(ancestor)) return undefined
    const isTest = ancestor.type === 'ConditionalExpression' || ancestor.type === 'IfStatement'
    const test = isTest ? ancestor.test : ancestor.type === 'LogicalExpression' ? ancestor.left : undefined
    if (test && /instanceof Promise|isPromise|\.then\b|'then'|isThenable/.test(code.text(test))) return test
  }
  return undefined
}

function describe(code: Code, call: CallExpression, proof: Promised, use: Misuse): Candidate {
  const name = callName(call) ?? 'it'
  const what = code.show(use.value)
  return {
    ...located(code, use.value),
    symbol: code.symbolOf(use.value),
    resource: name,
    title: `the promise of \`${name}\` is ${use.how}, not what it gives`,
    failureMode: `${proof.reason}, and nothing awaits it here. ${what} is ${use.how}: ${use.outcome}.`,
    precondition: 'plain use: every call takes this way.',
    failurePath: [
      `${code.show(call)} gives a promise (${code.at(call)}).`,
      `It is ${use.how} before it has settled (${code.at(use.value)}).`,
      `${use.outcome.charAt(0).toUpperCase()}${use.outcome.slice(1)}.`
    ],
    silence: /TypeError/.test(use.outcome)
      ? 'it throws at once, here.'
      : 'nothing throws; and when the promise rejects, the rejection is unhandled.',
    silent: !/TypeError/.test(use.outcome),
    evidence: [
      seen(code, call, proof.reason),
      seen(code, use.value, use.how),
      ...(proof.made ? [seen(proof.made.code, proof.made.fn, 'makes the promise')] : [])
    ],
    challenged: [
      survived(
        'may-be-absent',
        proof.optional ? 'it is not tested for being there' : `${proof.reason}, and nothing else`
      ),
      survived('asked-whether', 'no condition around it asks whether it is a promise'),
      survived('not-a-list', 'the promise itself is used')
    ],
    likelihood: 3,
    spread: 1,
    confidence: proof.made?.fn.async || proof.made === undefined ? 'high' : 'medium',
    fix: `await ${code.show(call)} first.`,
    falsifiedBy: `a run in which ${what} is no promise at ${code.at(use.value)}.`,
    cause: `${code.symbolOf(use.value)} ${name}`
  }
}

const PREDICATES = /^(?:filter|some|every|find|findIndex|findLast|findLastIndex|sort|toSorted)$/

/** `list.filter(async …)`: the answer is a promise, and so always true. */
function asyncPredicate(code: Code, context: DetectorContext, call: CallExpression): Judged | undefined {
  const name = callName(call)
  const receiver = receiverOf(call)
  const callback = call.arguments[0] && unwrap(call.arguments[0])
  if (!name || !receiver || !PREDICATES.test(name) || !callback || !isFunction(callback)) return undefined
  if (!callback.async || callback.generator) return undefined
  const list = isListLike(context, code, receiver)
  if (!list)
    return dropped<Kill>(code, call, 'not-a-list', `nothing says that ${code.show(receiver)} is an array`)
  return describePredicate(code, call, callback, name, list)
}

function describePredicate(
  code: Code,
  call: CallExpression,
  callback: Node,
  name: string,
  list: string
): Candidate {
  const isSort = /sort/i.test(name)
  const outcome = isSort
    ? 'the comparison is `NaN`, so the order stays arbitrary'
    : name === 'filter'
      ? 'every element is kept'
      : name === 'find' || name.startsWith('findLast')
        ? 'the first element looked at is taken'
        : name === 'findIndex'
          ? 'the first index is taken'
          : `the answer of \`${name}\` is \`true\` for any list that is not empty`
  return {
    ...located(code, call),
    endLine: Math.min(code.endLine(call), code.line(callback) + 20),
    symbol: code.symbolOf(call),
    resource: name,
    title: `\`${name}\` gets an async function, so its answer is always a promise`,
    failureMode: `the function given to \`${name}\` is async (${code.at(callback)}): what it gives is a promise, which \`${name}\` does not wait for and takes for true. So ${outcome}.`,
    precondition: 'plain use: every call takes this way.',
    failurePath: [
      `\`${name}\` calls the function for each element of ${code.show(receiverOf(call) ?? call)} (${code.at(call)}).`,
      `Each answer is a promise (${code.at(callback)}).`,
      `${outcome.charAt(0).toUpperCase()}${outcome.slice(1)}.`
    ],
    silence: 'nothing throws; the promises are dropped, and a rejection of one is unhandled.',
    silent: true,
    evidence: [
      seen(code, call, `\`${name}\` of an array; ${list}`),
      seen(code, callback, 'the function is async')
    ],
    challenged: [
      survived('not-a-list', list),
      survived('may-be-absent', 'an async function always gives a promise'),
      survived('asked-whether', 'an array method does not ask')
    ],
    likelihood: 3,
    spread: 1,
    confidence: 'high',
    fix: isSort
      ? 'compute what is compared first, with `await Promise.all`, then sort with a plain function.'
      : `compute the answers first, with \`await Promise.all\`, then give \`${name}\` a plain function.`,
    falsifiedBy: `a list of which \`${name}\` leaves out an element because the awaited answer is false.`
  }
}
