import type {DangerZone} from '../../artifacts/danger-zone.ts'
import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import {sortedUnique} from '../../base/compare.ts'
import type {Draft, EffortEstimate} from './draft.ts'
import {
  dependentsText,
  directDependents,
  estimateRefactor,
  estimateTest,
  filesToTouch,
  testsText
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
    const {detector, path, fix, key, confidence} = zone
    const id =
      fix === '' ? key : JSON.stringify([detector, path, fix, confidence === 'low', isUndecided(zone)])
    const known = causes.get(id)
    if (known) known.push(zone)
    else causes.set(id, [zone])
  }
  return [...causes.values()]
}

function draftCause(cause: Cause, causes: readonly Cause[]): Draft[] {
  if (isGuess(cause)) return [draftEscalation(cause)]
  const question = cause.some(isUndecided) ? [draftEscalation(cause)] : []
  const pins = causes.filter(other => isPinned(other) && sharesSymbol(cause, other)).map(pinKey)
  const after = [...question.map(({key}) => key), ...sortedUnique(pins)]
  const test = isPinned(cause) ? [draftTest(cause)] : []
  return [...question, ...test, draftRefactor(cause, after)]
}

function draftEscalation(cause: Cause): Draft {
  const [zone] = cause
  const open = zone.challenged.filter(({verdict}) => verdict === 'undecided')
  const doubt = open[0]
  const reason = doubt ? `what *${doubt.kill}* asks could not be decided` : 'its confidence is low'
  const id = labelOf(zone)
  const estimate: EffortEstimate = {
    effort: 'S',
    from: `S from ${open.length > 1 ? `${open.length} questions` : '1 question'}, ${dependentsText(directDependents(cause))}`
  }
  return {
    ...common('escalate', cause, estimate, []),
    write: () => ({
      title: doubt
        ? `find out whether *${doubt.kill}* rules out that ${withoutStop(zone.title)}`
        : `find out whether ${withoutStop(zone.title)}`,
      whyNow: `score ${scoreOf(cause)}, but ${reason}: nothing is changed on a guess`,
      steps: [
        ...open.map(
          ({kill, evidence}) => `answer *${kill}*${evidence === '' ? '' : `: ${withoutStop(evidence)}`}`
        ),
        ...(zone.falsifiedBy === ''
          ? []
          : [`look for what would prove it wrong: ${withoutStop(zone.falsifiedBy)}`]),
        `write the answer into the \`Status\` or the \`**Notes**\` of ${id}`
      ],
      doneWhen: `${cause.map(labelOf).join(' and ')} ${cause.length > 1 ? 'have' : 'has'} the status \`accepted: reason\` or \`false positive: reason\`, or hunt decides the question`
    })
  }
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
      whyNow: `score ${scoreOf(cause)}, detection gap ${gap} of 3 (${perceived(gap)}); it must stand before ${idOf(keyOf('refactor', cause))} changes ${symbol}`,
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
  const places = cause.map(({path, startLine, endLine}) => toCodeSpan(`${path}:${startLine}-${endLine}`))
  const others = filesToTouch(cause).filter(file => file !== zone.path)
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
        whyNow: `score ${scoreOf(cause)} for an effort of ${estimate.effort}, ${perceived(gapOf(cause))}, ${dependents}${waits}`,
        steps: [
          ...(zone.fix === '' ? [] : [withoutStop(zone.fix)]),
          `change ${places.join(', ')}${others.length === 0 ? '' : `; look at ${others.map(toCodeSpan).join(', ')}`}`,
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

function gapOf(cause: Cause): number {
  return Math.max(...cause.map(({score}) => score.detectionGap))
}

/** What a detection gap of that size means, by the rules of the score. */
function perceived(gap: number): string {
  return gap >= 3 ? 'silent and reached by no known test' : testsText(gap)
}

function isGuess(cause: Cause): boolean {
  return cause.some(({confidence}) => confidence === 'low')
}

function isUndecided({challenged}: DangerZone): boolean {
  return challenged.some(({verdict}) => verdict === 'undecided')
}

function isPinned(cause: Cause): boolean {
  return !isGuess(cause) && gapOf(cause) >= 2
}

function sharesSymbol(left: Cause, right: Cause): boolean {
  return left.some(a => right.some(b => a.path === b.path && a.symbol === b.symbol))
}
