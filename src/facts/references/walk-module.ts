import {ts} from 'ts-morph'
import type {ModuleId, SymbolId} from '../facts.ts'
import {callOf} from './callee.ts'
import {isCommonJsHandOn} from './commonjs-export.ts'
import type {DeclarationIds} from './declaration-ids.ts'
import {type IdentifierRole, identifierRole} from './identifier-role.ts'
import {overridden} from './overridden.ts'
import {dottedName} from './qualified-name.ts'
import {toRepoPath} from './sandbox.ts'
import type {Tally} from './tally.ts'

export interface WalkContext {
  readonly checker: ts.TypeChecker
  readonly ids: DeclarationIds
  /** Names that a member access must have to be worth a question. */
  readonly memberNames: ReadonlySet<string>
  readonly tally: Tally
}

/** Adds every use in one module to the tally. Asks the compiler about one name at a time, outer expressions first. */
export function walkModule(file: ts.SourceFile, id: ModuleId, context: WalkContext): void {
  const {ids, tally} = context
  tally.enter(id)
  const moduleScope = `${id}#`

  const visit = (node: ts.Node, from: SymbolId): void => {
    if (isHandedOn(node)) return
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) visitName(node, from)
    else if (ts.isStringLiteralLike(node)) visitLiteral(node, from)
    else if (ts.isElementAccessExpression(node)) visitKey(node, from)
    if (ts.isCallOrNewExpression(node)) countAnonymousCall(node.expression, context)
    // A constructor has no id of its own: users of the class run it, and nobody names it.
    const owned = OWNERS.has(node.kind) ? ids.ofNode(node) : undefined
    if (owned !== undefined)
      for (const base of overridden(node, context.checker, ids)) tally.override(owned, base)
    const owner = owned ?? from
    ts.forEachChild(node, child => visit(child, owner))
  }
  const visitName = (node: ts.Identifier | ts.PrivateIdentifier, from: SymbolId): void => {
    const role = identifierRole(node)
    if (role === 'none' || isBoundByRequire(node)) return
    const call = callOf(node)
    const isMember = role !== 'name' && role !== 'shorthand'
    const isHopeless = isMember && !context.memberNames.has(node.text)
    const symbols = isHopeless ? [] : symbolsOf(node, role, context)
    if (call && ts.isCallOrNewExpression(call)) countCall(node.text, role, isHopeless, symbols[0])
    for (const symbol of symbols) record(symbol, node, from, call !== undefined)
  }
  const visitLiteral = (node: ts.StringLiteralLike, from: SymbolId): void => {
    if (!isElementName(node)) return
    const call = callOf(node)
    const isHopeless = !context.memberNames.has(node.text)
    const symbol = isHopeless ? undefined : context.checker.getSymbolAtLocation(node)
    if (call && ts.isCallOrNewExpression(call)) countCall(node.text, 'member', isHopeless, symbol)
    if (symbol) record(symbol, node, from, call !== undefined)
  }
  /** `lock[dispose]`: the member is known when the key is a unique symbol. */
  const visitKey = (node: ts.ElementAccessExpression, from: SymbolId): void => {
    const key = keyOf(node)
    if (!context.memberNames.has(key)) return
    const call = callOf(node)
    const symbol = keyedProperty(node, context.checker)
    if (call && ts.isCallOrNewExpression(call)) countCall(key, 'member', false, symbol)
    if (symbol) record(symbol, node, from, call !== undefined)
  }
  const countCall = (
    name: string,
    role: IdentifierRole,
    isOutside: boolean,
    symbol: ts.Symbol | undefined
  ): void => {
    if (isOutside || (symbol && hasKnownTarget(symbol, ids))) tally.resolved()
    else tally.unresolved(role === 'member' ? name : undefined)
  }
  const record = (symbol: ts.Symbol, node: ts.Node, from: SymbolId, call: boolean): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
    for (const to of targetsOf(symbol, node, ids)) tally.use(from, to, call, line)
  }
  ts.forEachChild(file, statement => visit(statement, moduleScope))
}

/** The symbols a name stands for: none when the compiler does not know. */
function symbolsOf(
  node: ts.Identifier | ts.PrivateIdentifier,
  role: IdentifierRole,
  context: WalkContext
): ts.Symbol[] {
  const {checker, memberNames} = context
  if (role === 'binding')
    return present(propertyOf(checker.getTypeAtLocation(node.parent.parent), node, checker))
  if (role === 'key') return present(contextualProperty(node, checker))
  if (role !== 'shorthand') return present(checker.getSymbolAtLocation(node))
  const value = checker.getShorthandAssignmentValueSymbol(node.parent)
  return present(value, memberNames.has(node.text) ? contextualProperty(node, checker) : undefined)
}

function present(...symbols: (ts.Symbol | undefined)[]): ts.Symbol[] {
  return symbols.filter(symbol => symbol !== undefined)
}

function propertyOf(type: ts.Type, node: ts.Identifier | ts.PrivateIdentifier, checker: ts.TypeChecker) {
  return checker.getPropertyOfType(checker.getApparentType(checker.getNonNullableType(type)), node.text)
}

/** The property that the surroundings expect of an object literal or JSX element under this key. */
function contextualProperty(
  node: ts.Identifier | ts.PrivateIdentifier,
  checker: ts.TypeChecker
): ts.Symbol | undefined {
  const type = checker.getContextualType(node.parent.parent as ts.Expression)
  return type && propertyOf(type, node, checker)
}

/** `[dispose]` of `lock[dispose]`. */
function keyOf({argumentExpression}: ts.ElementAccessExpression): string {
  return `[${dottedName(argumentExpression) ?? ''}]`
}

function keyedProperty(node: ts.ElementAccessExpression, checker: ts.TypeChecker): ts.Symbol | undefined {
  const key = checker.getTypeAtLocation(node.argumentExpression)
  if ((key.flags & ts.TypeFlags.UniqueESSymbol) === 0) return undefined
  const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(node.expression)))
  // Asking for one property escapes its name, which these bear already.
  const {escapedName} = key as ts.UniqueESSymbolType
  return checker.getPropertiesOfType(type).find(property => property.escapedName === escapedName)
}

/**
 * Ids a use leads to. A name that several files declare (interfaces merged over files, one global twice) means the
 * declaration of the file it stands in, if there is one.
 */
function targetsOf(symbol: ts.Symbol, node: ts.Node, ids: DeclarationIds): readonly SymbolId[] {
  const found = ids.ofSymbol(symbol)
  if (found.length === 0) return moduleOf(symbol, node, ids)
  if (found.length === 1) return found
  const here = `${toRepoPath(node.getSourceFile().fileName)}#`
  const own = found.filter(id => id.startsWith(here))
  return own.length > 0 && ts.isIdentifier(node) && identifierRole(node) === 'name' ? own : found
}

/** A namespace import that is handed around whole; behind a dot it is the member that counts. */
function moduleOf(symbol: ts.Symbol, node: ts.Node, ids: DeclarationIds): SymbolId[] {
  const id = isBeforeDot(node) ? undefined : ids.ofModule(symbol)
  return id === undefined ? [] : [id]
}

function isBeforeDot({parent}: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)
}

/** Imports and exports are no uses: what matters is where the name is used then. */
function isHandedOn(node: ts.Node): boolean {
  if (ts.isObjectLiteralElementLike(node)) return isCommonJsHandOn(node)
  if (!ts.isStatement(node)) return false
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node))
    return true
  if (ts.isExportAssignment(node)) return ts.isIdentifier(node.expression)
  return isCommonJsHandOn(node)
}

/** `const {acquire} = require('./lock')` is an import. */
function isBoundByRequire(node: ts.Node): boolean {
  const declaration = node.parent.parent?.parent
  if (!ts.isBindingElement(node.parent) || !ts.isVariableDeclaration(declaration)) return false
  const {initializer} = declaration
  return (
    initializer !== undefined &&
    ts.isCallExpression(initializer) &&
    ts.isIdentifier(initializer.expression) &&
    initializer.expression.text === 'require'
  )
}

function isElementName({parent}: ts.StringLiteralLike): boolean {
  return (
    ts.isElementAccessExpression(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isIndexedAccessTypeNode(parent.parent))
  )
}

/** Declarations that the facts may list; asking about every node would be slow. */
const OWNERS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.EnumDeclaration,
  ts.SyntaxKind.ModuleDeclaration,
  ts.SyntaxKind.VariableDeclaration,
  ts.SyntaxKind.ExportAssignment,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.EnumMember,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.MethodSignature,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.PropertySignature,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor
])

/** A call of a callback parameter has as many targets as the function has callers. */
function hasKnownTarget(symbol: ts.Symbol, ids: DeclarationIds): boolean {
  const target = ids.follow(symbol)
  const declaration = target.valueDeclaration ?? target.declarations?.[0]
  if (declaration === undefined) return isFromPackage(symbol)
  return !ts.isParameter(
    ts.isBindingElement(declaration) ? ts.walkUpBindingElementsAndPatterns(declaration) : declaration
  )
}

/** An import that names a package which is not there: out of the repository for certain. */
function isFromPackage(symbol: ts.Symbol): boolean {
  const declaration = symbol.declarations?.[0]
  const statement = declaration && ts.findAncestor(declaration, ts.isImportDeclaration)
  return (
    statement !== undefined &&
    ts.isStringLiteral(statement.moduleSpecifier) &&
    !/^[.#/]/.test(statement.moduleSpecifier.text)
  )
}

/** A call of what has no name: a function on the spot is known, the result of another call is not. */
function countAnonymousCall(callee: ts.Expression, {memberNames, tally}: WalkContext): void {
  const target = ts.skipPartiallyEmittedExpressions(unwrap(callee))
  if (ts.isFunctionExpression(target) || ts.isArrowFunction(target) || ts.isClassExpression(target))
    tally.resolved()
  else if (ts.isElementAccessExpression(target) && memberNames.has(keyOf(target))) return
  else if (isComputed(target)) tally.unresolved()
}

function isComputed(node: ts.Expression): boolean {
  if (ts.isElementAccessExpression(node)) return !ts.isStringLiteralLike(node.argumentExpression)
  return (
    !ts.isIdentifier(node) &&
    !ts.isPropertyAccessExpression(node) &&
    node.kind !== ts.SyntaxKind.SuperKeyword &&
    node.kind !== ts.SyntaxKind.ImportKeyword
  )
}

function unwrap(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node)
    ? unwrap(node.expression)
    : node
}
