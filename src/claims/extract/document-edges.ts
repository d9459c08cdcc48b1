import type {Claim} from '../claim.ts'
import type {Passage} from '../passage.ts'
import {type Homes, homeOf, homesIn} from '../topics.ts'

/**
 * Edges whose ends the document explains elsewhere: a name at the home that an item gives it, a group in words
 * ("Module packages") by the members that its section lists above. What is not said so is returned as it is.
 */
export function completeEdges(claims: readonly Claim[], passages: readonly Passage[]): Claim[] {
  const homes = homesIn(passages)
  return claims.flatMap(claim => {
    if (claim.kind !== 'edge') return [claim]
    const members = membersOf(claim, passages)
    const named =
      members.length > 1
        ? members.map(subject => ({...claim, subject, certainty: 'aside' as const}))
        : [claim]
    return named.map(one => atHome(one, homes))
  })
}

/** A statement about a name is one about its file only as far as an import bears it out. */
function atHome(claim: Claim, homes: Homes): Claim {
  const {subject, object = '', certainty} = claim
  const home = homeOf(object, homes)
  if (home === undefined || home === subject) return claim
  return {...claim, object: home, certainty: certainty === 'aside' ? 'aside' : 'drawn'}
}

const group =
  /^(?:(?:all|the|these|each|every)\s+)?(?:[\w-]+\s+)?(package|module|plugin|extension|app|service|adapter|provider|driver|integration)s?$/i

/** What the rows and items above it in its section start with, where heading, column or introduction calls them so. */
function membersOf({subject, line, heading}: Claim, passages: readonly Passage[]): string[] {
  const noun = group.exec(subject)?.[1]
  if (noun === undefined) return []
  const isCalled = new RegExp(`\\b${noun}s?\\b`, 'i')
  const listed = passages.filter(
    passage =>
      passage.line < line &&
      passage.heading === heading &&
      (passage.type === 'row' || passage.item) &&
      isCalled.test(`${heading} ${passage.intro} ${passage.cells[0]?.header ?? ''}`)
  )
  return [...new Set(listed.flatMap(({leads}) => leads[0]?.text ?? []))]
}
