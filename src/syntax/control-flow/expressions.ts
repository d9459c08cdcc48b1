import type {Node} from '@oxc-project/types'
import {visitorKeys} from 'oxc-parser'
import {isFunction} from '../is-function.ts'
import {isNode} from '../walk.ts'
import type {Targets} from './targets.ts'
import {edge, type Vertex, vertex} from './vertex.ts'

/** Expressions whose evaluation is an event of its own. All others only pass control through their parts. */
const EVENTS: ReadonlySet<string> = new Set([
  'CallExpression',
  'NewExpression',
  'ImportExpression',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'YieldExpression',
  'AssignmentExpression',
  'UpdateExpression'
])
const THROWS: ReadonlySet<string> = new Set([
  'CallExpression',
  'NewExpression',
  'ImportExpression',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'YieldExpression'
])

/** The first vertex of an expression whose value goes to `next`. */
export function expression(node: Node, next: Vertex, targets: Targets): Vertex {
  switch (node.type) {
    case 'ConditionalExpression':
      return condition(
        node.test,
        expression(node.consequent, next, targets),
        expression(node.alternate, next, targets),
        targets
      )
    case 'LogicalExpression':
      return logical(node, next, targets)
    case 'AssignmentExpression':
      if (/^(?:&&|\|\||\?\?)=$/.test(node.operator)) {
        const assigned = expression(node.right, event(node, next, targets), targets)
        return expression(
          node.left as Node,
          vertex(node.left as Node, edge(assigned, 'true'), edge(next, 'false')),
          targets
        )
      }
      break
    case 'ChainExpression':
      return expression(node.expression, next, targets)
    default:
  }
  if (isFunction(node) || node.type === 'ClassExpression') return next
  const after = EVENTS.has(node.type) || isDelete(node) ? event(node, next, targets) : next
  return partsOf(node).reduceRight((following, part) => expression(part, following, targets), after)
}

/** A test and the vertices it leads to. `!a`, `a && b` and `a || b` are taken apart. */
export function condition(test: Node, whenTrue: Vertex, whenFalse: Vertex, targets: Targets): Vertex {
  if (test.type === 'UnaryExpression' && test.operator === '!')
    return condition(test.argument, whenFalse, whenTrue, targets)
  if (test.type === 'LogicalExpression' && test.operator !== '??') {
    const right = condition(test.right, whenTrue, whenFalse, targets)
    return test.operator === '&&'
      ? condition(test.left, right, whenFalse, targets)
      : condition(test.left, whenTrue, right, targets)
  }
  return expression(test, vertex(test, edge(whenTrue, 'true'), edge(whenFalse, 'false')), targets)
}

function logical(node: Node & {type: 'LogicalExpression'}, next: Vertex, targets: Targets): Vertex {
  const right = expression(node.right, next, targets)
  if (node.operator === '&&') return condition(node.left, right, next, targets)
  if (node.operator === '||') return condition(node.left, next, right, targets)
  return expression(node.left, vertex(undefined, edge(next), edge(right)), targets)
}

function event(node: Node, next: Vertex, targets: Targets): Vertex {
  const made = vertex(node, edge(next))
  if (THROWS.has(node.type)) made.edges.push(edge(targets.thrown, 'throw'))
  return made
}

function isDelete(node: Node): boolean {
  return node.type === 'UnaryExpression' && node.operator === 'delete'
}

/** The parts of an expression in the order in which they are evaluated; types left out. */
function partsOf(node: Node): Node[] {
  if (node.type === 'BinaryExpression') return operandsOf(node)
  return (visitorKeys[node.type] ?? []).flatMap(key => {
    const value = (node as unknown as Record<string, unknown>)[key]
    return (Array.isArray(value) ? value : [value]).filter(isValue)
  })
}

/** In a loop, so that a sum of 30,000 terms does not overflow the stack. */
function operandsOf(node: Node): Node[] {
  const operands: Node[] = []
  let left = node
  while (left.type === 'BinaryExpression') {
    operands.unshift(left.right)
    left = left.left
  }
  return [left, ...operands]
}

function isValue(value: unknown): value is Node {
  return (
    isNode(value) && !/^TS(?!AsExpression|NonNull|Satisfies|TypeAssertion|Instantiation)/.test(value.type)
  )
}
