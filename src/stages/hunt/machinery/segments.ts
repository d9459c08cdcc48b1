import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contains, pausesBetween, pausesOf} from './awaits.ts'
import type {Code} from './code.ts'
import {isPlace, type Place, placeOf, usesOf} from './place.ts'

/** A place that is written from a value read from it in an earlier segment: before an `await`, a `yield` or a `for await`. */
export interface CarriedWrite {
  readonly place: Place
  readonly fn: FunctionNode
  readonly read: Node
  /** The pauses between the read and the write, in source order; at least one. */
  readonly pauses: readonly [Node, ...Node[]]
  readonly write: Node & {type: 'AssignmentExpression'}
  /** The local variable that carries the value; undefined when one expression does it all. */
  readonly copy: Binding | undefined
}

const cache = new WeakMap<Code, readonly CarriedWrite[]>()

/** The writes of places that outlive the call, from values read in an earlier segment of the same function. */
export function carriedWrites(code: Code): readonly CarriedWrite[] {
  const known =
    cache.get(code) ??
    code.nodes('AssignmentExpression').flatMap(write => {
      const fn = code.functionOf(write)
      const isLogical = /^(?:&&|\|\||\?\?)=$/.test(write.operator)
      const place = fn?.async && !isLogical ? placeOf(code, write.left) : undefined
      if (!fn || !place || place.lifetime === 'local') return []
      return carriedWrite(code, fn, place, write)
    })
  cache.set(code, known)
  return known
}

function carriedWrite(
  code: Code,
  fn: FunctionNode,
  place: Place,
  write: Node & {type: 'AssignmentExpression'}
): CarriedWrite[] {
  const inside = pausesOf(fn).filter(pause => contains(write.right, pause))
  const [first, ...rest] = inside
  if (write.operator !== '=')
    return first ? [{place, fn, read: write.left, pauses: [first, ...rest], write, copy: undefined}] : []
  if (first) {
    const read = usesOf(code, place).find(
      use =>
        contains(write.right, use) &&
        code.functionOf(use) === fn &&
        inside.some(pause => use.start < pause.start) &&
        isValueOf(code, use, write.right)
    )
    return read ? [{place, fn, read, pauses: [first, ...rest], write, copy: undefined}] : []
  }
  return throughCopy(code, fn, place, write)
}

function throughCopy(
  code: Code,
  fn: FunctionNode,
  place: Place,
  write: Node & {type: 'AssignmentExpression'}
): CarriedWrite[] {
  for (const copy of variablesIn(code, write.right)) {
    const [definition, second] = copy.definitions
    const declared = definition?.node
    if (second || declared?.type !== 'VariableDeclarator' || !declared.init || copy.owner !== fn) continue
    if (declared.id !== definition?.name || code.functionOf(declared) !== fn) continue
    const init = declared.init
    const read = usesOf(code, place).find(
      use => contains(init, use) && code.functionOf(use) === fn && isValueOf(code, use, init)
    )
    const [first, ...rest] = read ? pausesBetween(code, fn, declared, write) : []
    if (read && first) return [{place, fn, read, pauses: [first, ...rest], write, copy}]
  }
  return []
}

function variablesIn(code: Code, node: Node): Binding[] {
  const found = new Set<Binding>()
  walk(node, child => {
    if (isFunction(child)) return 'skip'
    const binding = child.type === 'Identifier' ? code.bindingOf(child) : undefined
    if (binding) found.add(binding)
    return undefined
  })
  return [...found]
}

const KEEPS = /^(?:slice|concat|filter|map|flat|trim|toFixed|with|toSpliced|toSorted)$/
const COPIES =
  /^(?:Object\.(?:assign|fromEntries|entries)|structuredClone|Number|String|Math\.\w+|Array\.from)$/

/** Whether a read is a part of the value of an expression, and not only what a method is called on. */
function isValueOf(code: Code, read: Node, root: Node): boolean {
  let child = read
  if (child === root) return true
  for (const ancestor of code.ancestorsOf(read)) {
    if (isCall(ancestor) && !passesThrough(ancestor, child)) return false
    if (ancestor.type === 'ConditionalExpression' && ancestor.test === child) return false
    if (isComparison(ancestor) || ancestor.type === 'AwaitExpression' || ancestor.type === 'NewExpression')
      return false
    if (ancestor.type === 'MemberExpression' && unwrap(ancestor.property) === child) return false
    if (ancestor === root) return true
    child = ancestor
  }
  return false
}

function passesThrough(call: Node & {type: 'CallExpression'}, part: Node): boolean {
  const isCallee = call.callee === part
  return isCallee ? KEEPS.test(callName(call) ?? '') : COPIES.test(memberPath(call.callee) ?? '')
}

function isComparison(node: Node): boolean {
  return node.type === 'BinaryExpression' && /^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(node.operator)
}

/** A use of the place after the last pause that may tell it from what was read; none inside of the write's target. */
export function readAgain(code: Code, carried: CarriedWrite): Node | undefined {
  const last = carried.pauses.at(-1)
  return usesOf(code, carried.place).find(
    use =>
      use !== unwrap(carried.write.left) &&
      use.start > (last?.end ?? 0) &&
      use.end <= carried.write.end &&
      code.functionOf(use) === carried.fn &&
      !isTarget(code, use)
  )
}

function isTarget(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return parent?.type === 'AssignmentExpression' && parent.left === use && parent.operator === '='
}

/** A write of the place between the read and the last pause: the function has claimed it. */
export function claimedBefore(code: Code, carried: CarriedWrite): Node | undefined {
  const last = carried.pauses.at(-1)
  return code
    .nodes('AssignmentExpression')
    .find(
      one =>
        one !== carried.write &&
        one.start > carried.read.start &&
        one.start < (last?.start ?? 0) &&
        code.functionOf(one) === carried.fn &&
        isPlace(code, one.left, carried.place)
    )
}
