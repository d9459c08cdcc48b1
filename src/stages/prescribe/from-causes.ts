import type {ActionKind} from '../../artifacts/action.ts'
import {sortedUnique} from '../../base/compare.ts'
import type {Cause} from './causes/cause.ts'
import type {Draft} from './draft.ts'
import {estimateCount, estimateQuestions, estimateRefactor, estimateTest} from './effort.ts'
import {lateScore, scoreOf, worthOf} from './risk.ts'
import {decide, isPinned, type Ruling} from './rules.ts'
import {acceptTexts} from './texts/accept.ts'
import {docTexts} from './texts/doc.ts'
import {escalateTexts} from './texts/escalate.ts'
import type {Chain} from './texts/part.ts'
import {refactorTexts} from './texts/refactor.ts'
import {testTexts} from './texts/test.ts'

/**
 * The actions of causes, by the rules of `rules.ts`. An answer comes before what it is asked for, and every test that
 * pins a symbol before any change of that symbol.
 */
export function draftCauses(causes: readonly Cause[]): Draft[] {
  const rulings = causes.map(decide)
  const pins = pinsBySymbol(causes, rulings)
  return causes.flatMap((cause, index) => {
    const own = rulings[index] ?? []
    const chain = chainOf(cause, own, pins)
    return own.map(ruling => toDraft(cause, ruling, chain))
  })
}

/** The key of an action: its kind and what it is for. */
export function keyOf(kind: ActionKind, cause: Cause): string {
  return `${kind}/${cause.key}`
}

function pinsBySymbol(
  causes: readonly Cause[],
  rulings: readonly (readonly Ruling[])[]
): ReadonlyMap<string, readonly string[]> {
  const pins = new Map<string, string[]>()
  causes.forEach((cause, index) => {
    if (!isPinned(rulings[index] ?? [])) return
    for (const symbol of cause.symbols) pins.set(symbol, [...(pins.get(symbol) ?? []), keyOf('test', cause)])
  })
  return pins
}

function chainOf(
  cause: Cause,
  rulings: readonly Ruling[],
  pins: ReadonlyMap<string, readonly string[]>
): Chain {
  const has = (kind: ActionKind) => rulings.some(ruling => ruling.kind === kind)
  const own = (kind: ActionKind) => (has(kind) ? keyOf(kind, cause) : undefined)
  const asked = own('escalate')
  const pinned = own('test')
  const shared = cause.symbols.flatMap(symbol => pins.get(symbol) ?? [])
  const followed = pinned ?? own('refactor')
  return {
    after: [...(asked ? [asked] : []), ...sortedUnique([...shared, ...(pinned ? [pinned] : [])])],
    ...(pinned ? {pinned} : {}),
    ...(has('refactor') ? {refactor: keyOf('refactor', cause)} : {}),
    ...(followed ? {followed} : {})
  }
}

function toDraft(cause: Cause, {kind, because, rules}: Ruling, chain: Chain): Draft {
  const fixed = estimateRefactor(cause, chain.pinned !== undefined)
  const guess = rules.includes('guess')
  const mends = chain.refactor !== undefined
  const estimate = estimateOf(kind, cause, chain)
  return {
    key: keyOf(kind, cause),
    kind,
    rule: because,
    zones: cause.labels,
    ...(Object.keys(cause.anchors).length > 0 ? {zoneAnchors: cause.anchors} : {}),
    tasks: [],
    claims: [],
    estimate,
    after: kind === 'refactor' ? chain.after : [],
    afterZones: kind === 'escalate' ? [] : cause.afterZones,
    worth: worthOf(scoreOf(cause), mends || guess || !cause.foreign ? fixed.effort : estimate.effort),
    late: guess || cause.doubts.length > 0 || scoreOf(cause) <= lateScore,
    rank: cause.rank,
    ...(cause.path === undefined ? {} : {path: cause.path}),
    symbols: cause.symbols,
    write: idOf => writers[kind](cause, chain, idOf, estimate)
  }
}

const writers = {
  escalate: escalateTexts,
  test: testTexts,
  refactor: refactorTexts,
  doc: docTexts,
  accept: acceptTexts
}

function estimateOf(kind: ActionKind, cause: Cause, {pinned}: Chain) {
  if (kind === 'refactor') return estimateRefactor(cause, pinned !== undefined)
  if (kind === 'test') return estimateTest(cause)
  if (kind === 'escalate') return estimateQuestions(cause)
  if (kind === 'accept') return estimateCount(1, 'line', 'no code to change')
  return estimateCount(Math.max(1, cause.places.length), 'place', 'no code to change')
}
