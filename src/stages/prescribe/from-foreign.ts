import type {ForeignZone} from '../../artifacts/danger-zone.ts'
import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import type {Draft} from './draft.ts'
import {toTitle, withoutStop} from './phrase.ts'
import {leastScore, worthOf} from './risk.ts'

/**
 * One action for a zone that a person or another tool wrote: `refactor` when it names a fix, else `escalate`.
 * How far it reaches is not known, so a refactor is M, and unless the zone is called critical it waits.
 */
export function draftForeign(zone: ForeignZone, rank: number): Draft {
  const {label, tier, path, anchor = '', fix = ''} = zone
  const kind = fix === '' ? 'escalate' : 'refactor'
  const effort = fix === '' ? 'S' : 'M'
  const from =
    fix === '' ? 'S from 1 question, dependents not known' : 'M from files and dependents not known'
  return {
    ...{key: `${kind}/${label}`, kind, zones: [label], tasks: [], claims: [], after: [], rank},
    ...(anchor === label.toLowerCase() ? {} : {zoneAnchors: {[label]: anchor}}),
    ...(path === undefined ? {} : {path}),
    estimate: {effort, from},
    worth: worthOf(leastScore(tier), effort),
    late: tier !== 'critical',
    write: () => (fix === '' ? askTexts(zone) : fixTexts(zone, fix))
  }
}

function askTexts({title, path, tier, advice = '', label}: ForeignZone) {
  return {
    title: `decide what to do about ${toTitle(title)}`,
    whyNow: `${called(tier)}; it names no fix`,
    steps: [
      path === undefined ? 'name the code it is about' : `look at ${toCodeSpan(path)}`,
      ...(advice === '' ? [] : [`weigh its advice: ${withoutStop(advice)}`]),
      'name a fix, or say why it stays as it is'
    ],
    doneWhen: `${label} names a \`Suggested fix\`, or says \`Status: accepted: reason\``
  }
}

function fixTexts({title, path, tier, label}: ForeignZone, fix: string) {
  return {
    title: toTitle(fix),
    whyNow: `${called(tier)}; it names its fix`,
    steps: [
      ...(path === undefined ? [] : [`look at ${toCodeSpan(path)}`]),
      withoutStop(fix),
      `show that this can no longer happen: ${toTitle(title)}`
    ],
    doneWhen: `a person who checked says \`Status: fixed\` in ${label}`
  }
}

function called(tier: ForeignZone['tier']): string {
  return tier === undefined ? 'written by hand without a risk' : `called ${tier} by whoever wrote it`
}
