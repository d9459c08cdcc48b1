import type {Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {parameterIndex} from './accesses.ts'
import {type Caller, callersOf} from './callees.ts'
import type {Code} from './code.ts'
import type {Input} from './inputs.ts'
import {inputsOf} from './inputs.ts'
import type {MissingInput} from './missing-inputs.ts'

/**
 * Why an input that a key leaves out can not differ for one key, as a clause: each caller passes the same constant, or
 * one that follows from what the key does hold. Undefined when a caller was seen that does neither, or none was seen.
 */
export function settledByCallers(
  context: DetectorContext,
  code: Code,
  missing: MissingInput,
  key: readonly Input[]
): string | undefined {
  const callers = callersOf(context, {code, fn: missing.owner})
  const index = parameterIndex(missing.binding)
  const [first] = callers
  if (!first || index === undefined) return undefined
  const leaves = callers.map(caller => leavesWhenSet(caller, missing.path.at(-1)))
  const [leave] = leaves
  if (leave && leaves.every(Boolean))
    return `each caller leaves before when it is set, as at ${first.code.at(leave)}`
  const given = callers.map(caller => partOf(caller.call.arguments[index], missing.path))
  const texts = new Set(callers.map((caller, at) => constantText(caller.code, given[at])))
  if (texts.size === 1 && !texts.has(undefined))
    return `each of ${callers.length} callers passes the same, as at ${first.code.at(first.call)}`
  const held = keyPositions(missing, key)
  const follows = callers.every((caller, at) => followsFrom(context, caller, given[at], held))
  return follows ? `it follows from the key at ${first.code.at(first.call)}` : undefined
}

/** An `if (options.raw) return` before the call: past it the option has one value only. */
function leavesWhenSet({code, call}: Caller, name: string | undefined): Node | undefined {
  const fn = code.functionOf(call)
  return code.nodes('IfStatement').find(statement => {
    const test = unwrap(statement.test)
    return (
      statement.end <= call.start &&
      code.functionOf(statement) === fn &&
      code.parentOf(statement) === fn?.body &&
      isExit(statement.consequent) &&
      test.type === 'MemberExpression' &&
      name !== undefined &&
      propertyName(test) === name
    )
  })
}

/** The part of an argument that a path names, where the argument is written out. */
function partOf(argument: Node | undefined, path: readonly string[]): Node | undefined {
  const node = argument && unwrap(argument)
  const [name, ...rest] = path
  if (node?.type !== 'ObjectExpression' || name === undefined) return node
  const property = node.properties.find(one => propertyName(one) === name)
  return property?.type === 'Property' ? partOf(property.value, rest) : undefined
}

function constantText(code: Code, node: Node | undefined): string | undefined {
  if (!node) return 'undefined'
  if (node.type === 'Literal') return code.text(node)
  const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
  return binding?.moduleLevel ? `${code.path}#${binding.name}` : undefined
}

/** Which other parameters of the same function the key reads. */
function keyPositions(missing: MissingInput, key: readonly Input[]): Set<number> {
  const positions = new Set<number>()
  for (const {binding} of key) {
    const index = binding.owner === missing.owner ? parameterIndex(binding) : undefined
    if (index !== undefined && binding !== missing.binding) positions.add(index)
  }
  return positions
}

/** A property that tells one object from others, so that its other properties follow. */
const NAMES = /(?:name|id|key|path|url|uri|hash)$/i

/** Whether all that decides an argument is also what decides the arguments that the key is made of. */
function followsFrom(
  context: DetectorContext,
  {code, call}: Caller,
  given: Node | undefined,
  held: ReadonlySet<number>
): boolean {
  if (!given) return true
  const inputs = inputsOf(context, code, given, 'least')
  if (inputs.length === 0) return constantText(code, given) !== undefined && held.size > 0
  const known = call.arguments.flatMap((argument, index) =>
    held.has(index) ? inputsOf(context, code, argument, 'most') : []
  )
  return inputs.every(({binding, path}) =>
    known.some(
      one =>
        one.binding === binding &&
        (NAMES.test(one.path.at(-1) ?? '') ||
          one.path.every((part, index) => path[index] === undefined || part === path[index]))
    )
  )
}
