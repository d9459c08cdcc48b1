import {compareBy, sortedUnique} from '../../base/compare.ts'
import type {Draft} from './draft.ts'
import {estimateCount} from './effort.ts'
import {unscored, worthOf} from './risk.ts'

/** A statement of a document that the code contradicts. */
export interface RefutedClaim {
  readonly doc: string
  readonly heading: string
  /** Subject and object as written. */
  readonly name: string
}

/** One doc action for each document that states what the code contradicts, by document. */
export function draftClaims(claims: readonly RefutedClaim[]): Draft[] {
  const documents = sortedUnique(claims.map(({doc}) => doc))
  return documents.map(doc =>
    draftDocument(
      doc,
      claims.filter(claim => claim.doc === doc)
    )
  )
}

function draftDocument(doc: string, claims: readonly RefutedClaim[]): Draft {
  const sorted = claims.toSorted(
    compareBy(
      ({heading}) => heading,
      ({name}) => name
    )
  )
  const estimate = estimateCount(claims.length, 'statement', 'no code to change')
  const several = claims.length > 1
  return {
    ...{
      key: `doc/claims/${doc}`,
      kind: 'doc',
      zones: [],
      tasks: [],
      after: [],
      afterZones: [],
      symbols: [],
      estimate
    },
    rule: `the code contradicts what ${doc} says, and a document is corrected where it stands`,
    claims: sorted.map(({heading, name}) => `${doc} "${heading}": ${name}`),
    worth: worthOf(unscored, estimate.effort),
    late: false,
    rank: Number.POSITIVE_INFINITY,
    write: () => ({
      title: `correct ${several ? `${claims.length} statements` : 'a statement'} of ${doc}`,
      whyNow: `the code contradicts ${several ? 'them' : 'it'}, and a reader would believe ${several ? 'them' : 'it'}`,
      steps: sorted.map(({heading, name}) => `under "${heading}" correct or take out ${name}`),
      doneWhen: `\`groundtruth check ${doc}\` refutes none of them`
    })
  }
}
