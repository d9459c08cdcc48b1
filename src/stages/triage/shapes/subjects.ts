import type {DeclaredSymbol} from '../../../facts/facts.ts'
import type {Context} from '../context.ts'
import {symbolsAt} from '../find-symbol.ts'
import type {ParsedClause} from '../parsed-clause.ts'
import {declarationsOf} from '../place.ts'
import {stemsOf} from '../words/stems.ts'
import {functionOf, type SymbolSyntax} from './function-of.ts'
import {genericWords, placeWords} from './place-words.ts'

/** More functions than these are no place but a topic. */
const maximum = 12

/** The functions that an item speaks of: those that it names, else those of the modules whose whole name stands in its words. */
export function subjectsOf(clauses: readonly ParsedClause[], context: Context): SymbolSyntax[] {
  const named = clauses
    .flatMap(clause => clause.objects)
    .filter(({kind, code, text}) => kind === 'symbol' && (code || /[a-z][A-Z]/.test(text)))
    .flatMap(object => symbolsAt(declarationsOf(object.text, context), object.text, context))
  const callable = named.filter(symbol => symbol.callable)
  const symbols = callable.length > 0 ? callable : symbolsOfPlaces(clauses, context)
  const distinct = [...new Map(symbols.map(symbol => [symbol.id, symbol])).values()]
  return distinct.length > maximum ? [] : distinct.flatMap(symbol => functionOf(symbol, context.world) ?? [])
}

function symbolsOfPlaces(clauses: readonly ParsedClause[], {world}: Context): DeclaredSymbol[] {
  const {facts} = world
  const words = new Set(clauses.flatMap(({text}) => stemsOf(text)))
  const sources = facts.modules.filter(({role}) => role === 'source').map(({id}) => id)
  const frequency = new Map<string, number>()
  for (const path of sources)
    for (const stem of new Set(placeWords(path))) frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
  const places = sources.filter(path => {
    const name = placeWords(path)
    const distinct = new Set(name.filter(stem => !genericWords.has(stem)))
    const isRare = [...distinct].some(stem => stem.length >= 6 && frequency.get(stem) === 1)
    return name.length > 0 && name.every(stem => words.has(stem)) && (distinct.size >= 2 || isRare)
  })
  return facts.symbols.filter(({path, callable}) => callable && places.includes(path))
}
