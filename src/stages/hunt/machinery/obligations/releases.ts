import type {CallExpression, Node} from '@oxc-project/types'
import {callName} from '../../../../syntax/call-name.ts'
import {memberPath} from '../../../../syntax/member-path.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import type {Code} from '../code.ts'

/** A call that ends the duty to release something. */
export interface Release {
  readonly node: CallExpression
  /** What is released: a receiver, an argument, or the function itself that is called. */
  readonly target: Node
  readonly form: 'method' | 'argument' | 'call'
  readonly name: string
}

/** Methods that give back what they are called on. `abort`, `clear` and `remove` are left out: they do other things as well. */
const METHODS =
  /^(?:release(?:Lock)?|close(?:Sync|Async|All\w*)?|destroy(?:Async)?|dispose(?:Async)?|terminate|disconnect(?:Async)?|unsubscribe(?:All)?|endSession|quit|unlock|free|kill|end|stop|shut_?down|teardown|cleanup|removeCallback|unregister|detach|revoke)$/i
/** Names of functions that release their first argument, also as methods of its owner: `pool.release(client)`. */
const BY_ARGUMENT =
  /^(?:(?:release|close|dispose|destroy|free|terminate|disconnect|unlock|teardown|kill)(?:(?!\w*Transaction)[A-Z]\w*)?|closeSync|rm|rmSync|rmdir|rmdirSync|rimraf|rimrafSync|unlink|unlinkSync|revokeObjectURL|unsubscribe|removeSync|emptyDir|clearTimeout|clearInterval|clearImmediate|cancelAnimationFrame|cancelIdleCallback)$/
/** Variables that hold a function which releases. */
const FUNCTIONS =
  /^(?:release\w*|unlock\w*|unsub\w*|dispose\w*|off(?:[A-Z]\w*)?|clean_?up\w*|tear_?down\w*|unregister\w*|unwatch\w*|unlisten\w*|stop(?:[A-Z]\w*)?|detach\w*|free(?:[A-Z]\w*)?)$/i

/** Methods that only mean a release where it is known that something is held: a response and an animation have them too. */
export function isWeakRelease(name: string): boolean {
  return /^(?:end|stop|kill|detach|unregister)$/i.test(name)
}

export function isReleaseMethod(name: string): boolean {
  return METHODS.test(name)
}

export function isReleaseFunction(name: string): boolean {
  return FUNCTIONS.test(name)
}

const known = new WeakMap<Code, readonly Release[]>()

/** Everything that a module releases, in source order; one call may stand for several. */
export function releasesIn(code: Code): readonly Release[] {
  const releases = known.get(code) ?? code.nodes('CallExpression').flatMap(call => releasesBy(call))
  known.set(code, releases)
  return releases
}

/** What a call releases, as far as its name says. */
export function releasesBy(call: CallExpression): Release[] {
  const name = callName(call) ?? symbolKey(call)
  if (name === undefined) return []
  const callee = unwrap(call.callee)
  const releases: Release[] = []
  if (callee.type === 'MemberExpression' && METHODS.test(name))
    releases.push({node: call, target: unwrap(callee.object), form: 'method', name})
  if (callee.type === 'Identifier' && FUNCTIONS.test(name))
    releases.push({node: call, target: callee, form: 'call', name})
  const [first] = call.arguments
  if (first && first.type !== 'SpreadElement' && BY_ARGUMENT.test(name))
    releases.push({node: call, target: unwrap(first), form: 'argument', name})
  return releases
}

/** `x[Symbol.dispose]()`. */
function symbolKey(call: CallExpression): string | undefined {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' || !callee.computed || propertyName(callee) !== undefined)
    return undefined
  return /^Symbol\.(?:asyncD|d)ispose$/.test(memberPath(callee.property as Node) ?? '')
    ? 'dispose'
    : undefined
}
