import {ts} from 'ts-morph'
import type {SymbolId} from '../facts.ts'
import type {DeclarationIds} from './declaration-ids.ts'

/** The members of base classes and interfaces that a member of a class or interface stands in for. */
export function overridden(
  member: ts.Node,
  checker: ts.TypeChecker,
  ids: DeclarationIds
): readonly SymbolId[] {
  const holder = member.parent
  if (!ts.isClassLike(holder) && !ts.isInterfaceDeclaration(holder)) return []
  const symbol = checker.getSymbolAtLocation((member as ts.NamedDeclaration).name ?? member)
  if (symbol === undefined || isOwn(member as ts.Declaration)) return []
  const bases = (holder.heritageClauses ?? []).flatMap(({types}) => types)
  return bases.flatMap(base => {
    const property = checker.getPropertyOfType(checker.getTypeAtLocation(base), symbol.name)
    return property ? ids.ofSymbol(property) : []
  })
}

/** Static and private members are reached by their own class alone. */
function isOwn(member: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Static | ts.ModifierFlags.Private)) !== 0
}
