import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../../../facts/facts.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Lines} from './deferred-code.ts'

/** Where the handler of a registration stands. */
export interface HandlerCode {
  /** Functions in place, by their lines. */
  readonly inline: readonly Lines[]
  /** Lines and names of handlers that are named: `list` of `app.get('/users', list)`. */
  readonly named: readonly {readonly line: number; readonly name: string}[]
  /** `UsersController.list` where a decorator registers a method. */
  readonly methods: readonly string[]
}

/** Keys under which an object of options holds its handler. */
const handlerKeys = new Set([
  'handler',
  'action',
  'run',
  'execute',
  'eachMessage',
  'eachBatch',
  'onTick',
  'fn'
])

/**
 * The code that a registration at a line hangs up: the functions given to the call of that name, or to the `action` that follows
 * on its chain, or the method that a decorator there stands before.
 */
export function handlerCode(ast: ModuleAst, line: number, call: string): HandlerCode {
  const handlers: Node[] = []
  const methods: string[] = []
  walk(ast.program as unknown as Node, (node, ancestors) => {
    if (
      node.type === 'MethodDefinition' &&
      (node.decorators ?? []).some(each => ast.lineOf(each.start) === line)
    ) {
      const holder = ancestors.findLast(({type}) => type === 'ClassDeclaration') as
        | {id?: {name: string} | null}
        | undefined
      methods.push(`${holder?.id?.name ?? 'default'}.${propertyName(node)}`)
    }
    if (
      (isCall(node) || node.type === 'NewExpression') &&
      callName(node) === call &&
      lineOf(node, ast) === line
    )
      handlers.push(...node.arguments.flatMap(handlersIn), ...actionsAfter(node, ancestors))
  })
  return {
    inline: handlers.filter(isFunction).map(node => linesOf(node, ast)),
    named: handlers.flatMap(node => toNamed(node, ast)),
    methods
  }
}

/** The functions under such a key in an object that a module exports as default, alone or through a call: `defineCommand({run() {}})`. */
export function exportedHandlers(ast: ModuleAst): Lines[] {
  return ast.program.body.flatMap(statement => {
    if (statement.type !== 'ExportDefaultDeclaration') return []
    const value = unwrap(statement.declaration as Node)
    const objects = (isCall(value) ? value.arguments : [value]).filter(
      ({type}) => type === 'ObjectExpression'
    )
    return objects
      .flatMap(handlersIn)
      .filter(isFunction)
      .map(node => linesOf(node, ast))
  })
}

function linesOf(node: Node, ast: ModuleAst): Lines {
  return {startLine: ast.lineOf(node.start), endLine: ast.lineOf(node.end)}
}

/** As registrations count: the line of the method's name. */
function lineOf(node: Node & {type: 'CallExpression' | 'NewExpression'}, ast: ModuleAst): number {
  const callee = unwrap(node.callee)
  return ast.lineOf(callee.type === 'MemberExpression' ? callee.property.start : node.start)
}

function handlersIn(argument: Node): Node[] {
  const node = unwrap(argument)
  if (node.type === 'ArrayExpression') return node.elements.flatMap(each => (each ? handlersIn(each) : []))
  if (node.type !== 'ObjectExpression') return [node]
  return node.properties.flatMap(each =>
    each.type === 'Property' && handlerKeys.has(propertyName(each) ?? '') ? [unwrap(each.value)] : []
  )
}

/** What `.command('x').action(…)` is given. */
function actionsAfter(call: Node, ancestors: readonly Node[]): Node[] {
  let value = call
  for (const parent of [...ancestors].reverse()) {
    if (isCall(parent) && parent.callee === value && callName(parent) === 'action')
      return parent.arguments.map(unwrap)
    const isChain = isCall(parent) ? parent.callee === value : parent.type === 'MemberExpression'
    if (!isChain) return []
    value = parent
  }
  return []
}

function toNamed(node: Node, ast: ModuleAst): HandlerCode['named'] {
  if (node.type === 'Identifier') return [{line: ast.lineOf(node.start), name: node.name}]
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined
  return node.type === 'MemberExpression' && name !== undefined
    ? [{line: ast.lineOf(node.property.start), name}]
    : []
}
