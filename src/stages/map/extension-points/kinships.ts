import type {Node} from '@oxc-project/types'
import {compareBy, sortedUnique} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import type {DeclaredSymbol, Facts, ImportEdge, ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {nameOf} from '../export-list.ts'
import {findExport} from '../exported-name.ts'
import {entriesOf, namesByFolder} from './folders.ts'
import {type ExtensionPoint, fewestAlike, type Kinship, shareOfFolder} from './point.ts'

/** An import of a declaration by a module that may be one of its kind. */
interface Use {
  readonly module: ModuleId
  readonly symbol: DeclaredSymbol
  readonly local: string
  readonly folder: string
  readonly entry: string
}

const kinKinds: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'function'])

/**
 * Folders most entries of which export a class of one base, a value of one declared type, or what one function of the repository
 * makes; three entries at least.
 */
export function findKinships(modules: readonly ModuleId[], facts: Facts): ExtensionPoint[] {
  const names = namesByFolder(modules)
  const groups = groupBy(usesOf(modules, facts), ({folder, symbol}) => `${folder}\n${symbol.id}`)
  const points = [...groups.values()].flatMap(uses => toPoint(uses, names, facts))
  const best = [...groupBy(points, ({path}) => path).values()].map(([first, ...others]) =>
    others.reduce((a, b) => (isBetter(b, a) ? b : a), first as ExtensionPoint)
  )
  return best.sort(compareBy(({path}) => path))
}

/** More members, then a type before a function. */
function isBetter(point: ExtensionPoint, other: ExtensionPoint): boolean {
  const rank = ({kinship}: ExtensionPoint) => (kinship?.relation === 'made by' ? 1 : 0)
  const more = point.members.length - other.members.length
  return more > 0 || (more === 0 && rank(point) < rank(other))
}

function usesOf(modules: readonly ModuleId[], facts: Facts): Use[] {
  const sources = new Set(modules.filter(id => mayBeKin(id, facts)))
  return facts.imports
    .filter(({from, kind}) => sources.has(from) && kind !== 'reexport')
    .flatMap(edge => namedSymbols(edge, facts))
    .flatMap(use => entriesOf(use.module).map(({folder, name}) => ({...use, folder, entry: name})))
}

/** Functions that a module exports are kin of nothing. */
function mayBeKin(module: ModuleId, facts: Facts): boolean {
  const own = facts.module(module)?.exports.filter(({reexported}) => !reexported) ?? []
  return own.some(({symbol}) => {
    const kind = symbol === undefined ? undefined : facts.symbol(symbol)?.kind
    return kind === 'class' || kind === 'variable'
  })
}

function namedSymbols(
  {from, to, names}: ImportEdge,
  facts: Facts
): Pick<Use, 'module' | 'symbol' | 'local'>[] {
  return names.flatMap(({imported, local}) => {
    const id = findExport(to, imported, facts)?.symbol
    const symbol = id === undefined ? undefined : facts.symbol(id)
    return symbol && kinKinds.has(symbol.kind) ? [{module: from, symbol, local}] : []
  })
}

function toPoint(
  uses: readonly Use[],
  names: ReadonlyMap<string, ReadonlySet<string>>,
  facts: Facts
): ExtensionPoint[] {
  const [{folder, symbol}] = uses as [Use]
  const all = names.get(folder)?.size ?? 0
  // Only then is it worth parsing them.
  if (!isMost(new Set(uses.map(({entry}) => entry)).size, all)) return []
  const found = uses.flatMap(use => {
    const ast = facts.ast(use.module)
    const relation = ast && relationIn(ast, use.local, symbol.kind)
    return relation ? [{entry: use.entry, relation}] : []
  })
  const [largest] = [...groupBy(found, ({relation}) => relation)]
    .map(([relation, group]) => ({relation, members: sortedUnique(group.map(({entry}) => entry))}))
    .sort((a, b) => b.members.length - a.members.length)
  const name = nameOf(symbol)
  if (!largest || name === undefined || !isMost(largest.members.length, all)) return []
  const kinship: Kinship = {relation: largest.relation, name, path: symbol.path}
  return [{members: largest.members, path: folder || '.', kinship}]
}

function isMost(part: number, all: number): boolean {
  return part >= fewestAlike && part >= shareOfFolder * all
}

/** How an exported declaration of the module relates to a name that it imports. */
function relationIn(ast: ModuleAst, local: string, kind: string): Kinship['relation'] | undefined {
  for (const declaration of exportedIn(ast)) {
    const relation = relationOf(declaration, local, kind)
    if (relation) return relation
  }
  return undefined
}

function relationOf(node: Node, local: string, kind: string): Kinship['relation'] | undefined {
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
    if (node.superClass && isNamed(unwrap(node.superClass), local)) return 'extends'
    return node.implements?.some(({expression}) => isNamed(expression, local)) ? 'implements' : undefined
  }
  if (kind === 'function') return isCallOf(node, local) ? 'made by' : undefined
  return isTyped(node, local) ? 'type' : undefined
}

/** Classes, and for constants their declarators, that the module exports where they stand or by name. */
function exportedIn({program}: ModuleAst): Node[] {
  const declared = new Map<string, Node>()
  const exported: Node[] = []
  const names = new Set<string>()
  for (const statement of program.body) {
    const holder = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    const nodes = holder ? declarationsIn(holder) : []
    if (statement.type === 'ExportNamedDeclaration') {
      exported.push(...nodes)
      for (const {local} of statement.source ? [] : statement.specifiers)
        if (local.type === 'Identifier') names.add(local.name)
    } else if (statement.type === 'ExportDefaultDeclaration') {
      const value = statement.declaration as Node
      if (value.type === 'Identifier') names.add(value.name)
      else exported.push(value)
    } else for (const node of nodes) if (nameIn(node)) declared.set(nameIn(node) ?? '', node)
  }
  return [...exported, ...[...names].flatMap(name => declared.get(name) ?? [])]
}

function declarationsIn(node: Node): Node[] {
  if (node.type === 'ClassDeclaration') return [node]
  return node.type === 'VariableDeclaration' ? node.declarations : []
}

function nameIn(node: Node): string | undefined {
  const id = 'id' in node ? (node.id as Node | null) : null
  return id?.type === 'Identifier' ? id.name : undefined
}

/** `const x = make(…)` and `export default make(…)`. */
function isCallOf(node: Node, local: string): boolean {
  const value = node.type === 'VariableDeclarator' ? node.init : node
  const call = value && unwrap(value)
  return call?.type === 'CallExpression' && isNamed(unwrap(call.callee), local)
}

/** `const x: Type = …`, `… satisfies Type`, `… as Type`. */
function isTyped(node: Node, local: string): boolean {
  if (node.type === 'VariableDeclarator') {
    const annotation = node.id.typeAnnotation?.typeAnnotation
    if (annotation?.type === 'TSTypeReference') return isNamed(annotation.typeName, local)
  }
  const value = node.type === 'VariableDeclarator' ? node.init : node
  const isAsserted = value?.type === 'TSSatisfiesExpression' || value?.type === 'TSAsExpression'
  const type = isAsserted ? value.typeAnnotation : undefined
  return type?.type === 'TSTypeReference' && isNamed(type.typeName, local)
}

function isNamed(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}
