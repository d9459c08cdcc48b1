import type {DangerZone, DangerZones} from '../../artifacts/danger-zone.ts'
import type {ClauseJudgement} from './clause-judgement.ts'
import type {NamedObject} from './objects.ts'
import type {ParsedClause} from './parsed-clause.ts'
import {wordsOf} from './reach/judge-test.ts'
import {placeWords} from './shapes/place-words.ts'
import {stemsOf} from './words/stems.ts'

/** Words by which an item speaks of what a category of zones shows to be broken. */
const topics: Readonly<Record<DangerZone['category'], RegExp>> = {
  concurrency:
    /\b(?:lock\w*|race\w*|concurren\w*|atomic\w*|parallel\w*|mutex\w*|simultaneous\w*|two processes)\b/i,
  ordering: /\b(?:order\w*|sequence\w*|before|after|first|priorit\w*)\b/i,
  'cache-staleness': /\b(?:cach\w*|stale\w*|invalidat\w*|refresh\w*|expir\w*|ttl)\b/i,
  'fan-out': /\b(?:parallel\w*|fan[- ]?out|limit\w*|concurren\w*|batch\w*|throttl\w*|pool\w*)\b/i,
  lifecycle:
    /\b(?:leak\w*|dispos\w*|clos\w*|clean\w*|abort\w*|cancel\w*|unsubscrib\w*|teardown|release\w*|listener\w*|timers?)\b/i,
  'error-handling':
    /\b(?:errors?|catch\w*|throw\w*|reject\w*|unhandled|swallow\w*|fail\w*|exceptions?|log\w*)\b/i,
  scaling:
    /\b(?:unbounded|bound\w*|limit\w*|grow\w*|memory|pag(?:e|inat\w*)|stream\w*|quadratic|slow|large)\b/i,
  idempotency: /\b(?:idempoten\w*|retr\w*|duplicat\w*|twice|dedup\w*|once)\b/i,
  'state-machine': /\b(?:states?|transition\w*|status|invalid)\b/i
}

/**
 * The open zones that show to be broken what an item asks for: the same path or symbol, and the same topic.
 * Only clauses that create or change something ask.
 */
export function zonesAsked(
  clauses: readonly ParsedClause[],
  judgements: readonly ClauseJudgement[],
  zones: DangerZones | undefined
): DangerZone[] {
  const asking = clauses.filter(({verb}) => verb === 'create' || verb === 'change' || verb === 'replace')
  const met = judgements.flatMap(judgement => judgement.subjects.map(symbol => symbol.id))
  return (zones?.zones ?? []).filter(
    zone =>
      /^open\b/.test(zone.status) &&
      asking.some(clause => names(clause, zone, met) && speaksOf(clause.text, zone))
  )
}

/** `[DZ-7](DANGER-ZONES.md#dz-7)` */
export function zoneLink({number}: DangerZone): string {
  return `[DZ-${number}](DANGER-ZONES.md#dz-${number})`
}

function names(clause: ParsedClause, zone: DangerZone, met: readonly string[]): boolean {
  const symbol = (object: NamedObject) =>
    object.kind === 'symbol' && (object.text === zone.symbol || zone.symbol.endsWith(`.${object.text}`))
  const path = (object: NamedObject) =>
    object.kind === 'path' && (object.text === zone.path || zone.path.endsWith(`/${object.text}`))
  return (
    clause.objects.some(object => object.part !== 'context' && (symbol(object) || path(object))) ||
    met.includes(`${zone.path}#${zone.symbol}`) ||
    namesPlace(clause.text, zone.path)
  )
}

/** `the sync state` names `src/sync/state.ts`: two words at least. */
function namesPlace(text: string, path: string): boolean {
  const words = placeWords(path)
  const said = new Set(stemsOf(text))
  return new Set(words).size >= 2 && words.every(word => said.has(word))
}

function speaksOf(text: string, zone: DangerZone): boolean {
  if (topics[zone.category].test(text)) return true
  const words = wordsOf(text)
  return (
    [...wordsOf(`${zone.title} ${zone.failureMode} ${zone.fix}`)].filter(word => words.has(word)).length >= 3
  )
}
