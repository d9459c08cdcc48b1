import type {Node} from '@oxc-project/types'
import type {RegistrationRow} from '../../artifacts/detailed-design.ts'
import {compareBy} from '../../base/compare.ts'
import type {Facts, ModuleAst} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'
import type {Component} from './component.ts'

/** Calls that hang a handler on an emitter or an event target. */
const listeners = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener'])
/** Calls that hang a handler on a route; only with a path literal, since `get` is many things. */
const routes = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'all', 'use', 'route'])
const longestTarget = 40

/** Handlers that the component hangs on objects, with the event or route, sorted by path, line. A lower bound. */
export function findRegistrations(component: Component, facts: Facts): RegistrationRow[] {
  return component.modules
    .flatMap(id => {
      const ast = facts.ast(id)
      return ast ? registrationsOf(ast) : []
    })
    .sort(
      compareBy(
        ({path}) => path,
        ({line}) => line,
        ({on}) => on,
        ({event}) => event
      )
    )
}

function registrationsOf(ast: ModuleAst): RegistrationRow[] {
  const rows: RegistrationRow[] = []
  walk(ast.program as unknown as Node, node => {
    const row = toRow(node, ast)
    if (row) rows.push(row)
  })
  return rows
}

function toRow(node: Node, ast: ModuleAst): RegistrationRow | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const {object, property, computed} = node.callee
  if (computed || property.type !== 'Identifier') return undefined
  const [event, ...rest] = node.arguments
  const text = event ? literalText(event) : undefined
  const listens = listeners.has(property.name) && rest.length > 0 && text !== undefined
  const serves = routes.has(property.name) && text?.startsWith('/') === true && rest.some(isHandler)
  if (!listens && !serves) return undefined
  const on = ast.text.slice(object.start, object.end).replace(/\s+/g, ' ')
  if (on.length > longestTarget) return undefined
  return {on, call: property.name, event: text ?? '', path: ast.path, line: ast.lineOf(property.start)}
}

function literalText(node: Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

function isHandler(node: Node): boolean {
  return ['ArrowFunctionExpression', 'FunctionExpression', 'Identifier', 'MemberExpression'].includes(
    node.type
  )
}
