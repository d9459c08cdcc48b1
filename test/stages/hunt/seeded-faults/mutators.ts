import type {Node} from '@oxc-project/types'
import type {Code} from '../../../../src/stages/hunt/machinery/code.ts'
import {calledInModule} from '../../../../src/stages/hunt/machinery/recursion.ts'
import {callName, isCall, receiverOf} from '../../../../src/syntax/call-name.ts'
import {isFunction} from '../../../../src/syntax/is-function.ts'
import {stringValue} from '../../../../src/syntax/string-value.ts'
import {instead, type Mutator, type Splice, without} from './mutants.ts'

/** The faults, by the duty that they break. */
export const mutators: readonly Mutator[] = [
  {
    name: 'drop an await',
    categories: ['error-handling', 'ordering', 'lifecycle', 'concurrency', 'state-machine', 'fan-out'],
    places: code =>
      code
        .nodes('AwaitExpression')
        .filter(node => isOwnWork(code, node))
        .map(node => [{start: node.start, end: node.argument.start, text: ''}])
  },
  {
    name: 'drop finally',
    categories: ['lifecycle', 'state-machine'],
    places: code =>
      code.nodes('TryStatement').flatMap(node => {
        const {finalizer, handler} = node
        if (!finalizer) return []
        const inner = (block: Node) => code.text(block).slice(1, -1)
        if (handler)
          return [[without({...finalizer, start: handler.end} as Node), after(node, inner(finalizer))]]
        return [[instead(node, `${beforeReturns(code, node.block, inner(finalizer))}${inner(finalizer)}`)]]
      })
  },
  {
    name: 'drop off, clear or delete',
    categories: ['lifecycle', 'scaling', 'state-machine', 'concurrency', 'idempotency'],
    places: code =>
      code.nodes('CallExpression').flatMap(call => {
        const parent = code.parentOf(call)
        const releases = /^(?:off|removeListener|removeEventListener|clearInterval|clearTimeout)$/
        const isStatement =
          parent?.type === 'ExpressionStatement' && code.parentOf(parent)?.type === 'BlockStatement'
        return isStatement && releases.test(callName(call) ?? '') ? [[without(parent)]] : []
      })
  },
  {
    name: 'move a write over an await',
    categories: ['concurrency'],
    places: code => code.nodes('BlockStatement').flatMap(block => movedWrites(code, block.body))
  },
  {
    name: 'remove a part of a key',
    categories: ['cache-staleness'],
    places: code =>
      code.nodes('TemplateLiteral').flatMap(node => {
        const parent = code.parentOf(node)
        if (parent?.type !== 'VariableDeclarator' || !/key/i.test(code.text(parent.id))) return []
        return node.expressions.map(part => [{start: part.start - 2, end: part.end + 1, text: ''}])
      })
  },
  {
    name: 'remove a test of what was visited',
    categories: ['fan-out', 'scaling'],
    places: code =>
      code
        .nodes('IfStatement')
        .filter(node => /^(?:seen|visited)\.has\(/.test(code.text(node.test)))
        .map(node => [without(node)])
  },
  {
    name: 'remove the return after a terminal call',
    categories: ['idempotency', 'state-machine'],
    places: code => code.nodes('ReturnStatement').flatMap(node => returnAfterCall(code, node))
  },
  {
    name: 'swap two names of events',
    categories: ['lifecycle'],
    places: code => {
      const events = code.nodes('CallExpression').flatMap(call => eventOf(call) ?? [])
      return events
        .filter(one => /^(?:off|removeListener|removeEventListener)$/.test(one.method))
        .flatMap(one => {
          const other = events.find(two => two.name !== one.name && two.object === one.object)
          return other ? [[instead(one.node, code.text(other.node))]] : []
        })
    }
  },
  {
    name: 'drop the transaction from an object of options',
    categories: ['state-machine'],
    places: code =>
      code.nodes('ObjectExpression').flatMap(node => {
        const index = node.properties.findIndex(one => /^(?:tx|transaction)$/.test(code.text(one)))
        const property = node.properties[index]
        if (!property || !isCall(code.parentOf(node))) return []
        const next = node.properties[index + 1]
        const previous = node.properties[index - 1]
        if (next) return [[{start: property.start, end: next.start, text: ''}]]
        return [[{start: previous ? previous.end : property.start, end: property.end, text: ''}]]
      })
  }
]

/** A statement that waits for a function of the program, or a `return await` that a `finally` relies on. */
function isOwnWork(code: Code, node: Node & {type: 'AwaitExpression'}): boolean {
  const parent = code.parentOf(node)
  if (parent?.type === 'ReturnStatement') {
    const block = code.parentOf(parent)
    const around = block && code.parentOf(block)
    return around?.type === 'TryStatement' && around.block === block && around.finalizer !== null
  }
  const call = node.argument
  return (
    parent?.type === 'ExpressionStatement' && isCall(call) && calledInModule(code, call.callee) !== undefined
  )
}

function after(node: Node, text: string): Splice {
  return {start: node.end, end: node.end, text}
}

/** The block's statements, each `return` of its own led by the statements of `finally`: the path without an error stays right. */
function beforeReturns(code: Code, block: Node, cleanUp: string): string {
  const text = code.text(block)
  const returns = code.nodes('ReturnStatement').filter(one => {
    if (one.start < block.start || one.end > block.end) return false
    return code.functionOf(one) === code.functionOf(block)
  })
  let changed = text
  for (const one of [...returns].reverse()) {
    const value = one.argument ? code.text(one.argument) : 'undefined'
    const inner = `{ const result = ${value}\n${cleanUp}\nreturn result }`
    changed = changed.slice(0, one.start - block.start) + inner + changed.slice(one.end - block.start)
  }
  return changed.slice(1, -1)
}

/** `this.started = true` before a statement that waits, put after it. */
function movedWrites(code: Code, statements: readonly Node[]): Splice[][] {
  return statements.flatMap((node, at) => {
    const next = statements[at + 1]
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression' || !next)
      return []
    const isField = code.text(node.expression.left).startsWith('this.')
    const isFlag = code.text(node.expression.right) === 'true'
    if (!isField || !isFlag || node.expression.operator !== '=' || !waits(code, next)) return []
    if (next.type !== 'ExpressionStatement') return []
    return [[instead(node, code.text(next)), instead(next, code.text(node))]]
  })
}

function waits(code: Code, node: Node): boolean {
  return code.nodes('AwaitExpression').some(one => one.start >= node.start && one.end <= node.end)
}

/** `return callback(error)`, and `return` after the statement `callback(error)`. */
function returnAfterCall(code: Code, node: Node & {type: 'ReturnStatement'}): Splice[][] {
  const parent = code.parentOf(node)
  const terminal = /^(?:callback|done|next|resolve|reject)$/
  if (isLast(code, node)) return []
  if (isCall(node.argument)) {
    const isTerminal = terminal.test(callName(node.argument) ?? '') && !receiverOf(node.argument)
    return isTerminal ? [[{start: node.start, end: node.argument.start, text: ''}]] : []
  }
  if (node.argument || parent?.type !== 'BlockStatement') return []
  const before = parent.body[(parent.body as readonly Node[]).indexOf(node) - 1]
  const call = before?.type === 'ExpressionStatement' ? before.expression : undefined
  return isCall(call) && terminal.test(callName(call) ?? '') ? [[without(node)]] : []
}

/** Whether nothing comes after a statement in its function, so that its `return` says nothing. */
function isLast(code: Code, node: Node): boolean {
  const fn = code.functionOf(node)
  if (!fn || !isFunction(fn) || fn.body?.type !== 'BlockStatement') return true
  return fn.body.body.at(-1) === node
}

interface Event {
  readonly method: string
  readonly name: string
  readonly node: Node
  readonly object: string
}

function eventOf(call: Node & {type: 'CallExpression'}): Event | undefined {
  const method = callName(call) ?? ''
  const [node] = call.arguments as readonly Node[]
  const name = stringValue(node)
  const object = receiverOf(call)
  if (!node || name === undefined || !object) return undefined
  if (!/^(?:on|off|addListener|removeListener|addEventListener|removeEventListener)$/.test(method))
    return undefined
  return {method, name, node, object: objectName(object)}
}

function objectName(node: Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression') return node.type
  const {property} = node
  return property.type === 'PrivateIdentifier' || property.type === 'Identifier' ? property.name : node.type
}
