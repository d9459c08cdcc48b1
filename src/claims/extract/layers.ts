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
  const listed = fromList(passage, doc)
  if (listed.length > 0) return listed
  return sentencesOf(passage).flatMap(({text, start, runs}) => {
    if (
      !/\blayers?\b|\btop[- ]down\b|\bdependenc(y|ies)\b|\bimports?\b/i.test(
        `${text} ${passage.heading} ${passage.intro}`
      )
    )
      return []
    if (!isAsserted(text)) return []
    const named = namingRuns(runs).filter(isEnd)
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

const topDown =
  /\b(top[- ]down|top[- ]to[- ]bottom|from (?:the )?top|highest first|outermost first|(?:only )?(?:imports?|depends?|know)[^.]*\b(?:below|lower|downwards?))\b/i
const bottomUp =
  /\b(bottom[- ]up|bottom[- ]to[- ]top|from (?:the )?bottom|lowest first|innermost first|(?:only )?(?:imports?|depends?|know)[^.]*\b(?:above|higher|earlier))\b/i

/** An item of a list that its introduction calls layers and gives a direction: it must not import those higher up. */
function fromList(passage: Passage, doc: string): Claim[] {
  const {item, intro, leads, above = []} = passage
  const [lead] = leads
  if (!item || !lead || !isEnd(lead) || !/\blayers?\b/i.test(intro) || !isAsserted(intro)) return []
  const [down, up] = [topDown.test(intro), bottomUp.test(intro)]
  if (down === up) return []
  return above.filter(isEnd).map(other => {
    const [lower, higher] = down ? [lead, other] : [other, lead]
    return toClaim(passage, doc, lead, {kind: 'absence', subject: lower.text, object: higher.text})
  })
}

function isEnd({text}: {readonly text: string}): boolean {
  return isPathLike(text) || isPackageName(text)
}
