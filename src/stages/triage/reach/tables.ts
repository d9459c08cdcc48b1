import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../../../facts/facts.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contentOf} from './content.ts'

/** A function that a constant of a module holds in a field: `{visible: state => isOpen(state)}`. */
export interface Field {
  /** The constant. */
  readonly table: string
  readonly field: string
  /** What the function calls, or its name where the field holds a named one. */
  readonly names: ReadonlySet<string>
}

/** The functions that top-level lists and objects hold in fields. */
export function readFields({program}: ModuleAst): Field[] {
  const fields: Field[] = []
  for (const statement of program.body) {
    const declared = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement
    if (declared.type !== 'VariableDeclaration') continue
    for (const {id, init} of declared.declarations)
      if (id.type === 'Identifier' && init && /^(?:Array|Object)Expression$/.test(unwrap(init).type))
        fields.push(...fieldsOf(id.name, init))
  }
  return fields
}

function fieldsOf(table: string, root: Node): Field[] {
  const fields: Field[] = []
  walk(root, node => {
    if (isFunction(node)) return 'skip'
    const field = node.type === 'Property' ? propertyName(node) : undefined
    if (node.type !== 'Property' || field === undefined) return undefined
    if (isFunction(node.value))
      fields.push({table, field, names: new Set(contentOf(node.value).names.keys())})
    if (node.value.type === 'Identifier') fields.push({table, field, names: new Set([node.value.name])})
    return undefined
  })
  return fields
}
