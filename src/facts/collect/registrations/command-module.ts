import type {Node} from '@oxc-project/types'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {RawRegistration} from '../../file-facts.ts'
import type {RuleContext} from './candidate.ts'
import {firstWord} from './commands.ts'
import {propertyOf} from './property-of.ts'

/** What else a module exports that describes a command to yargs. */
const companions = ['builder', 'describe', 'description', 'desc', 'aliases']

/**
 * A module that is a command by yargs' convention: it exports the text `command`, a `handler`, and what describes it.
 *
 * Source: https://github.com/yargs/yargs/blob/main/docs/advanced.md#providing-a-command-module
 */
export function findCommandModule(context: RuleContext): RawRegistration[] {
  const {ast, origins} = context
  const exported = exportedValues(context)
  const command = exported.get('command')
  const name = firstWord(command && origins.textOf(command.value ?? undefined))
  if (!command || name === undefined || !exported.has('handler')) return []
  if (!companions.some(each => exported.has(each))) return []
  return [{kind: 'command', on: 'exports', call: 'command', name, line: ast.lineOf(command.start)}]
}

interface Exported {
  readonly value: Node | null
  readonly start: number
}

function exportedValues({ast, origins}: RuleContext): Map<string, Exported> {
  const exported = new Map<string, Exported>()
  for (const statement of ast.program.body) {
    if (statement.type === 'ExportNamedDeclaration' && statement.declaration)
      addDeclared(statement.declaration, exported)
    else if (statement.type === 'ExportDefaultDeclaration') addProperties(statement.declaration)
    else if (statement.type === 'TSExportAssignment') addProperties(statement.expression)
    else if (statement.type === 'ExpressionStatement') addAssigned(statement.expression)
  }
  return exported

  function addAssigned(node: Node): void {
    if (node.type !== 'AssignmentExpression') return
    const [, name] = /^(?:module\.)?exports\.(\w+)$/.exec(memberPath(node.left) ?? '') ?? []
    if (name !== undefined) exported.set(name, {value: node.right, start: node.start})
    else if (memberPath(node.left) === 'module.exports') addProperties(node.right)
  }

  function addProperties(declared: Node): void {
    const value = unwrap(origins.declaredValue(declared) ?? declared)
    for (const name of ['command', 'handler', ...companions]) {
      const property = propertyOf(value, name)
      if (property) exported.set(name, {value: property, start: property.start})
    }
  }
}

function addDeclared(node: Node, exported: Map<string, Exported>): void {
  if (node.type === 'FunctionDeclaration' && node.id)
    exported.set(node.id.name, {value: null, start: node.start})
  if (node.type !== 'VariableDeclaration') return
  for (const {id, init, start} of node.declarations)
    if (id.type === 'Identifier') exported.set(id.name, {value: init, start})
}
