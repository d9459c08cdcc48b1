import type {Node} from '@oxc-project/types'
import {condition, expression} from './expressions.ts'
import {type Targets, through, within} from './targets.ts'
import {edge, type Vertex, vertex} from './vertex.ts'

/** The first vertex of statements that go on to `next`. */
export function statements(nodes: readonly Node[], next: Vertex, targets: Targets): Vertex {
  return nodes.reduceRight((following, node) => statement(node, following, targets), next)
}

function statement(node: Node, next: Vertex, targets: Targets, labels: readonly string[] = []): Vertex {
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
      return statements(node.body as readonly Node[], next, targets)
    case 'ExpressionStatement':
      return expression(node.expression, next, targets)
    case 'VariableDeclaration':
      return node.declarations.reduceRight((following, each) => declarator(each, following, targets), next)
    case 'IfStatement':
      return condition(
        node.test,
        statement(node.consequent, next, targets),
        node.alternate ? statement(node.alternate, next, targets) : next,
        targets
      )
    case 'ReturnStatement': {
      const left = vertex(node, edge(targets.returned))
      return node.argument ? expression(node.argument, left, targets) : left
    }
    case 'ThrowStatement':
      return expression(node.argument, vertex(node, edge(targets.thrown, 'throw')), targets)
    case 'BreakStatement':
      return vertex(node, edge(targets.breaks.get(node.label?.name ?? '') ?? next))
    case 'ContinueStatement':
      return vertex(node, edge(targets.continues.get(node.label?.name ?? '') ?? next))
    case 'LabeledStatement':
      return statement(node.body, next, within(targets, [node.label.name], next), [
        ...labels,
        node.label.name
      ])
    case 'TryStatement':
      return tryStatement(node, next, targets)
    case 'SwitchStatement':
      return switchStatement(node, next, targets, labels)
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
      return loop(node, next, targets, labels)
    default:
      return next
  }
}

type Loop = Node & {
  type: 'WhileStatement' | 'DoWhileStatement' | 'ForStatement' | 'ForInStatement' | 'ForOfStatement'
}

function loop(node: Loop, next: Vertex, targets: Targets, labels: readonly string[]): Vertex {
  const head = vertex(undefined)
  const again = node.type === 'ForStatement' && node.update ? expression(node.update, head, targets) : head
  const body = statement(node.body, again, within(targets, labels, next, again))
  switch (node.type) {
    case 'ForInStatement':
    case 'ForOfStatement': {
      const each = vertex(node, edge(body, 'true'), edge(next, 'false'))
      if (node.type === 'ForOfStatement') each.edges.push(edge(targets.thrown, 'throw'))
      head.edges.push(edge(each))
      return expression(node.right, head, targets)
    }
    case 'DoWhileStatement':
      head.edges.push(edge(test(node.test, body, next, targets)))
      return body
    case 'WhileStatement':
      head.edges.push(edge(test(node.test, body, next, targets)))
      return head
    default: {
      head.edges.push(edge(node.test ? test(node.test, body, next, targets) : body))
      if (!node.init) return head
      return node.init.type === 'VariableDeclaration'
        ? statement(node.init, head, targets)
        : expression(node.init, head, targets)
    }
  }
}

/** `while (true)` has no way out at its head. */
function test(node: Node, whenTrue: Vertex, whenFalse: Vertex, targets: Targets): Vertex {
  if (node.type === 'Literal') return node.value ? whenTrue : whenFalse
  return condition(node, whenTrue, whenFalse, targets)
}

function tryStatement(node: Node & {type: 'TryStatement'}, next: Vertex, targets: Targets): Vertex {
  const {finalizer} = node
  const passing = (target: Vertex) => (finalizer ? statements(finalizer.body, target, targets) : target)
  const outer = finalizer ? through(targets, passing) : targets
  const after = passing(next)
  const caught = node.handler ? statements(node.handler.body.body, after, outer) : outer.thrown
  return statements(node.block.body, after, {...outer, thrown: caught})
}

/** Cases are tested from the top; a case without `break` goes on with the statements of the next. */
function switchStatement(
  node: Node & {type: 'SwitchStatement'},
  next: Vertex,
  targets: Targets,
  labels: readonly string[]
): Vertex {
  const inner = within(targets, labels, next)
  let following = next
  const bodies = [...node.cases].reverse().map(each => {
    following = statements(each.consequent, following, inner)
    return following
  })
  bodies.reverse()
  const otherwise = bodies[node.cases.findIndex(each => !each.test)] ?? next
  const tests = node.cases.reduceRight((missed, each, index) => {
    const body = bodies[index]
    if (!each.test || !body) return missed
    return expression(each.test, vertex(each, edge(body, 'true'), edge(missed, 'false')), targets)
  }, otherwise)
  return expression(node.discriminant, tests, targets)
}

/** A declaration is an event: it gives the variable its value. */
function declarator(node: Node & {type: 'VariableDeclarator'}, next: Vertex, targets: Targets): Vertex {
  return node.init ? expression(node.init, vertex(node, edge(next)), targets) : next
}
