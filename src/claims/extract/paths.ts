import type {Claim} from '../claim.ts'
import {isAside} from '../clause.ts'
import {type Passage, type Run, sentencesOf} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro, isAssertedLead, isMade, isOutputIntro} from '../speech.ts'
import {asides, namingRuns, toClaim} from './rule.ts'

/** Code spans, and links that show a path other than their target, that name a file or folder. */
export function extractPaths(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || !isAssertedIntro(passage.intro)) return []
  const claims = pathClaims(passage, doc)
  return isOutputIntro(passage.intro) ? asides(claims) : claims
}

function pathClaims(passage: Passage, doc: string): Claim[] {
  return sentencesOf(passage).flatMap(({text, start, runs}) => {
    return namingRuns(runs).flatMap(run => {
      const before = text.slice(0, run.start - start)
      const holds = isLead(passage, run) ? isAssertedLead(text) : isAsserted(text) && !isMade(before)
      if (holds) return pathClaim(passage, doc, run, before)
      return isAside(text, run.start - start) ? asides(pathClaim(passage, doc, run, before)) : []
    })
  })
}

function pathClaim(passage: Passage, doc: string, run: Run, before: string): Claim[] {
  if (run.type === 'link' && !showsOtherPath(run)) return []
  const subject = run.text.trim()
  if (isBranchName(subject, passage)) return []
  if (isPathLike(subject)) {
    const places = placesFor(passage, run)
    return [
      toClaim(passage, doc, run, {
        kind: 'path',
        subject,
        places,
        ...(isBare(subject) ? layout(passage, places) : firmness(passage, run, before))
      })
    ]
  }
  // `reactivity` at the start of an item below "under the `packages` directory:" names a folder there.
  if (run.type !== 'code' || !isLead(passage, run) || !isFolderName(subject)) return []
  const places = placesFor(passage, run)
  if (places.length === 0) return []
  return [toClaim(passage, doc, run, {kind: 'path', subject, places, ...layout(passage, places)})]
}

/** `docs/new-guide` where the text speaks of branches. */
function isBranchName(text: string, {heading, intro, text: words}: Passage): boolean {
  return (
    /^[\w-]+\/[\w-]+$/.test(text) &&
    /\bbranch(es)?\b/i.test(`${heading} ${intro} ${words.replace(/`[^`]*`/g, '')}`)
  )
}

/** Whether it is what the item or row starts with. */
function isLead({leads: [lead], item, type}: Passage, run: Run): boolean {
  return (
    (item || type === 'row') && lead !== undefined && lead.line === run.line && lead.column === run.column
  )
}

/** Without a folder that they lie in, names of one list have nothing in common. */
function layout({list, line, placedList}: Passage, places: readonly string[]) {
  return {
    certainty: 'layout' as const,
    ...(places.length > 0 ? {group: list ?? line} : {}),
    ...(places.length > 0 && placedList !== undefined ? {outerGroup: placedList} : {})
  }
}

const cue =
  /\b(see|read|refer to|defined in|documented in|described in|implemented in|lives? in|located (in|at)|found in|details? in|reference:?)\s+(also |the |the full )?$/i

/** A path is named for its own sake in a heading, at the start of an item, or after a word that sends the reader there. */
function firmness(passage: Passage, run: Run, before: string): {certainty?: 'implied'} {
  const isFirm =
    passage.type === 'heading' || isLead(passage, run) || cue.test(before) || isLocation(passage, run)
  return isFirm ? {} : {certainty: 'implied'}
}

/** Whether it stands alone in a column that says where things lie. */
function isLocation({cells}: Passage, {line, column}: Run): boolean {
  return cells.some(
    ({header, runs}) =>
      /^(?:locations?|paths?|folders?|director(?:y|ies)|where|lives in)$/i.test(header.trim()) &&
      runs.length === 1 &&
      runs[0]?.line === line &&
      runs[0].column === column
  )
}

/** An item's own lead is no place for itself. */
function placesFor(passage: Passage, run: Run): readonly string[] {
  return passage.places.filter(place => place !== run.text)
}

/** A link that shows a path its target does not end with makes a statement of its own. */
function showsOtherPath({text, url = ''}: Run): boolean {
  if (!isPathLike(text) || !isFileName(text) || /^[a-z][\w+.-]*:/i.test(url)) return false
  const target = url.replace(/#.*$/, '').replace(/^(\.\.?\/)+/, '')
  return !target.endsWith(text) && !text.endsWith(target)
}

/** A name alone, without a folder: its home is only said by what stands around it. */
function isBare(path: string): boolean {
  return !path.replace(/\/+$/, '').includes('/')
}

function isFolderName(text: string): boolean {
  return /^[a-z][\w-]*$/.test(text)
}
