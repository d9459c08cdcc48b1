import type {Node} from '@oxc-project/types'
import {memberPath} from '../../syntax/member-path.ts'
import {readScopes, type Scopes} from '../../syntax/scopes.ts'
import {walk} from '../../syntax/walk.ts'
import type {Facts, Module, ModuleAst, ModuleId, References, SymbolId} from '../facts.ts'
import {lastName} from '../last-name.ts'
import {createImportTargets, type ImportTargets} from './import-targets.ts'
import {ownerIn} from './owner-in.ts'
import {createTally, type Tally} from './tally.ts'
import {topLevelNames} from './top-level-names.ts'

/**
 * References by syntax alone: names of top-level declarations, in their own module and through imports, re-exports
 * followed. Members are unknown: each call on a member counts as unresolved when a declaration bears its name.
 */
export function linkReferences(facts: Facts, modules: readonly Module[]): References {
  const tally = createTally()
  linkModules(facts, modules, tally)
  return tally.finish('syntax')
}

/** Adds what the modules use to the tally. */
export function linkModules(facts: Facts, modules: readonly Module[], tally: Tally): void {
  const targets = createImportTargets(facts)
  const memberNames = new Set(
    facts.symbols.filter(({name}) => name.includes('.')).map(({name}) => lastName(name))
  )
  for (const {id} of modules) {
    const ast = facts.ast(id)
    tally.enter(id)
    if (ast) linkModule(ast, {facts, targets, memberNames, tally})
  }
}

interface LinkContext {
  readonly facts: Facts
  readonly targets: ImportTargets
  readonly memberNames: ReadonlySet<string>
  readonly tally: Tally
}

function linkModule(ast: ModuleAst, context: LinkContext): void {
  const names = {path: ast.path, scopes: readScopes(ast.program), topLevel: topLevelNames(ast.program)}
  walk(ast.program, (node, ancestors) => {
    if (isHandedOn(node, ancestors)) return 'skip'
    if (node.type === 'CallExpression' || node.type === 'NewExpression') countMemberCall(node.callee, context)
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier')
      linkName(node, ancestors, ast, names, context)
    return undefined
  })
}

type Name = Extract<Node, {type: 'Identifier' | 'JSXIdentifier'}>

interface ModuleNames {
  readonly path: ModuleId
  readonly scopes: Scopes
  readonly topLevel: ReadonlySet<Node>
}

function linkName(
  node: Name,
  ancestors: readonly Node[],
  ast: ModuleAst,
  names: ModuleNames,
  context: LinkContext
): void {
  const {facts, targets, tally} = context
  const to = targetOf(node, ancestors, names, context)
  const isNamespace = targets.of(ast.path, node.name)?.kind === 'module'
  const call = isNamespace ? isMemberCallee(node, ancestors) : isCallee(node, ancestors)
  if (isPlainCallee(node, ancestors)) countNameCall(to, names.scopes.bindingOf(node) !== undefined, tally)
  if (to !== undefined) tally.use(ownerIn(ast.path, ancestors, facts), to, call, ast.lineOf(node.start))
}

/** The declaration a name means, when it is bound at the top of its module. */
function targetOf(
  node: Name,
  ancestors: readonly Node[],
  {path, scopes, topLevel}: ModuleNames,
  {facts, targets}: LinkContext
): SymbolId | undefined {
  const definitions = scopes.bindingOf(node)?.definitions ?? []
  if (definitions.some(({name}) => name === node) || !definitions.some(({name}) => topLevel.has(name)))
    return undefined
  const imported = targets.of(path, node.name)
  if (imported?.kind === 'symbol') return imported.id
  if (imported?.kind === 'module') return memberOfNamespace(node, ancestors, imported.id, targets)
  if (definitions.some(({kind}) => kind === 'import')) return undefined
  const id = `${path}#${node.name}`
  return facts.symbol(id) ? id : undefined
}

/** `lock.acquire` where `lock` is a namespace import. */
function memberOfNamespace(node: Name, ancestors: readonly Node[], module: ModuleId, targets: ImportTargets) {
  const parent = ancestors.at(-1)
  if (parent?.type === 'MemberExpression' && parent.object === node && !parent.computed)
    return parent.property.type === 'Identifier' ? targets.exported(module, parent.property.name) : undefined
  if (parent?.type === 'TSQualifiedName' && parent.left === node)
    return parent.right.type === 'Identifier' ? targets.exported(module, parent.right.name) : undefined
  return undefined
}

/** Imports and exports are no uses. */
function isHandedOn(node: Node, ancestors: readonly Node[]): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration') return true
  if (node.type === 'ExportNamedDeclaration') return node.declaration === null
  if (node.type === 'TSImportEqualsDeclaration') return true
  return (
    (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'Identifier') ||
    isCommonJsExport(node, ancestors)
  )
}

/** `module.exports = …` and `exports.x = …` with a plain name, or a plain name in an object that is exported. */
function isCommonJsExport(node: Node, ancestors: readonly Node[]): boolean {
  if (node.type === 'Property')
    return node.value.type === 'Identifier' && isExportOf(ancestors.at(-2), ancestors.at(-1))
  return (
    node.type === 'ExpressionStatement' &&
    node.expression.type === 'AssignmentExpression' &&
    node.expression.right.type === 'Identifier' &&
    isExportOf(node.expression, node.expression.right)
  )
}

function isExportOf(assignment: Node | undefined, value: Node | undefined): boolean {
  if (assignment?.type !== 'AssignmentExpression' || assignment.right !== value) return false
  const {left} = assignment
  return left.type === 'MemberExpression' && /^(module\.)?exports\b/.test(textOf(left))
}

function textOf(node: Node): string {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' && !node.computed
    ? `${textOf(node.object)}.${textOf(node.property)}`
    : ''
}

/** Whether the member that a namespace stands before is called. */
function isMemberCallee(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1)
  const isBeforeDot = parent?.type === 'MemberExpression' && parent.object === node
  return isBeforeDot && isCallee(parent, ancestors.slice(0, -1))
}

/** Whether a call, `new`, tagged template, JSX element or decorator calls the node. */
function isCallee(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1)
  if (parent === undefined) return false
  if (ASSERTIONS.has(parent.type)) return isCallee(parent, ancestors.slice(0, -1))
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return parent.callee === node
  if (parent.type === 'TaggedTemplateExpression') return parent.tag === node
  if (parent.type === 'JSXOpeningElement') return parent.name === node
  return parent.type === 'Decorator'
}

const ASSERTIONS: ReadonlySet<string> = new Set([
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion'
])

function isPlainCallee(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1)
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === node
}

function countNameCall(to: SymbolId | undefined, isBound: boolean, tally: Tally): void {
  // A name that nothing in the module binds is a global of the language or the platform.
  if (to !== undefined || !isBound) tally.resolved()
  else tally.unresolved()
}

function countMemberCall(callee: Node, {memberNames, tally}: LinkContext): void {
  if (callee.type !== 'MemberExpression') return
  if (callee.computed) {
    const key = `[${memberPath(callee.property) ?? ''}]`
    if (memberNames.has(key)) tally.unresolved(key)
    return
  }
  const name = callee.property.type === 'Identifier' ? callee.property.name : ''
  if (memberNames.has(name)) tally.unresolved(name)
  else tally.resolved()
}
