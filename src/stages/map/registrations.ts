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
  const constants = stringConstants(ast)
  walk(ast.program as unknown as Node, node => {
    const row = toRow(node, ast, constants)
    if (row) rows.push(row)
  })
  return rows
}

function toRow(
  node: Node,
  ast: ModuleAst,
  constants: ReadonlyMap<string, string>
): RegistrationRow | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const {object, property, computed} = node.callee
  if (computed || property.type !== 'Identifier') return undefined
  const [event, ...rest] = node.arguments
  const text = event && textOf(event, constants)
  const name = text ?? (event && memberText(event, ast))
  const listens = listeners.has(property.name) && rest.length > 0 && name !== undefined
  const serves = routes.has(property.name) && text?.startsWith('/') === true && rest.some(isHandler)
  if (!listens && !serves) return undefined
  const on = ast.text.slice(object.start, object.end).replace(/\s+/g, ' ')
  if (on.length > longestTarget) return undefined
  return {on, call: property.name, event: name ?? '', path: ast.path, line: ast.lineOf(property.start)}
}

function textOf(node: Node, constants: ReadonlyMap<string, string>): string | undefined {
  return node.type === 'Identifier' ? constants.get(node.name) : literalText(node)
}

/** `PageEvent.Close`: the name of an event in the code's own words. */
function memberText(node: Node, ast: ModuleAst): string | undefined {
  const text = ast.text.slice(node.start, node.end)
  return node.type === 'MemberExpression' && /^[\w$.]{1,40}$/.test(text) ? text : undefined
}

function literalText(node: Node | null): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}

/** Texts of the module's own `const LOAD = 'load'`. */
function stringConstants({program}: ModuleAst): Map<string, string> {
  const constants = new Map<string, string>()
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue
    for (const {id, init} of statement.declarations) {
      const text = literalText(init)
      if (id.type === 'Identifier' && text !== undefined) constants.set(id.name, text)
    }
  }
  return constants
}

function isHandler(node: Node): boolean {
  return ['ArrowFunctionExpression', 'FunctionExpression', 'Identifier', 'MemberExpression'].includes(
    node.type
  )
}
