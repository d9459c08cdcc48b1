import type {Class, Node} from '@oxc-project/types'
import type {ModuleAst} from '../../../facts/facts.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {addContent, type Content, contentOf, emptyContent} from './content.ts'

/** What the top-level declarations of a module do, by name; members of classes as `Store.add`. */
export function readUnits({program}: ModuleAst): Map<string, Content> {
  const units = new Map<string, Content>()
  for (const statement of program.body) addStatement(statement, units)
  return units
}

function addStatement(statement: Node, units: Map<string, Content>): void {
  if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') {
    const {declaration} = statement
    if (!declaration) return
    if (/Declaration$/.test(declaration.type) && nameOf(declaration) !== undefined)
      addStatement(declaration, units)
    else if (isClass(declaration)) addClass('default', declaration, units)
    else if (declaration.type === 'VariableDeclaration') addStatement(declaration, units)
    else units.set('default', contentOf(declaration))
  } else if (statement.type === 'VariableDeclaration') {
    for (const {id, init} of statement.declarations)
      if (id.type === 'Identifier' && init) {
        if (isClass(init)) addClass(id.name, init, units)
        else units.set(id.name, contentOf(init))
      }
  } else if (isClass(statement)) {
    addClass(nameOf(statement) ?? 'default', statement, units)
  } else if (statement.type === 'FunctionDeclaration') {
    units.set(nameOf(statement) ?? 'default', contentOf(statement))
  }
}

/** A class by itself does what its constructor and the values of its fields do. */
function addClass(name: string, node: Class, units: Map<string, Content>): void {
  const made = emptyContent()
  const parent = node.superClass ? memberPath(node.superClass) : undefined
  if (parent !== undefined) made.parents.add(parent)
  for (const member of node.body.body) {
    const key = propertyName(member)
    if (key === undefined || !('value' in member) || !member.value) continue
    const content = contentOf(member.value)
    if (key === 'constructor' || !isFunction(member.value)) addContent(made, content)
    else units.set(`${name}.${key}`, content)
  }
  units.set(name, made)
}

function nameOf(node: Node): string | undefined {
  return (node as {id?: {name?: string} | null}).id?.name
}
