import type {Claim} from '../claim.ts'
import type {Passage, Sentence} from '../passage.ts'
import {positionAt, toClaim} from './rule.ts'

const not = "(?:(?:must|should|may|can|do|does)(?: ?not|n't| never)|can't|never|avoid)"
const acrossByPath = [
  new RegExp(
    `\\b${not} us(?:e|ing) (?:direct )?relative (?:paths?|imports?) (?:when|for) importing (?:\\w+ )?from (?:an)?other packages?\\b`,
    'i'
  ),
  new RegExp(
    `\\bpackages? ${not} import (?:from )?(?:each other|one another|another package|other packages) (?:by|with|via|through|using) (?:direct )?relative (?:paths?|imports?)\\b`,
    'i'
  ),
  /\bno (?:direct )?relative (?:paths?|imports?) (?:across|between|into other) packages?(?: boundar(?:y|ies))?\b/i
]
const listed = [
  /\bif (?:a |one )?package\b[^.]*\b(?:imports?|re-?exports?)\b[^.]*\banother (?:package|one)\b[^.]*\b(?:should|must|has to|needs to) (?:be listed|be declared|list|declare)\b[^.]*\b(?:dependenc|package\.json)/i,
  /\b(?:every|each|a) package (?:must|should|has to) (?:list|declare) (?:all |each |every )?(?:the )?packages? (?:that )?it imports\b/i
]
const group =
  /(?:^|[.;:]\s*|\bthe )([a-z][a-z-]+) packages (?:must|should|may|can|do)(?: ?not|n't| never) (?:import|depend on|reference)(?: (?:items|anything|code|values?|modules))?(?: from)? (?:the )?([a-z][a-z-]+)(?: packages| side)?(, and vice versa)?\s*(?:[.;,]|$)/i
const noGroup = new Set(
  'the these those all any other another some such our internal external workspace private public npm third-party local following same each own new both'.split(
    ' '
  )
)

/** Rules about packages in plain words, as contributing guides of monorepos give them. */
export function fromPackageRule(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const text = sentence.text.replace(/`([^`]*)`/g, (_, name) => (name === 'package.json' ? name : 'x'))
  const make = (subject: string, object: string) =>
    toClaim(passage, doc, positionAt(passage, sentence.start), {kind: 'absence', subject, object})
  if (acrossByPath.some(pattern => pattern.test(text)))
    return [make('any package file', 'relative import into another package')]
  if (listed.some(pattern => pattern.test(text)))
    return [make('import of a package missing from its package.json', 'any package')]
  const [, from = '', to = '', mutual] = group.exec(text) ?? []
  if (from === '' || noGroup.has(from.toLowerCase()) || noGroup.has(to.toLowerCase())) return []
  const [one, other] = [nameOf(from), nameOf(to)]
  return mutual ? [make(one, other), make(other, one)] : [make(one, other)]
}

function nameOf(word: string): string {
  return `${word.toLowerCase()}-* packages`
}
