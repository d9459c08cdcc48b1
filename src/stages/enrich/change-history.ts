import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import type {ModuleId} from '../../facts/facts.ts'
import type {CoupledPair} from './change-coupling.ts'
import type {Hotspot} from './hotspots.ts'

const named = 3

/** Hotspots and change coupling of some modules in one Markdown sentence, without counts; empty when there are none. */
export function describeHistory(
  modules: readonly ModuleId[],
  hotspots: readonly Hotspot[],
  pairs: readonly CoupledPair[]
): string {
  const own = new Set(modules)
  const hot = hotspots.filter(({path}) => own.has(path)).map(({path}) => path)
  const coupled = pairs.filter(({from, to}) => own.has(from) !== own.has(to))
  return [
    ...(hot.length === 0 ? [] : [`hotspots: ${listOf(hot.map(toCodeSpan))}`]),
    ...(coupled.length === 0
      ? []
      : [`changes together, without an import: ${listOf(coupled.map(pair => toText(pair, own)))}`])
  ].join('; ')
}

function toText({from, to}: CoupledPair, own: ReadonlySet<ModuleId>): string {
  const [inside, outside] = own.has(from) ? [from, to] : [to, from]
  return `${toCodeSpan(inside)} with ${toCodeSpan(outside)}`
}

function listOf(texts: readonly string[]): string {
  return texts.slice(0, named).join(', ') + (texts.length > named ? ' and others' : '')
}
