import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../../syntax/call-name.ts'
import {isFunction} from '../../../../syntax/is-function.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Code} from '../code.ts'
import {isReleaseFunction, isReleaseMethod} from './releases.ts'

/** How a value leaves the variable that holds it, at the event that does it. */
interface Escape {
  readonly node: Node
  /** `argument`: a call gets it, and may only borrow it. `given`: it is returned, stored or thrown. */
  readonly kind: 'argument' | 'given'
}

/** Where a use of a variable gives its value to somebody else; undefined when it stays. */
export function escapeOf(code: Code, use: Node): Escape | undefined {
  let child = use
  for (const ancestor of code.ancestorsOf(use)) {
    const step = stepOf(ancestor, child)
    if (step !== 'on') return step
    child = ancestor
  }
  return undefined
}

function stepOf(parent: Node, child: Node): Escape | 'on' | undefined {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === child ? memberStep(parent) : undefined
    case 'CallExpression':
    case 'NewExpression':
      return callStep(parent, child)
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'YieldExpression':
    case 'ArrowFunctionExpression':
    case 'JSXExpressionContainer':
      return {node: parent, kind: 'given'}
    case 'AssignmentExpression':
      return parent.right === child ? {node: parent, kind: 'given'} : undefined
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern' && !takesRelease(parent.id)
        ? undefined
        : {node: parent, kind: 'given'}
    case 'ConditionalExpression':
      return parent.test === child ? undefined : 'on'
    case 'Property':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'LogicalExpression':
    case 'AwaitExpression':
    case 'SequenceExpression':
      return 'on'
    default:
      return unwrap(parent) === parent ? undefined : 'on'
  }
}

const JOINS = /^(?:pipe|pipeTo|pipeThrough)$/
/** Methods that give back what they are called on. */
const FLUENT =
  /^(?:on|once|addListener|prependListener|ref|unref|setEncoding|setTimeout|setNoDelay|setKeepAlive)$/

/** `x.close` that is handed on instead of called gives the duty away; other members are parts. */
function memberStep(member: Node & {type: 'MemberExpression'}): 'on' | undefined {
  const name = propertyName(member) ?? ''
  return isReleaseMethod(name) || JOINS.test(name) || FLUENT.test(name) ? 'on' : undefined
}

/** A call on a member of the value is no escape, but those that join it to something that outlives them. */
function callStep(
  call: Node & {type: 'CallExpression' | 'NewExpression'},
  child: Node
): Escape | 'on' | undefined {
  if (call.callee !== child) return {node: call, kind: 'argument'}
  const name = callName(call) ?? ''
  if (unwrap(child).type !== 'MemberExpression') return undefined
  if (FLUENT.test(name)) return 'on'
  return JOINS.test(name) ? {node: call, kind: 'given'} : undefined
}

function takesRelease(pattern: Node & {type: 'ObjectPattern'}): boolean {
  return pattern.properties.some(part => {
    const name = part.type === 'Property' ? propertyName(part) : undefined
    return name === undefined || isReleaseMethod(name) || isReleaseFunction(name)
  })
}

/** Calls whose arguments are theirs from then on. */
const TAKES =
  /^(?:pipeline|pipe|finished|push|unshift|add|set|register\w*|track\w*|own|attach\w*|adopt|manage|defer|use|addCleanup|onTestFinished|resolve|cb|callback|done|next|enqueue|store|save|put|append|from|all|assign|bind|enterWith)$/i

/** Whether an event makes the value somebody else's business. */
export function takesOver({kind, node: call}: Escape): boolean {
  if (kind === 'given') return true
  if (!isCall(call)) return false
  return TAKES.test(callName(call) ?? '') || isFunction(unwrap(call.callee))
}
