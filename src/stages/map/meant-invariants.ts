import type {Claim} from '../../claims/claim.ts'
import {extractClaims} from '../../claims/extract.ts'

/** A generated region with its markers. */
const region = /<!-- groundtruth:begin (\S+) hash=[\s\S]*?<!-- groundtruth:end \1 -->/g

/**
 * The offered invariants that a person has not yet decided on: one that stands outside of the regions is meant, one below a heading
 * `Not invariants` is rejected; neither is offered again. Compared by what the sentences claim, else by their words.
 */
export function withoutDecided(offered: readonly string[], document: string): string[] {
  const own = document.replace(region, '')
  const words = plain(own)
  const decided = new Set(absences(own).map(toKey))
  return offered.filter(sentence => {
    const claims = absences(sentence)
    if (words.includes(plain(sentence))) return false
    return claims.length === 0 || !claims.every(claim => decided.has(toKey(claim)))
  })
}

function absences(markdown: string): Claim[] {
  return extractClaims('ARCHITECTURE.md', markdown).filter(({kind}) => kind === 'absence')
}

function toKey({subject, object}: Claim): string {
  return `${bare(subject)}\n${bare(object ?? '')}`
}

function bare(path: string): string {
  return path.replace(/^\.\//, '').replace(/\/$/, '')
}

/** Letters, digits and path signs only: quoting, emphasis and wrapping do not matter. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N}/.@:-]+/gu, ' ').trim()
}
