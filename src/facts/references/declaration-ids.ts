import {ts} from 'ts-morph'
import type {Facts, SymbolId} from '../facts.ts'
import {commonJsName, isExportedProperty} from './commonjs-export.ts'
import {isDefaultExport, qualifiedName} from './qualified-name.ts'
import {toRepoPath} from './sandbox.ts'

/** Turns the compiler's nodes and symbols into the ids that the facts know. */
export interface DeclarationIds {
  /** The id of a declaration, undefined when the facts list none for it (a local, a nested namespace's member). */
  ofNode(node: ts.Node): SymbolId | undefined
  /** Ids of a symbol's declarations, imports followed, in their order; a member of a union has several. */
  ofSymbol(symbol: ts.Symbol): readonly SymbolId[]
  /** The id of the module that a symbol is the whole of, `path#`. */
  ofModule(symbol: ts.Symbol): SymbolId | undefined
  /** The symbol behind imports and re-exports. */
  follow(symbol: ts.Symbol): ts.Symbol
}

export function createDeclarationIds(facts: Facts, checker: ts.TypeChecker): DeclarationIds {
  const bySymbol = new Map<ts.Symbol, readonly SymbolId[]>()

  const ofNode = (node: ts.Node): SymbolId | undefined => {
    const path = toRepoPath(node.getSourceFile().fileName)
    const names = path === undefined ? undefined : qualifiedName(wholeDeclaration(node))
    if (names === undefined || names.length === 0) return undefined
    const candidates = [names.join('.'), ...(isDefaultExport(node) ? ['default'] : [])]
    return candidates.map(name => `${path}#${name}`).find(id => facts.symbol(id))
  }
  const follow = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol

  const ofDeclaration = (node: ts.Declaration): readonly SymbolId[] => {
    const id = ofNode(node)
    if (id !== undefined) return [id]
    // `module.exports = {open: acquire}` declares a property; what is meant is the function.
    const exported = exportedSymbol(node)
    if (exported !== undefined) return [exported]
    const value = handedOn(node)
    const symbol = value && checker.getSymbolAtLocation(value)
    return symbol === undefined ? [] : ofSymbol(symbol)
  }
  const exportedSymbol = (node: ts.Declaration): SymbolId | undefined => {
    const name = exportedName(node)
    const path = name === undefined ? undefined : toRepoPath(node.getSourceFile().fileName)
    const exports = path === undefined ? undefined : facts.module(path)?.exports
    return exports?.find(entry => entry.name === name)?.symbol
  }
  const ofSymbol = (symbol: ts.Symbol): readonly SymbolId[] => {
    const known = bySymbol.get(symbol)
    if (known) return known
    // Set before the answer, so that a ring of re-exports ends.
    bySymbol.set(symbol, [])
    const ids = [...new Set((follow(symbol).declarations ?? []).flatMap(ofDeclaration))]
    bySymbol.set(symbol, ids)
    return ids
  }
  const ofModule = (symbol: ts.Symbol): SymbolId | undefined => {
    const declaration = follow(symbol).declarations?.[0]
    if (declaration === undefined || !isWholeModule(declaration)) return undefined
    const path = toRepoPath(declaration.getSourceFile().fileName)
    return path !== undefined && facts.module(path) ? `${path}#` : undefined
  }
  return {ofNode, ofSymbol, ofModule, follow}
}

function isWholeModule(node: ts.Node): boolean {
  return ts.isSourceFile(node) || commonJsName(node) === ''
}

/** In `exports.acquire = …` the compiler takes the left side as the declaration; the assignment is meant. */
function wholeDeclaration(node: ts.Node): ts.Node {
  return ts.isPropertyAccessExpression(node) && commonJsName(node.parent) !== undefined ? node.parent : node
}

/** The name under which `module.exports = {name}` or `exports.name = …` exports. */
function exportedName(node: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
    return isExportedProperty(node) && !ts.isComputedPropertyName(node.name) ? node.name.text : undefined
  const assignment = wholeDeclaration(node)
  return ts.isBinaryExpression(assignment) ? commonJsName(assignment) : undefined
}

/** The name whose meaning a property of `module.exports = {…}`, or `exports.x = y`, hands on. */
function handedOn(node: ts.Node): ts.Identifier | undefined {
  if (ts.isPropertyAssignment(node)) return isExportedProperty(node) ? asName(node.initializer) : undefined
  const assignment = wholeDeclaration(node)
  return ts.isBinaryExpression(assignment) && commonJsName(assignment) ? asName(assignment.right) : undefined
}

function asName(node: ts.Expression): ts.Identifier | undefined {
  return ts.isIdentifier(node) ? node : undefined
}
