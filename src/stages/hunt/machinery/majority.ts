import type {CallExpression, Node} from '@oxc-project/types'
import type {Facts} from '../../../facts/facts.ts'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import {allCode, type Code} from './code.ts'

/** What almost all calls of one kind in the repository are given by an option, and those that are not. */
interface Habit {
  /** `store.update`. */
  readonly callee: string
  /** The option, `req`. */
  readonly option: string
  readonly keeping: number
  readonly total: number
}

export interface Exception {
  readonly habit: Habit
  readonly code: Code
  readonly call: CallExpression
  /** The variable of the option's name that stands ready at the call. */
  readonly ready: Binding
  /** A call that keeps the habit. */
  readonly example: {readonly code: Code; readonly call: CallExpression}
}

interface Sibling {
  readonly code: Code
  readonly call: CallExpression
  readonly options: ReadonlySet<string>
}

const MINIMUM = 5
const SHARE = 0.8

const cache = new WeakMap<Facts, readonly Exception[]>()

/**
 * Calls that lack an option which at least 80 % of at least five siblings pass, while a variable of its name stands ready.
 * Siblings are calls of one method name on receivers of one last name, with an object literal as an argument.
 */
export function exceptionsToHabits(
  context: DetectorContext,
  options: readonly string[],
  isMeant: (call: CallExpression) => boolean
): readonly Exception[] {
  const known = cache.get(context.facts) ?? findExceptions(context, options, isMeant)
  cache.set(context.facts, known)
  return known
}

function findExceptions(
  context: DetectorContext,
  options: readonly string[],
  isMeant: (call: CallExpression) => boolean
): Exception[] {
  const groups = gather(context, isMeant)
  return [...groups].flatMap(([callee, siblings]) =>
    siblings.length < MINIMUM ? [] : options.flatMap(option => exceptionsIn(callee, siblings, option))
  )
}

function gather(
  context: DetectorContext,
  isMeant: (call: CallExpression) => boolean
): Map<string, Sibling[]> {
  const groups = new Map<string, Sibling[]>()
  for (const code of allCode(context)) {
    for (const call of code.nodes('CallExpression')) {
      if (!isMeant(call)) continue
      const receiver = receiverOf(call)
      const owner = receiver && memberPath(receiver)?.split('.').at(-1)
      const options = optionsOf(call)
      if (owner === undefined || !options) continue
      const callee = `${owner}.${callName(call)}`
      groups.set(callee, [...(groups.get(callee) ?? []), {code, call, options}])
    }
  }
  return groups
}

/** The names of the options of a call; undefined without an object literal, or with a spread that may hold any. */
function optionsOf(call: CallExpression): ReadonlySet<string> | undefined {
  const objects = call.arguments.map(one => unwrap(one)).filter(one => one.type === 'ObjectExpression')
  if (objects.length === 0) return undefined
  const names = new Set<string>()
  for (const object of objects) {
    if (object.type !== 'ObjectExpression') continue
    for (const property of object.properties) {
      if (property.type === 'SpreadElement') return undefined
      const name = propertyName(property)
      if (name !== undefined) names.add(name)
    }
  }
  return names
}

function exceptionsIn(callee: string, siblings: readonly Sibling[], option: string): Exception[] {
  const keeping = siblings.filter(one => one.options.has(option))
  const [example] = keeping
  if (!example || keeping.length === siblings.length || keeping.length / siblings.length < SHARE) return []
  const habit = {callee, option, keeping: keeping.length, total: siblings.length}
  return siblings.flatMap(({code, call, options}) => {
    const ready = options.has(option) ? undefined : readyAt(code, call, option)
    return ready ? [{habit, code, call, ready, example}] : []
  })
}

/** A variable of that name, of a function around the call, that is declared before it. */
function readyAt(code: Code, call: Node, name: string): Binding | undefined {
  for (const node of code.nodes('Identifier')) {
    if (node.start > call.start) return undefined
    if (node.name !== name) continue
    const binding = code.bindingOf(node)
    if (binding && !binding.moduleLevel && contains(binding.owner, call)) return binding
  }
  return undefined
}
