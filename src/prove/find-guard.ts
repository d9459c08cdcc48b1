import type {DangerZone} from '../artifacts/danger-zone.ts'
import type {TriageItem} from '../artifacts/triage-row.ts'
import type {DeclaredSymbol, Facts} from '../facts/facts.ts'
import type {FoundGuard} from './guard.ts'
import {type ReadGuard, readGuards} from './read-guards.ts'

/**
 * The guard that an implemented item is about: the condition that its evidence points at, else that of the function which
 * its evidence declares, the only one or the one that shares most words with the item. Never one of several alike.
 */
export function guardOfItem({text, evidence}: TriageItem, facts: Facts): FoundGuard {
  const pointed = evidence.filter(({role}) => role !== 'absent' && role !== 'commented' && role !== 'mocked')
  for (const place of pointed) {
    const guard = guardAt(place, facts)
    if (guard) return {guard}
  }
  for (const place of pointed.filter(({role}) => role === 'declared')) {
    const symbol = facts.symbols.find(({path, startLine}) => path === place.path && startLine === place.line)
    const guards = symbol ? guardsIn(symbol, facts) : []
    const guard = guards.length === 1 ? guards[0] : bestOf(guards, text, symbol)
    if (guard) return {guard}
    if (symbol && guards.length > 1)
      return {
        reason: `\`${symbol.name}\` has ${guards.length} guards, and the item does not say which of them is meant`
      }
  }
  return {reason: 'no guard is known: its evidence names no condition that returns, throws or goes on'}
}

/** The guard that the evidence of a zone points at. */
export function guardOfZone({path, startLine, evidence}: DangerZone, facts: Facts): FoundGuard {
  for (const place of [...evidence, {path, line: startLine}]) {
    const guard = guardAt(place, facts)
    if (guard) return {guard}
  }
  return {reason: 'no guard is known: its evidence names no condition that returns, throws or goes on'}
}

/** A guard whose condition begins in the line, or the one whose condition or branch holds it alone. */
function guardAt(place: {readonly path: string; readonly line: number}, facts: Facts): ReadGuard | undefined {
  const guards = guardsOf(place.path, facts)
  const here = guards.filter(({line}) => line === place.line)
  if (here.length > 0) return here.length === 1 ? here[0] : undefined
  const around = guards.filter(({line, endLine}) => line < place.line && place.line <= endLine)
  return around.length === 1 ? around[0] : undefined
}

function guardsIn({path, startLine, endLine}: DeclaredSymbol, facts: Facts): ReadGuard[] {
  return guardsOf(path, facts).filter(guard => guard.line >= startLine && guard.endLine <= endLine)
}

/** Tests guard nothing that could be pinned, and of components the lines are not those of their script. */
function guardsOf(path: string, facts: Facts): ReadGuard[] {
  const isCode = facts.module(path)?.role === 'source' && /\.[cm]?[jt]sx?$/.test(path)
  const ast = isCode ? facts.ast(path) : undefined
  return ast ? readGuards(ast) : []
}

function bestOf(
  guards: readonly ReadGuard[],
  text: string,
  symbol: DeclaredSymbol | undefined
): ReadGuard | undefined {
  const own = wordsOf(symbol?.name ?? '')
  const asked = [...wordsOf(text)].filter(word => !own.has(word))
  const scores = guards.map(guard => {
    const words = wordsOf(guard.text)
    return asked.filter(word => words.has(word)).length
  })
  const best = Math.max(0, ...scores)
  const holders = guards.filter((_, index) => scores[index] === best)
  return best > 0 && holders.length === 1 ? holders[0] : undefined
}

/** Of prose and of names alike: `isExpiredToken` gives `expired` and `token`. */
function wordsOf(text: string): Set<string> {
  const words =
    text
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]{4,}/g) ?? []
  return new Set(words.filter(word => !common.has(word)).map(word => word.replace(/s$/, '')))
}

const common = new Set([
  'return',
  'throw',
  'error',
  'when',
  'with',
  'this',
  'that',
  'from',
  'null',
  'undefined'
])
