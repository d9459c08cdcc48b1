import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {type Candidate, defineDetector} from '../define-detector.ts'
import {contains} from '../machinery/awaits.ts'
import type {Code} from '../machinery/code.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'

/**
 * A variable without a value that is put into an object before anything assigns it.
 *
 * The object keeps `undefined` for good; what is assigned later reaches the variable only. At most one candidate for each variable.
 */
export default defineDetector({
  id: 'captured-before-assignment',
  code: 'O4',
  category: 'ordering',
  precision: 'A',
  kills: {
    'assigned-first': 'May a write come before the object is made?',
    'at-once': 'Does the function that assigns it run while its call is evaluated?',
    renewed: 'Is the property set again when the variable is?'
  },
  judge: judgeModule
})

type Kill = 'assigned-first' | 'at-once' | 'renewed'

interface Capture {
  readonly declarator: Node
  readonly binding: Binding
  /** The property that copies the variable. */
  readonly property: Node & {type: 'Property'}
  readonly fn: FunctionNode
  readonly writes: readonly Node[]
}

function judgeModule(code: Code): Judged[] {
  return code.nodes('VariableDeclarator').flatMap(declarator => {
    const capture = captureOf(code, declarator)
    return capture ? [judge(code, capture)] : []
  })
}

/** The first property of a returned or passed object literal, in the declaring function, that copies the variable. */
function captureOf(code: Code, declarator: Node & {type: 'VariableDeclarator'}): Capture | undefined {
  const fn = code.functionOf(declarator)
  if (declarator.init || declarator.id.type !== 'Identifier' || !fn) return undefined
  const declaration = code.parentOf(declarator)
  const holder = declaration && code.parentOf(declaration)
  if (holder?.type === 'ForOfStatement' || holder?.type === 'ForInStatement') return undefined
  const binding = code.bindingOf(declarator.id)
  const writes = binding?.uses.filter(use => use.write).map(use => use.identifier) ?? []
  if (!binding || writes.length === 0 || binding.definitions.length > 1) return undefined
  const property = binding.uses
    .filter(use => use.read && code.functionOf(use.identifier) === fn)
    .map(use => code.parentOf(use.identifier))
    .find(parent => parent?.type === 'Property' && isHandedOut(code, parent))
  return property?.type === 'Property' ? {declarator, binding, property, fn, writes} : undefined
}

/** Whether the object literal of a property is returned, or declared as a constant and used later. */
function isHandedOut(code: Code, property: Node): boolean {
  const object = code.parentOf(property)
  const outer = object && code.parentOf(object)
  if (object?.type !== 'ObjectExpression') return false
  if (outer?.type === 'ArrowFunctionExpression') return outer.body === object
  return outer?.type === 'ReturnStatement' || (outer?.type === 'VariableDeclarator' && outer.init === object)
}

function judge(code: Code, capture: Capture): Judged {
  const {property, fn, writes, binding} = capture
  const drop = (kill: Kill, node: Node, reason: string) =>
    dropped(code, property, kill, `${reason} at ${code.at(node)}`)
  const early = writes.find(
    write => code.functionOf(write) === fn && (write.start < property.start || isInLoop(code, property, fn))
  )
  if (early) return drop('assigned-first', early, 'it is written')
  const sync = writes.find(write => code.functionOf(write) !== fn && !runsLater(code, write, capture))
  if (sync) return drop('at-once', sync, 'nothing shows that the write comes later')
  const asked = testOf(code, capture)
  if (asked) return drop('at-once', asked, 'it is asked for, as if it may be there,')
  const again = renewal(code, capture)
  if (again) return drop('renewed', again, 'the property is set')
  const [write = property] = writes
  return describe(code, capture, write, binding.name)
}

function isInLoop(code: Code, node: Node, fn: FunctionNode): boolean {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) return false
    if (/^(?:For|While|DoWhile)/.test(ancestor.type)) return true
  }
  return false
}

const LATER =
  /^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|requestAnimationFrame|then|catch|finally)$/
const REGISTERS = /^(?:on|once|addListener|addEventListener)$/

/**
 * Whether the function around a write surely runs after the object is made: registered for an event, a timer or a promise
 * there or later, or made after the object, or a function that only the object hands out.
 */
function runsLater(code: Code, write: Node, {fn, property}: Capture): boolean {
  for (const ancestor of code.ancestorsOf(write)) {
    if (ancestor === fn) return false
    if (!isFunction(ancestor)) continue
    if (isHandedMember(code, ancestor, property)) return true
    const call = code.parentOf(ancestor)
    if (!isCall(call) || !call.arguments.includes(ancestor as never)) continue
    const name = callName(call) ?? ''
    if (LATER.test(name) && !awaitedBefore(code, call, fn)) return true
    if (REGISTERS.test(name) && stringValue(call.arguments[0]) !== undefined && !awaitsIn(code, fn))
      return true
  }
  return false
}

/** A method of the object literal itself. */
function isHandedMember(code: Code, inner: Node, property: Node): boolean {
  const holder = code.parentOf(inner)
  return holder?.type === 'Property' && code.parentOf(holder) === code.parentOf(property)
}

function awaitedBefore(code: Code, call: Node, fn: FunctionNode): boolean {
  return (
    awaitsIn(code, fn) ||
    [...code.ancestorsOf(call)].some(one => one.type === 'AwaitExpression' && code.functionOf(one) === fn)
  )
}

/** Whether the function waits for anything at all: then what is registered may run in between. */
function awaitsIn(code: Code, fn: FunctionNode): boolean {
  return code.nodes('AwaitExpression').some(one => code.functionOf(one) === fn && contains(fn, one))
}

/** A condition on the variable before the object is made. */
function testOf(code: Code, {binding, property, fn}: Capture): Node | undefined {
  return code
    .nodes('IfStatement')
    .find(
      one =>
        code.functionOf(one) === fn &&
        one.start < property.start &&
        binding.uses.some(use => use.read && contains(one.test, use.identifier))
    )
}

/** `result.timer = …` beside a write of the variable, or a getter of the same name. */
function renewal(code: Code, {property, binding}: Capture): Node | undefined {
  const key = code.text(property.key)
  return code
    .nodes('AssignmentExpression')
    .find(
      one =>
        one.left.type === 'MemberExpression' &&
        code.text(one.left.property) === key &&
        contains(binding.owner, one)
    )
}

function describe(
  code: Code,
  {declarator, property, fn, writes}: Capture,
  write: Node,
  name: string
): Candidate {
  const key = code.text(property.key)
  const inner = code.functionOf(write)
  return {
    ...located(code, property),
    resource: name,
    title: `\`${key}\` is copied from \`${name}\` before anything assigns it`,
    failureMode: `the object takes the value that \`${name}\` has when it is made (${code.at(property)}): none. Each of its ${writes.length === 1 ? 'one write comes' : `${writes.length} writes comes`} later and changes the variable, not the property.`,
    precondition: `somebody reads \`${key}\` of what \`${code.symbolOf(fn)}\` gives.`,
    failurePath: [
      `\`${name}\` is declared without a value (${code.at(declarator)}).`,
      `The object copies it into \`${key}\` (${code.at(property)}).`,
      `\`${name}\` is assigned ${inner === fn ? 'further down' : 'in a function that runs later'} (${code.at(write)}).`,
      `\`${key}\` has no value, then and later.`
    ],
    silence: 'reading a property without a value is no error.',
    silent: true,
    evidence: [
      seen(code, declarator, 'declared without a value'),
      seen(code, property, 'copied by value'),
      seen(code, write, 'assigned only here')
    ],
    challenged: [
      survived('assigned-first', `no write stands before ${code.at(property)}`),
      survived(
        'at-once',
        inner === fn
          ? 'the write stands after the object in the same function'
          : `${code.at(write)} runs in a callback or method that is called later`
      ),
      survived('renewed', `\`.${key}\` is not assigned in \`${code.symbolOf(fn)}\``)
    ],
    likelihood: 3,
    spread: 1,
    confidence: 'high',
    fix: `hand out a getter or function (\`get ${key}() { return ${name} }\`) instead of a copy.`,
    falsifiedBy: `a read of \`${key}\` after ${code.at(write)} that gives what was assigned there.`
  }
}
