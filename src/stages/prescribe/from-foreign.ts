import type {ForeignZone} from '../../artifacts/danger-zone.ts'
import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import type {Draft} from './draft.ts'
import {toTitle, withoutStop} from './phrase.ts'
import {lateScore, leastScore, worthOf} from './risk.ts'

/**
 * One action for a zone that a person or another tool wrote: `refactor` when it names a fix, else `escalate`.
 * How far it reaches is not known, so a refactor is M. It waits when its score is low; a zone without a score unless it is
 * called critical.
 */
export function draftForeign(zone: ForeignZone, rank: number): Draft {
  const {label, tier, path, score, anchor = '', fix = ''} = zone
  const kind = fix === '' ? 'escalate' : 'refactor'
  const effort = fix === '' ? 'S' : 'M'
  const from =
    fix === '' ? 'S from 1 question, dependents not known' : 'M from files and dependents not known'
  return {
    ...{key: `${kind}/${label}`, kind, zones: [label], tasks: [], claims: [], after: [], rank},
    ...(anchor === label.toLowerCase() ? {} : {zoneAnchors: {[label]: anchor}}),
    ...(path === undefined ? {} : {path}),
    estimate: {effort, from},
    worth: worthOf(score?.total ?? leastScore(tier), effort),
    late: score ? score.total <= lateScore : tier !== 'critical',
    write: () => (fix === '' ? askTexts(zone) : fixTexts(zone, fix))
  }
}

function askTexts(zone: ForeignZone) {
  const {title, path, advice = '', label} = zone
  return {
    title: `decide what to do about ${toTitle(title)}`,
    whyNow: `${called(zone)}; it names no fix`,
    steps: [
      path === undefined ? 'name the code it is about' : `look at ${toCodeSpan(path)}`,
      ...(advice === '' ? [] : [`weigh its advice: ${withoutStop(advice)}`]),
      'name a fix, or say why it stays as it is'
    ],
    doneWhen: `${label} names a \`Suggested fix\`, or says \`Status: accepted: reason\``
  }
}

function fixTexts(zone: ForeignZone, fix: string) {
  const {title, path, label} = zone
  return {
    title: toTitle(fix),
    whyNow: `${called(zone)}; it names its fix`,
    steps: [
      ...(path === undefined ? [] : [`look at ${toCodeSpan(path)}`]),
      withoutStop(fix),
      `show that this can no longer happen: ${toTitle(title)}`
    ],
    doneWhen: `a person who checked says \`Status: fixed\` in ${label}`
  }
}

function called({tier, score}: ForeignZone): string {
  if (score) return `score ${score.total} by whoever wrote it`
  return tier === undefined ? 'written by hand without a risk' : `called ${tier} by whoever wrote it`
}
