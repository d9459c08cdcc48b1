import type {DangerZone} from '../../artifacts/danger-zone.ts'
import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import {sortedUnique} from '../../base/compare.ts'
import type {Draft, EffortEstimate} from './draft.ts'
import {
  dependentsText,
  directDependents,
  estimateRefactor,
  estimateTest,
  gapOf,
  gapText,
  plural
} from './effort.ts'
import {toTitle, withoutStop} from './phrase.ts'
import {lateScore, worthOf} from './risk.ts'

/**
 * The actions of zones that nobody accepted.
 *
 * - Zones of one detector in one module with one suggested fix have one cause and share their actions.
 * - Low confidence: `escalate` alone. Nothing is changed on a guess.
 * - A challenge is undecided: `escalate`, then as below.
 * - Detection gap 2 or 3: `test` that pins the failure, then `refactor`. Gap 1: `refactor`.
 * - A refactor comes after every pinning test of the symbols it changes.
 * - A zone whose notes say `it is real` has its question answered: no `escalate`.
 */
export function draftZones(zones: readonly DangerZone[]): Draft[] {
  const causes = groupByCause(zones)
  return causes.flatMap(cause => draftCause(cause, causes))
}

/** Zones with one cause; the first leads. In the order of the document. */
type Cause = readonly [DangerZone, ...DangerZone[]]

function groupByCause(zones: readonly DangerZone[]): Cause[] {
  const causes = new Map<string, [DangerZone, ...DangerZone[]]>()
  for (const zone of zones) {
    const {detector, path, fix, key} = zone
    const id = fix === '' ? key : JSON.stringify([detector, path, fix, isGuess([zone]), isUndecided(zone)])
    const known = causes.get(id)
    if (known) known.push(zone)
    else causes.set(id, [zone])
  }
  return [...causes.values()]
}

function draftCause(cause: Cause, causes: readonly Cause[]): Draft[] {
  if (isGuess(cause)) return [draftEscalation(cause, undefined)]
  const isOpen = cause.some(isUndecided)
  const pins = causes.filter(other => isPinned(other) && sharesSymbol(cause, other)).map(pinKey)
  const after = [...(isOpen ? [keyOf('escalate', cause)] : []), ...sortedUnique(pins)]
  const fix = [...(isPinned(cause) ? [draftTest(cause)] : []), draftRefactor(cause, after)]
  return isOpen ? [draftEscalation(cause, fix[0]?.key), ...fix] : fix
}

/** `next` is the key of what follows when the answer is that the zone is real. */
function draftEscalation(cause: Cause, next: string | undefined): Draft {
  const [zone] = cause
  const doubts = doubtsOf(zone)
  const [doubt] = doubts
  const labels = cause.map(labelOf).join(' and ')
  const estimate: EffortEstimate = {
    effort: 'S',
    from: `S from ${plural(Math.max(1, doubts.length), 'question')}, ${dependentsText(directDependents(cause))}`
  }
  return {
    ...common('escalate', cause, estimate, []),
    write: idOf => ({
      title:
        doubt?.question === undefined
          ? `find out whether ${toTitle(zone.title)}`
          : `find out for ${toCodeSpan(zone.symbol.replace(/\.constructor$/, ''))}: ${doubt.question}`,
      whyNow: `score ${scoreOf(cause)}, but ${doubt ? `*${doubt.kill}* could not be decided from the code` : 'its confidence is low'}: nothing is changed on a guess`,
      steps: [
        `look at ${placesOf(cause)}: does it hold that ${toTitle(zone.title)}?`,
        ...doubts.map(({kill, question, known}) => {
          const asked = `answer *${kill}*${question === undefined ? '' : `: ${question}`}`
          return known === '' ? asked : `${asked}${question === undefined ? ':' : ''} ${known}`
        }),
        ...(zone.falsifiedBy === ''
          ? []
          : [`look for what would prove it wrong: ${withoutStop(zone.falsifiedBy)}`]),
        `write the answer into ${labels}: into \`Status\` when it cannot happen or is put up with, else into \`**Notes**\`, beginning with \`it is real\``
      ],
      doneWhen: `${labels} ${cause.length > 1 ? 'have' : 'has'} the status \`false positive: reason\` or \`accepted: reason\`; or the status stays \`open\`, the \`**Notes**\` say \`it is real\`, and ${next === undefined ? 'the next `groundtruth prescribe` plans the fix, which it does not do on a low confidence' : `${idOf(next)} follows`}`
    })
  }
}

interface Doubt {
  readonly kill: string
  /** `is it called once?`; undefined in a zone that an older version or another tool wrote. */
  readonly question: string | undefined
  /** What is known about it. */
  readonly known: string
}

/** The undecided challenges of a zone; their evidence begins with the question. */
function doubtsOf({challenged}: DangerZone): Doubt[] {
  return challenged
    .filter(({verdict}) => verdict === 'undecided')
    .map(({kill, evidence}) => {
      const question = /^(?:`[^`]*`|[^`?])*\?(?=\s|$)/.exec(evidence)?.[0]
      return {kill, question, known: withoutStop(evidence.slice(question?.length ?? 0).trim())}
    })
}

/** Where the evidence stands outside of the zones' own lines, as code, in the order of the zones. */
function evidenceBeside(cause: Cause): string[] {
  const isInside = ({path, line}: {path: string; line: number}) =>
    cause.some(zone => zone.path === path && zone.startLine <= line && line <= zone.endLine)
  const beside = cause.flatMap(({evidence}) => evidence).filter(piece => !isInside(piece))
  return [...new Set(beside.map(({path, line}) => toCodeSpan(`${path}:${line}`)))]
}

/** Locations of the zones, as code. */
function placesOf(cause: Cause): string {
  return cause.map(({path, startLine, endLine}) => toCodeSpan(`${path}:${startLine}-${endLine}`)).join(', ')
}

function draftTest(cause: Cause): Draft {
  const [zone] = cause
  const gap = gapOf(cause)
  const symbol = toCodeSpan(zone.symbol)
  const [last = zone.failureMode, ...before] = zone.failurePath.toReversed()
  return {
    ...common('test', cause, estimateTest(cause), []),
    write: idOf => ({
      title: `pin that ${toTitle(zone.title)}`,
      whyNow: `score ${scoreOf(cause)}, detection gap ${gap} of 3 (${perceived(cause)}); it must stand before ${idOf(keyOf('refactor', cause))} changes ${symbol}`,
      steps: [
        ...(zone.precondition === '' ? [] : [`bring about: ${withoutStop(zone.precondition)}`]),
        ...before.toReversed().map(withoutStop),
        ...(last === '' ? [] : [`expect that this does not follow: ${withoutStop(last)}`])
      ],
      doneWhen: `a test that names ${cause.map(labelOf).join(' and ')} calls ${symbol} (${toCodeSpan(zone.path)}), brings this about and fails on today's code`
    })
  }
}

function draftRefactor(cause: Cause, after: readonly string[]): Draft {
  const [zone] = cause
  const pinned = isPinned(cause)
  const others = evidenceBeside(cause)
  const estimate = estimateRefactor(cause, pinned)
  const dependents = dependentsText(directDependents(cause))
  return {
    ...common('refactor', cause, estimate, after),
    write: idOf => {
      const first = after.map(idOf)
      const waits =
        first.length === 0 ? '' : `; ${first.join(' and ')} ${first.length > 1 ? 'come' : 'comes'} first`
      const test = pinned ? `, and the test of ${idOf(pinKey(cause))} passes` : ''
      return {
        title: zone.fix === '' ? `remove the cause of: ${toTitle(zone.title)}` : toTitle(zone.fix),
        whyNow: `score ${scoreOf(cause)} for an effort of ${estimate.effort}, ${perceived(cause)}, ${dependents}${waits}`,
        steps: [
          ...(zone.fix === '' ? [] : [withoutStop(zone.fix)]),
          `change ${placesOf(cause)}${others.length === 0 ? '' : `; look at ${others.join(', ')}`}`,
          ...(directDependents(cause) === 0 ? [] : [`check what uses it: ${dependents}`])
        ],
        doneWhen: `\`groundtruth hunt\` no longer reports ${cause.map(labelOf).join(' or ')}${test}`
      }
    }
  }
}

function common(
  kind: 'escalate' | 'test' | 'refactor',
  cause: Cause,
  estimate: EffortEstimate,
  after: readonly string[]
) {
  const fixed = isGuess(cause) ? estimate : estimateRefactor(cause, isPinned(cause))
  return {
    ...{key: keyOf(kind, cause), kind, zones: cause.map(labelOf), tasks: [], claims: [], estimate, after},
    worth: worthOf(scoreOf(cause), fixed.effort),
    late: isGuess(cause) || cause.some(isUndecided) || scoreOf(cause) <= lateScore,
    rank: cause[0].number,
    path: cause[0].path
  }
}

function keyOf(kind: string, cause: Cause): string {
  return `${kind}/${sortedUnique(cause.map(({key}) => key)).join('+')}`
}

function pinKey(cause: Cause): string {
  return keyOf('test', cause)
}

function labelOf({number}: DangerZone): string {
  return `DZ-${number}`
}

function scoreOf(cause: Cause): number {
  return Math.max(...cause.map(({score}) => score.total))
}

/** What the detection gap means for who is to decide. */
function perceived(cause: Cause): string {
  return gapOf(cause) >= 3 ? 'silent and reached by no known test' : gapText(cause)
}

function isGuess(cause: Cause): boolean {
  return cause.some(zone => zone.confidence === 'low' && !isConfirmed(zone))
}

function isUndecided(zone: DangerZone): boolean {
  return !isConfirmed(zone) && zone.challenged.some(({verdict}) => verdict === 'undecided')
}

/** Whether a person has answered in the notes that it can happen. */
function isConfirmed({notes = ''}: DangerZone): boolean {
  return /^[\s>*_`-]*it is real\b/im.test(notes)
}

function isPinned(cause: Cause): boolean {
  return !isGuess(cause) && gapOf(cause) >= 2
}

function sharesSymbol(left: Cause, right: Cause): boolean {
  return left.some(a => right.some(b => a.path === b.path && a.symbol === b.symbol))
}
