import type {Action, NextActions} from '../../artifacts/action.ts'
import type {DangerZones} from '../../artifacts/danger-zone.ts'
import type {SatisfiedAction, TriageItem} from '../../artifacts/triage-row.ts'
import type {World} from '../../claims/world.ts'
import {code} from './finding.ts'
import type {TestReach} from './reach.ts'

interface Sources {
  readonly actions: NextActions | undefined
  readonly zones: DangerZones | undefined
  readonly items: readonly TriageItem[]
  readonly world: World
  readonly reach: TestReach
}

/** The actions whose *done when* holds by what can be seen, by number. What cannot be seen is not listed. */
export function satisfiedActions(sources: Sources): SatisfiedAction[] {
  return (sources.actions?.actions ?? [])
    .flatMap(action => {
      const evidence = evidenceFor(action, sources)
      return evidence === undefined
        ? []
        : [{number: action.number, action: `NA-${action.number}`, key: action.key, evidence}]
    })
    .sort((left, right) => left.number - right.number)
    .map(({number: _number, ...rest}) => rest)
}

function evidenceFor(action: Action, sources: Sources): string | undefined {
  if (action.kind === 'refactor' && action.zones.length > 0) return zonesResolved(action, sources)
  if (action.kind === 'test' && action.zones.length > 0) return zonesReached(action, sources)
  if (action.tasks.length > 0) return tasksSettled(action, sources)
  return undefined
}

/** A zone that is merely over the budget of the report is no resolved one: it must be listed as resolved. */
function zonesResolved(action: Action, {zones}: Sources): string | undefined {
  const resolved = new Set((zones?.resolved ?? []).map(({number}) => `DZ-${number}`))
  const current = new Set((zones?.zones ?? []).map(({number}) => `DZ-${number}`))
  const gone = action.zones.every(label => resolved.has(label) && !current.has(label))
  return gone ? `hunt no longer reports ${action.zones.join(', ')}` : undefined
}

/**
 * That a test reaches the symbol does not show that it pins the failure: the test must name the zone, or the zone be
 * resolved with a test that reaches it.
 */
function zonesReached(action: Action, {zones, world, reach}: Sources): string | undefined {
  const evidence: string[] = []
  for (const label of action.zones) {
    const open = zones?.zones.find(({number}) => `DZ-${number}` === label)
    const known = open ?? zones?.resolved.find(({number}) => `DZ-${number}` === label)
    const symbol = known && symbolOfKey(known.key, known.path)
    const declared = symbol && world.facts.symbol(`${known.path}#${symbol}`)
    const tests = declared ? reach.ofSymbol(declared) : []
    const test = tests.find(({path}) => !open || names(world.repo.read(path) ?? '', label))
    if (!test) return undefined
    evidence.push(
      `${code(`${test.path}:${test.line}`)} calls ${code(symbol ?? '')}${open ? ` and names ${label}` : ''}`
    )
  }
  return evidence.join(', ')
}

function names(text: string, label: string): boolean {
  return new RegExp(`\\b${label}\\b`).test(text)
}

/** `DETECTOR/PATH/SYMBOL/RESOURCE` */
function symbolOfKey(key: string, path: string): string | undefined {
  const start = key.indexOf(`/${path}/`)
  return start < 0 ? undefined : key.slice(start + path.length + 2).split('/')[0]
}

function tasksSettled(action: Action, {items}: Sources): string | undefined {
  const evidence: string[] = []
  for (const task of action.tasks) {
    const item = items.find(
      ({file, text, hash}) =>
        file === task.file && (isExcerpt(task.text, text) || action.key.endsWith(`/${hash}`))
    )
    const settled = item
      ? itemSettles(action, item)
      : action.kind === 'doc'
        ? `the item is gone from ${code(task.file)}`
        : undefined
    if (settled === undefined) return undefined
    evidence.push(settled)
  }
  return evidence.join(', ')
}

function itemSettles(action: Action, item: TriageItem): string | undefined {
  const place = code(`${item.file}:${item.line}`)
  const implemented = item.verdict === 'implemented-tested' || item.verdict === 'implemented-untested'
  if (action.kind === 'test')
    return item.verdict === 'implemented-tested' ? `${place} is reached by a test` : undefined
  if (action.kind === 'refactor') return implemented ? `${place} is implemented` : undefined
  if (action.kind !== 'doc' || item.verdict === 'phantom' || item.verdict === 'stale-premise')
    return undefined
  return item.checked ? `${place} is ticked` : undefined
}

/** Actions cite the first words of an item. */
function isExcerpt(excerpt: string, text: string): boolean {
  const plain = (value: string) =>
    value
      .replace(/[`*_\\]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  const start = plain(excerpt.replace(/\s*(?:…|\.\.\.)$/, ''))
  return start !== '' && plain(text).startsWith(start)
}
