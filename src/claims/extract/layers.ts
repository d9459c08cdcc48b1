import type {Claim} from '../claim.ts'
import {isPackageName} from '../package-name.ts'
import {type Passage, sentencesOf} from '../passage.ts'
import {isPathLike} from '../path-like.ts'
import {isAsserted} from '../speech.ts'
import {namingRuns, toClaim} from './rule.ts'

/**
 * Layers written top-down with arrows, `ui` → `domain` → `base`: a lower one must not import a higher one, one claim
 * per pair. Only where the text calls them layers or says which way imports go, since arrows also tell of calls.
 */
export function extractLayers(passage: Passage, doc: string): Claim[] {
  if (passage.type !== 'prose') return []
  return sentencesOf(passage).flatMap(({text, start, runs}) => {
    if (
      !/\blayers?\b|\btop[- ]down\b|\bdependenc(y|ies)\b|\bimports?\b/i.test(
        `${text} ${passage.heading} ${passage.intro}`
      )
    )
      return []
    if (!isAsserted(text)) return []
    const named = namingRuns(runs).filter(run => isPathLike(run.text) || isPackageName(run.text))
    const between = named
      .slice(1)
      .map((run, index) => text.slice((named[index]?.end ?? 0) - start, run.start - start))
    if (named.length < 3 || !between.every(words => /^\s*(→|->|=>|➜|⟶)\s*$/.test(words))) return []
    return named.flatMap((upper, index) =>
      named
        .slice(index + 1)
        .map(lower =>
          toClaim(passage, doc, lower, {kind: 'absence', subject: lower.text, object: upper.text})
        )
    )
  })
}
