import type {Class, Node} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {callName} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import {allCode, type Code, codeOf} from './code.ts'
import {declarationOf} from './module-names.ts'
import {teardownsOf} from './teardown.ts'
import {type Timer, timersOf} from './timers.ts'

/** An interval in a field of a class that extends another. */
interface FieldTimer {
  readonly code: Code
  readonly owner: Class
  readonly base: string
  readonly timer: Timer
  readonly field: string
  /** The teardown of the class that clears it, with the clearing. */
  readonly cleared: {readonly teardown: string; readonly at: Node} | undefined
}

/** An interval that its class never clears, while a class with the same base clears its own in a teardown. */
export interface UnlikeSibling {
  readonly one: FieldTimer
  readonly sibling: FieldTimer & {readonly cleared: {readonly teardown: string; readonly at: Node}}
  /** Where the base class, which has that teardown, clears the field. */
  readonly inBase: {readonly code: Code; readonly node: Node} | undefined
}

interface Timers {
  readonly ofClasses: readonly FieldTimer[]
  readonly bases: ReadonlyMap<string, {readonly code: Code; readonly owner: Class}>
}

const known = new WeakMap<Facts, Timers>()

/** Classes of a module that start an interval, have no teardown of their own, and a sibling that has one. */
export function unlikeSiblings(context: DetectorContext, code: Code): UnlikeSibling[] {
  const {ofClasses, bases} = known.get(context.facts) ?? readTimers(context)
  known.set(context.facts, {ofClasses, bases})
  return ofClasses.flatMap(one => {
    if (one.code !== code || one.cleared || teardownsOf(code, one.owner).length > 0) return []
    const sibling = ofClasses.find(other => other.base === one.base && other.cleared)
    if (!sibling?.cleared || clearOf(code, one.owner, one.field)) return []
    const base = importedClass(context, code, one.base) ?? bases.get(one.base)
    const {teardown} = sibling.cleared
    if (!base || !teardownsOf(base.code, base.owner).some(({name}) => name === teardown)) return []
    const node = clearOf(base.code, base.owner, one.field)
    return [{one, sibling: {...sibling, cleared: sibling.cleared}, inBase: node && {code: base.code, node}}]
  })
}

function importedClass(context: DetectorContext, code: Code, name: string) {
  const declared = declarationOf(context, code, name)
  if (declared && isClass(declared.node)) return {code: declared.code, owner: declared.node}
  // `const Base = require('./base')`: the one class of that module.
  const edge = context.facts.imports.find(
    one => one.from === code.path && one.names.some(({local}) => local === name)
  )
  const ast = edge && context.ast(edge.to)
  const target = ast && codeOf(ast)
  const [only, second] = target
    ? [...target.nodes('ClassDeclaration'), ...target.nodes('ClassExpression')]
    : []
  return target && only && !second ? {code: target, owner: only} : undefined
}

function readTimers(context: DetectorContext): Timers {
  const ofClasses: FieldTimer[] = []
  const bases = new Map<string, {code: Code; owner: Class}>()
  for (const code of allCode(context)) {
    for (const owner of [...code.nodes('ClassDeclaration'), ...code.nodes('ClassExpression')])
      if (owner.id) bases.set(owner.id.name, {code, owner})
    ofClasses.push(...timersOf(code).flatMap(timer => fieldTimer(code, timer) ?? []))
  }
  return {ofClasses, bases}
}

function fieldTimer(code: Code, timer: Timer): FieldTimer | undefined {
  const owner = code.thisOwner(timer.call)
  const {place} = timer
  if (timer.kind !== 'interval' || place?.kind !== 'field' || !isClass(owner)) return undefined
  if (owner.superClass?.type !== 'Identifier') return undefined
  const at = clearOf(code, owner, place.name)
  const teardown = at && teardownsOf(code, owner).find(one => contains(one.fn, at))
  return {
    code,
    owner,
    base: owner.superClass.name,
    timer,
    field: place.name,
    cleared: at && teardown && {teardown: teardown.name, at}
  }
}

/** Where a class clears a field of that name. */
function clearOf(code: Code, owner: Class, field: string): Node | undefined {
  return code
    .nodes('CallExpression')
    .find(
      call =>
        contains(owner, call) &&
        /^clear(?:Interval|Timeout)$/.test(callName(call) ?? '') &&
        code.text(call.arguments[0] ?? call) === `this.${field}`
    )
}
