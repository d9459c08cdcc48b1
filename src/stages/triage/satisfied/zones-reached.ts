import type {Action} from '../../../artifacts/action.ts'
import type {ForeignZone} from '../../../artifacts/danger-zone.ts'
import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import {code} from '../finding.ts'
import {allOf, foreignZone, namesLabel, openZone, type Sources} from './sources.ts'

/**
 * That a test reaches the symbol does not show that it pins the failure: the test must name the zone, or the zone be
 * resolved with a test that reaches it.
 */
export function zonesReached(action: Action, sources: Sources): string | undefined {
  return allOf(action.zones, label => {
    const foreign = foreignZone(sources, label, action)
    return foreign ? foreignReached(foreign, sources) : ownReached(label, sources)
  })
}

function ownReached(label: string, sources: Sources): string | undefined {
  const open = openZone(sources, label)
  const known = open ?? sources.zones?.resolved.find(({number}) => `DZ-${number}` === label)
  const symbol = known && symbolOfKey(known.key, known.path)
  const tests = known && symbol ? testsOf(known.path, symbol, sources) : []
  const test = tests.find(({path}) => !open || namesLabel(sources.world.repo.read(path) ?? '', label))
  if (!test) return undefined
  return `${placeOf(test)} calls ${code(symbol ?? '')}${open ? ` and names ${label}` : ''}`
}

/** A test that names the zone and reaches its symbol, or any symbol of its file or folder where it names none. */
function foreignReached({label, path, symbol}: ForeignZone, sources: Sources): string | undefined {
  const {facts, repo} = sources.world
  if (path === undefined) return undefined
  const inPath = facts.symbols.filter(
    declared => declared.path === path || declared.path.startsWith(`${path}/`)
  )
  const wanted = symbol === undefined ? inPath : inPath.filter(({name}) => name === symbol)
  const naming = new Set(
    facts.modules
      .filter(({role, id}) => role === 'test' && namesLabel(repo.read(id) ?? '', label))
      .map(({id}) => id)
  )
  if (naming.size === 0) return undefined
  for (const declared of wanted) {
    const test = sources.reach.allOfSymbol(declared).find(each => naming.has(each.path))
    if (test) return `${placeOf(test)} calls ${code(declared.name)} and names ${label}`
  }
  return undefined
}

function testsOf(path: string, symbol: string, {world, reach}: Sources): readonly ReachingTest[] {
  const declared = world.facts.symbol(`${path}#${symbol}`)
  return declared ? reach.allOfSymbol(declared) : []
}

function placeOf({path, line}: ReachingTest): string {
  return code(`${path}:${line}`)
}

/** `DETECTOR/PATH/SYMBOL/RESOURCE` */
function symbolOfKey(key: string, path: string): string | undefined {
  const start = key.indexOf(`/${path}/`)
  return start < 0 ? undefined : key.slice(start + path.length + 2).split('/')[0]
}
