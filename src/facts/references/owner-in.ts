import type {AssignmentExpression, Node} from '@oxc-project/types'
import {memberPath} from '../../syntax/member-path.ts'
import type {Facts, ModuleId, SymbolId} from '../facts.ts'

/**
 * The declaration that a node stands in, by its ancestors, outermost first: a member of a top-level class, interface
 * or enum, else the top-level declaration, else the module. A constructor belongs to its class.
 */
export function ownerIn(path: ModuleId, ancestors: readonly Node[], facts: Facts): SymbolId {
  const inside = ancestors.slice(1).filter(node => !isWrapper(node))
  const top = topName(inside) ?? (ancestors[1]?.type === 'ExportDefaultDeclaration' ? 'default' : undefined)
  if (top === undefined) return `${path}#`
  const member = memberName(inside)
  const candidates = [...(member === undefined ? [] : [`${path}#${top}.${member}`]), `${path}#${top}`]
  return candidates.find(id => facts.symbol(id)) ?? `${path}#`
}

function isWrapper({type}: Node): boolean {
  return (
    type === 'ExportNamedDeclaration' || type === 'ExportDefaultDeclaration' || type === 'VariableDeclaration'
  )
}

function topName([first]: readonly Node[]): string | undefined {
  if (first === undefined) return undefined
  if (first.type === 'VariableDeclarator') return first.id.type === 'Identifier' ? first.id.name : undefined
  if (first.type === 'ExpressionStatement') return exportedName(first.expression)
  if (!DECLARATIONS.has(first.type)) return undefined
  const {id} = first as {id?: Node | null}
  if (id === null || id === undefined) return 'default'
  return id.type === 'Identifier' ? id.name : undefined
}

/** The member right below the declaration's body: a class may also be the value of a variable or an export. */
function memberName(inside: readonly Node[]): string | undefined {
  const body = inside.findIndex(({type}) => BODIES.has(type))
  const isDirect = inside
    .slice(1, body)
    .every(({type}) => type === 'ClassExpression' || type === 'AssignmentExpression')
  const member = body > 0 && isDirect ? inside[body + 1] : undefined
  return member && keyOf(member)
}

function keyOf(member: Node): string | undefined {
  const {key, id, computed} = member as {key?: Node; id?: Node; computed?: boolean}
  const name = key ?? id
  if (name === undefined) return undefined
  if (computed) return computedKey(name)
  if (name.type === 'PrivateIdentifier') return `#${name.name}`
  if (name.type === 'Identifier') return name.name === 'constructor' ? undefined : name.name
  return name.type === 'Literal' ? String(name.value) : undefined
}

/** `[dispose]`, `[Symbol.iterator]`, and a string in brackets. */
function computedKey(key: Node): string | undefined {
  const path = memberPath(key)
  if (path !== undefined) return `[${path}]`
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined
}

/** `acquire` of `exports.acquire = …`; `default`, or its own name, of `module.exports = …`. */
function exportedName(expression: Node): string | undefined {
  const path = expression.type === 'AssignmentExpression' ? memberPath(expression.left) : undefined
  if (path !== 'module.exports') return /^(?:module\.)?exports\.([\w$]+)$/.exec(path ?? '')?.[1]
  const {right} = expression as AssignmentExpression
  return (
    (right.type === 'FunctionExpression' || right.type === 'ClassExpression' ? right.id?.name : undefined) ??
    'default'
  )
}

const DECLARATIONS: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'TSDeclareFunction',
  'ClassDeclaration',
  'ClassExpression',
  'FunctionExpression',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSEnumDeclaration',
  'TSModuleDeclaration'
])

const BODIES: ReadonlySet<string> = new Set(['ClassBody', 'TSInterfaceBody', 'TSEnumBody'])
