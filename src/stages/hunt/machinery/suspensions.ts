import type {Node, Statement} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'

/** Something that is put out of use, and put back into use by a later statement of the same list. */
export interface Suspension {
  readonly fn: FunctionNode
  /** What is put out of use, as text: `this.stream`. */
  readonly target: string
  readonly receiver: Node
  readonly suspend: Node
  readonly resume: Node
  /** Every pause between the two, in source order. */
  readonly waits: readonly (Node & {type: 'AwaitExpression'})[]
}

/** Every suspension of a module with a pause before its end. */
export function suspensionsOf(code: Code): Suspension[] {
  return code.nodes('BlockStatement').flatMap(block => inList(code, block.body))
}

function inList(code: Code, statements: readonly Statement[]): Suspension[] {
  return statements.flatMap((statement, at) => {
    const suspend = callIn(statement)
    const fn = code.functionOf(statement)
    const receiver = suspend && receiverOf(suspend)
    if (!suspend || !receiver || !fn?.async) return []
    const name = callName(suspend) ?? ''
    const index = statements.findIndex((one, place) => place > at && resumes(code, one, receiver, name))
    const waits = index < 0 ? [] : statements.slice(at + 1, index).flatMap(pausesIn)
    const end = statements[index]
    if (!end || waits.length === 0) return []
    return [{fn, target: code.text(receiver), receiver, suspend, resume: end, waits}]
  })
}

function callIn(statement: Node) {
  const expression = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined
  const inner = expression?.type === 'AwaitExpression' ? unwrap(expression.argument) : expression
  return isCall(inner) ? inner : undefined
}

function resumes(code: Code, statement: Node, receiver: Node, name: string): boolean {
  const target = code.text(receiver)
  const expression = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined
  if (name === 'releaseLock' && expression?.type === 'AssignmentExpression')
    return code.text(expression.left) === target
  const call = callIn(statement)
  const on = call && receiverOf(call)
  return !!call && !!on && code.text(on) === target && callName(call) === oppositeOf(name)
}

const OPPOSITES: Readonly<Record<string, string>> = {
  pause: 'resume',
  suspend: 'resume',
  disable: 'enable',
  detach: 'attach',
  cork: 'uncork',
  freeze: 'unfreeze',
  block: 'unblock',
  mute: 'unmute'
}

/** `resumeSync` for `pauseSync`; undefined for a name that is not one of a pair. */
function oppositeOf(name: string): string | undefined {
  const [, verb = '', rest = ''] = /^([a-z]+)((?:[A-Z]\w*)?)$/.exec(name) ?? []
  const opposite = OPPOSITES[verb]
  return opposite === undefined ? undefined : `${opposite}${rest}`
}

function pausesIn(statement: Node): (Node & {type: 'AwaitExpression'})[] {
  const pauses: (Node & {type: 'AwaitExpression'})[] = []
  walk(statement, node => {
    if (isFunction(node)) return 'skip'
    if (node.type === 'AwaitExpression') pauses.push(node)
    return undefined
  })
  return pauses
}
