import type {AssignmentExpression, CallExpression, NewExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../../syntax/call-name.ts'
import {isFunction} from '../../../../syntax/is-function.ts'
import {unwrap} from '../../../../syntax/unwrap.ts'
import {walk} from '../../../../syntax/walk.ts'
import type {DetectorContext} from '../../define-detector.ts'
import type {Code} from '../code.ts'
import {isPlace, type Place, placeOf, usesOf} from '../place.ts'
import {acquisitionOf} from './acquisitions.ts'
import {madeBy} from './owned-locals.ts'
import {isWeakRelease, type Release, releasesIn} from './releases.ts'

/** A write of something new to a place that its module releases elsewhere. */
export interface HeldWrite {
  readonly place: Place
  readonly write: AssignmentExpression
  /** What makes the new value: a call or `new`. */
  readonly made: Node
  /** In source order, never empty. */
  readonly releases: readonly [Release, ...Release[]]
  /** Whether the place holds a list of such things. */
  readonly list: boolean
}

/** Writes of new values to fields and to variables that outlive a call, where the same place is released elsewhere. */
export function heldWrites(context: DetectorContext, code: Code): HeldWrite[] {
  return code.nodes('AssignmentExpression').flatMap((write): HeldWrite[] => {
    if (write.operator !== '=') return []
    const made = madeBy(write.right)
    if (!made) return []
    const place = placeOf(code, write.left)
    if (!place || place.lifetime === 'local') return []
    const whole = isTaken(context, code, made) ? releasesOfPlace(code, place) : []
    if (isNonEmpty(whole)) return [{place, write, made, releases: whole, list: false}]
    const inner = makesInside(made)
    const elements = inner ? elementReleases(code, place) : []
    return inner && isNonEmpty(elements) ? [{place, write, made: inner, releases: elements, list: true}] : []
  })
}

function isTaken(context: DetectorContext, code: Code, made: CallExpression | NewExpression): boolean {
  return /^set(?:Timeout|Interval)$/.test(callName(made) ?? '') || !!acquisitionOf(context, code, made)
}

function isNonEmpty(releases: readonly Release[]): releases is readonly [Release, ...Release[]] {
  return releases.length > 0
}

/** Releases of what the place holds, through the place or a variable that only is another name of it. */
export function releasesOfPlace(code: Code, place: Place): Release[] {
  return releasesIn(code).filter(release => {
    if (release.form === 'method' && isWeakRelease(release.name) && release.name !== 'stop') return false
    if (/^(?:rm|unlink|emptyDir|removeSync)/.test(release.name)) return false
    return isPlace(code, aliased(code, release.target), place)
  })
}

/** The place of which a local variable is another name. */
function aliased(code: Code, target: Node): Node {
  const definition = target.type === 'Identifier' ? code.bindingOf(target)?.definitions[0]?.node : undefined
  if (definition?.type !== 'VariableDeclarator' || definition.id.type !== 'Identifier' || !definition.init)
    return target
  const value = unwrap(definition.init)
  return value.type === 'MemberExpression' || value.type === 'Identifier' ? value : target
}

/** `new X` inside of the callback of a list's `map`. */
function makesInside(made: Node): Node | undefined {
  let found: Node | undefined
  let listed = false
  walk(made, node => {
    if (isCall(node) && /^(?:map|flatMap|from)$/.test(callName(node) ?? '')) listed = true
    if (
      node.type === 'NewExpression' &&
      /^[A-Z]/.test(callName(node) ?? '') &&
      !isBuiltIn(callName(node) ?? '')
    )
      found ??= node
    return undefined
  })
  return listed ? found : undefined
}

function isBuiltIn(name: string): boolean {
  return /^(?:Map|Set|Array|Date|Error|URL|RegExp|Promise|WebSocket|Object|Uint8Array|\w*Error)$/.test(name)
}

/** Releases of each element: in a callback of `map` or `forEach` of the place, or a loop over it. */
function elementReleases(code: Code, place: Place): Release[] {
  return releasesIn(code).filter(({target, form}) => {
    const binding = form === 'method' && target.type === 'Identifier' ? code.bindingOf(target) : undefined
    const definition = binding?.definitions[0]
    if (definition?.kind === 'parameter' && isFunction(definition.node)) {
      const call = code.parentOf(definition.node)
      const callee = isCall(call) ? unwrap(call.callee) : undefined
      return (
        callee?.type === 'MemberExpression' &&
        /^(?:map|forEach)$/.test(isCall(call) ? (callName(call) ?? '') : '') &&
        isPlace(code, callee.object, place)
      )
    }
    const loop = definition && code.parentOf(code.parentOf(definition.node) ?? definition.node)
    return loop?.type === 'ForOfStatement' && isPlace(code, loop.right, place)
  })
}

/** Uses of a place before a write of it in the same function, the targets of writes left out. */
export function earlierUses(code: Code, {place, write}: HeldWrite): Node[] {
  const fn = code.functionOf(write)
  return usesOf(code, place).filter(use => use.end <= write.start && code.functionOf(use) === fn)
}
