import type {IfStatement, Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {type Place, placeOf, usesOf} from './place.ts'
import {writesOf} from './writes.ts'

/** A method that leaves early when its class says that it is over: `if (this.state === 'done') return`. */
export interface EndTest {
  readonly place: Place
  /** The text of the state; undefined for a flag. */
  readonly value: string | undefined
  readonly statement: IfStatement
  readonly fn: FunctionNode
}

const OVER =
  /^[#_]*(?:is|was|has|been)?_?(?:done|closed|ended|finished|destroyed|terminated|disposed|settled|completed?|stopped|cancell?ed|aborted|released|shutdown)$/i

/** The early returns of a class's methods for a state that is the last one. In source order. */
export function endTestsOf(code: Code, owner: Node): EndTest[] {
  return code.nodes('IfStatement').flatMap(statement => {
    const fn =
      contains(owner, statement) && isExit(statement.consequent) ? code.functionOf(statement) : undefined
    if (!fn) return []
    const tested = lastState(code, statement.test)
    return tested && tested.place.owner === owner ? [{...tested, statement, fn}] : []
  })
}

function lastState(code: Code, test: Node): {place: Place; value: string | undefined} | undefined {
  const node = unwrap(test)
  if (node.type === 'LogicalExpression')
    return node.operator === '||' ? (lastState(code, node.left) ?? lastState(code, node.right)) : undefined
  if (node.type === 'MemberExpression') {
    const place = placeOf(code, node)
    return place?.kind === 'field' && OVER.test(place.name) ? {place, value: undefined} : undefined
  }
  if (node.type !== 'BinaryExpression' || !/^===?$/.test(node.operator)) return undefined
  const place = placeOf(code, node.left)
  const value = stringValue(unwrap(node.right))
  return place?.kind === 'field' && value !== undefined && OVER.test(value) ? {place, value} : undefined
}

/** Whether a function asks for the last state anywhere: the flag itself, or the state by that name. */
export function asksFor(code: Code, fn: FunctionNode, test: EndTest): boolean {
  return usesOf(code, test.place).some(use => {
    const parent = code.parentOf(use)
    if (!contains(fn, use) || (parent?.type === 'AssignmentExpression' && parent.left === use)) return false
    return test.value === undefined || names(code, fn, test.value)
  })
}

function names(code: Code, fn: FunctionNode, value: string): boolean {
  let found = false
  walk(fn, node => {
    if (
      node.type === 'Literal' &&
      node.value === value &&
      code.parentOf(node)?.type !== 'AssignmentExpression'
    )
      found = true
  })
  return found
}

/** Where a function sets the state to something else: its end is forgotten. */
export function leavesEnd(code: Code, fn: FunctionNode, test: EndTest): Node | undefined {
  return writesOf(code, test.place).find(({node, value}) => {
    if (!contains(fn, node) || code.functionOf(node) !== fn) return false
    const given = stringValue(unwrap(value))
    return test.value === undefined
      ? code.text(value) === 'false'
      : given !== undefined && given !== test.value
  })?.node
}

/** The methods of a class whose names say that they are told of an end: `handleError`, `onClose`. */
export function endHandlersOf(members: readonly Node[]): {name: string; fn: FunctionNode}[] {
  return members.flatMap(member => {
    const name = propertyName(member)
    const {value} = member as {value?: Node | null}
    if (name === undefined || !value || !isFunction(value)) return []
    return /^[#_]*(?:handle|on)_?\w*(?:Error|Fail\w*|Close|End|Timeout|Abort|Disconnect)$/i.test(name)
      ? [{name, fn: value}]
      : []
  })
}
