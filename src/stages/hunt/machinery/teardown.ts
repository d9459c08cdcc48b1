import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {type Place, usesOf} from './place.ts'
import {resolveFunction} from './resolve.ts'

/** A function that ends the life of the class, object or factory it belongs to. */
export interface Teardown {
  readonly name: string
  readonly fn: FunctionNode
}

const ENDS =
  /^[#_$]*(?:close|stop|destroy|dispose|disconnect|shut_?down|terminate|tear_?down|unmount|end|quit|kill)(?:All|Async|Connection|Server|Client)?$/i
const HOOKS =
  /^(?:componentWillUnmount|disconnectedCallback|ngOnDestroy|onModuleDestroy|onApplicationShutdown|before(?:Destroy|Unmount))$/
/** It ends a connection, which another one follows where the owner can connect again. */
const COMES_BACK = /^[#_$]*disconnect$/i
const DISPOSES = /^Symbol\.(?:asyncD|d)ispose$/

/** Whether a name promises that nothing is left behind: `close`, `_destroy`, `ngOnDestroy`. */
export function endsLife(name: string): boolean {
  return ENDS.test(name) || HOOKS.test(name)
}

/** The teardown functions of a class or object literal, or those made inside of a factory. In source order. */
export function teardownsOf(code: Code, owner: Node): Teardown[] {
  const holders: readonly Node[] = isClass(owner)
    ? owner.body.body
    : owner.type === 'ObjectExpression'
      ? owner.properties
      : isFunction(owner)
        ? madeIn(code, owner)
        : []
  return holders.flatMap(holder => {
    const name = nameOf(code, holder)
    const fn = functionIn(holder)
    if (!fn || name === undefined || !(endsLife(name) || DISPOSES.test(name))) return []
    return COMES_BACK.test(name) && /re-?connect/i.test(code.text(owner)) ? [] : [{name, fn}]
  })
}

/** Functions with a name that a factory makes: declarations, variables, and properties of its object literals. */
function madeIn(code: Code, factory: FunctionNode): Node[] {
  const named: Node[] = [
    ...code.nodes('FunctionDeclaration'),
    ...code.nodes('VariableDeclarator'),
    ...code.nodes('Property')
  ]
  return named
    .filter(node => contains(factory, node) && code.functionOf(node) === factory)
    .sort((a, b) => a.start - b.start)
}

function nameOf(code: Code, holder: Node): string | undefined {
  if (holder.type === 'FunctionDeclaration') return holder.id?.name
  if (holder.type === 'VariableDeclarator')
    return holder.id.type === 'Identifier' ? holder.id.name : undefined
  return propertyName(holder) ?? ('key' in holder ? code.text(holder.key as Node) : undefined)
}

function functionIn(holder: Node): FunctionNode | undefined {
  if (holder.type === 'FunctionDeclaration') return isFunction(holder) && holder.body ? holder : undefined
  const value = holder.type === 'VariableDeclarator' ? holder.init : (holder as {value?: Node | null}).value
  return value && isFunction(value) && value.body ? value : undefined
}

/** A function and those of its owner or module that it calls, however deep; functions inside are part of it. */
export function reachedFrom(context: DetectorContext, code: Code, start: FunctionNode): FunctionNode[] {
  const reached = new Set([start])
  for (const fn of reached) {
    for (const call of callsIn(code, fn)) {
      const called = resolveFunction(context, code, call.callee)
      if (called?.code === code) reached.add(called.fn)
      for (const wrapped of called ? [] : wrappedFunctions(code, call.callee)) reached.add(wrapped)
    }
  }
  return [...reached]
}

function callsIn(code: Code, fn: FunctionNode) {
  return code.nodes('CallExpression').filter(call => isCall(call) && contains(fn, call))
}

/** The functions given to the call that makes a variable's value: `const stop = once(async () => …)`. */
function wrappedFunctions(code: Code, callee: Node): FunctionNode[] {
  const [definition] = callee.type === 'Identifier' ? (code.bindingOf(callee)?.definitions ?? []) : []
  const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : undefined
  return init && isCall(init) ? init.arguments.filter(one => isFunction(one)) : []
}

/**
 * Where one of the functions names the place, through another name for `this` as well; a teardown that does may well
 * release it. To write nothing into it only forgets it.
 */
export function namedIn(code: Code, fns: readonly FunctionNode[], place: Place): Node | undefined {
  const uses =
    place.kind === 'variable'
      ? usesOf(code, place)
      : code.nodes('MemberExpression').filter(node => propertyName(node) === place.name)
  return uses.find(use => fns.some(fn => contains(fn, use)) && !isForgotten(code, use))
}

/** `this.timer = undefined` */
function isForgotten(code: Code, use: Node): boolean {
  const write = code.parentOf(use)
  if (write?.type !== 'AssignmentExpression' || write.left !== (use as never)) return false
  return /^(?:null|undefined)$/.test(code.text(write.right))
}
