import type {Class, Node} from '@oxc-project/types'
import type {ModuleId} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {pausesOf} from './awaits.ts'
import {allCode, type Code} from './code.ts'

/**
 * Who can call a method of one instance more than once.
 *
 * - `own`: nobody. Each function that makes an instance keeps it in a variable of which nothing else gets hold, and
 *   calls the method at most once, right there.
 * - `shared`: an instance is handed on, or the method is called elsewhere.
 * - `unknown`: no instance is made in the repository, or not all of them can be followed.
 */
export type Sharing = 'own' | 'shared' | 'unknown'

/** How the repository shares the instances of a class, as far as the given method goes. */
export function sharingOf(
  context: DetectorContext,
  code: Code,
  name: string,
  node: Class,
  method: string
): Sharing {
  const uses = usesOfClass(context, code, name, node)
  const sharings = uses?.flatMap(use => sharingOfUse(use, method)) ?? []
  if (sharings.includes('shared')) return 'shared'
  return !uses || sharings.length === 0 || sharings.includes('unknown') ? 'unknown' : 'own'
}

/** Whether a module that `package.json` gives out exports the class; undefined when there is no such module. */
export function isEntryExport(context: DetectorContext, path: ModuleId, name: string): boolean | undefined {
  const entries = context.facts.entryPoints.filter(one => one.kind === 'main' || one.kind === 'exports')
  if (entries.length === 0) return undefined
  const id = `${path}#${name}`
  return entries.some(entry => context.facts.module(entry.path)?.exports.some(one => one.symbol === id))
}

interface ClassUse {
  readonly code: Code
  readonly node: Node
}

/** Every use of the class as a value, in its module and behind imports; undefined when some cannot be followed. */
function usesOfClass(
  context: DetectorContext,
  code: Code,
  name: string,
  node: Class
): ClassUse[] | undefined {
  const locals = importedAs(context, `${code.path}#${name}`)
  if (!locals) return undefined
  const behindImports = [...allCode(context)].flatMap(other => {
    const names = locals.get(other.path)
    return names ? valueUses(other, binding => binding.moduleLevel && names.includes(binding.name)) : []
  })
  const holder = code.parentOf(node)
  const own = valueUses(code, ({definitions: [definition]}) =>
    [node, holder?.type === 'VariableDeclarator' ? holder : node].includes(definition?.node as never)
  )
  return [...own, ...behindImports]
}

function valueUses(code: Code, isMeant: (binding: Binding) => boolean): ClassUse[] {
  return code.nodes('Identifier').flatMap(node => {
    const binding = code.bindingOf(node)
    const use = binding && isMeant(binding) ? binding.uses.find(one => one.identifier === node) : undefined
    return use?.read && !use.typeOnly ? [{code, node}] : []
  })
}

/** Local names of a symbol by importing module; undefined when a namespace or `import()` brings it in. */
function importedAs(context: DetectorContext, id: string): ReadonlyMap<ModuleId, string[]> | undefined {
  const locals = new Map<ModuleId, string[]>()
  for (const edge of context.facts.imports) {
    if (edge.typeOnly || edge.test || edge.kind === 'reexport') continue
    const brought = (context.facts.module(edge.to)?.exports ?? []).filter(one => one.symbol === id)
    if (brought.length === 0) continue
    if (edge.kind === 'dynamic') return undefined
    for (const {imported, local, typeOnly} of edge.names) {
      if (typeOnly) continue
      const whole = imported === '*' && edge.kind === 'require' ? 'default' : imported
      if (brought.some(one => one.name === whole))
        locals.set(edge.from, [...(locals.get(edge.from) ?? []), local])
      else if (imported === '*') return undefined
    }
  }
  return locals
}

/** What one use of the class says; nothing for what makes no instance. */
function sharingOfUse({code, node}: ClassUse, method: string): Sharing[] {
  const parent = code.parentOf(node)
  switch (parent?.type) {
    case 'NewExpression':
      return unwrap(parent.callee) === node ? [sharingOfInstance(code, parent, method)] : ['unknown']
    case 'ExportSpecifier':
    case 'ExportDefaultDeclaration':
      return []
    case 'BinaryExpression':
      return parent.operator === 'instanceof' ? [] : ['unknown']
    case 'MemberExpression':
      return parent.object === node ? [] : ['unknown']
    default:
      return isHandOn(code, node) ? [] : ['unknown']
  }
}

/** `module.exports = Lock`, `exports.Lock = Lock`, `module.exports = {Lock}`: importers are looked at themselves. */
function isHandOn(code: Code, node: Node): boolean {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'AssignmentExpression')
      return /^(?:module\.)?exports\b/.test(code.text(ancestor.left)) && !code.functionOf(ancestor)
    if (ancestor.type !== 'Property' && ancestor.type !== 'ObjectExpression') return false
  }
  return false
}

function sharingOfInstance(code: Code, made: Node, method: string): Sharing {
  const maker = code.functionOf(made)
  const holder = holderOf(code, made)
  const binding = holder && code.bindingOf(holder)
  if (!maker || !binding || binding.moduleLevel) return 'shared'
  const reads = binding.uses.filter(use => use.read).map(use => use.identifier)
  if (!reads.every(read => staysHere(code, read))) return 'shared'
  const calls = reads.filter(read => {
    const member = code.parentOf(read)
    return member?.type === 'MemberExpression' && propertyName(member) === method
  })
  return calls.length < 2 && calls.every(call => isOnFresh(code, made, call, maker, binding))
    ? 'own'
    : 'shared'
}

/** The variable that a new instance is stored in. */
function holderOf(code: Code, made: Node): Node | undefined {
  const parent = code.parentOf(made)
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression' && code.parentOf(parent)?.type === 'ExpressionStatement'
        ? unwrap(parent.left)
        : undefined
  return target?.type === 'Identifier' ? target : undefined
}

/** Whether a read of the variable gives the instance to nobody: a member is used, or it is only tested. */
function staysHere(code: Code, read: Node): boolean {
  const parent = code.parentOf(read)
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === read && propertyName(parent) !== undefined && isUsedInPlace(code, parent)
    case 'IfStatement':
    case 'UnaryExpression':
      return true
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === read
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator)
    default:
      return false
  }
}

/** A method that is called, or a field that is read; a method that is handed over may be called by anybody. */
function isUsedInPlace(code: Code, member: Node): boolean {
  const parent = code.parentOf(member)
  const outer = parent?.type === 'ChainExpression' ? code.parentOf(parent) : parent
  return isCall(parent) ? unwrap(parent.callee) === member : outer?.type !== 'CallExpression'
}

/** Whether a call reaches the instance made before it in the same function, and no other function's. */
function isOnFresh(code: Code, made: Node, call: Node, maker: FunctionNode, binding: Binding): boolean {
  if (code.functionOf(call) !== maker || call.start < made.end) return false
  if (binding.owner === maker) return true
  return !pausesOf(maker).some(pause => pause.start > made.end && pause.end <= call.start)
}
