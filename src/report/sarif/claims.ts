import type {ClaimKind, JudgedClaim} from '../../claims/claim.ts'
import {statement} from '../statement.ts'
import type {SarifFinding, SarifLevel, SarifRule} from './log.ts'

/** What a rule is called and what it says, by kind of claim. */
const texts: Readonly<Record<ClaimKind, readonly [title: string, help: string]>> = {
  path: [
    'A document names a file or folder that is not there',
    'Write where it lies now, or take the sentence out. Names in sentences about the past, plans and examples are not read.'
  ],
  link: ['A document links to nothing', 'Write the target as it is called now, or take the link out.'],
  symbol: [
    'A document gives a name a home where it is not declared',
    'Name the file that declares it, or the declaration by its name of today.'
  ],
  edge: [
    'A document tells of a dependency that the code does not have',
    'Correct the sentence or the diagram: the code has no such import.'
  ],
  absence: [
    'An import breaks a rule that a document states',
    'Take the import out, or change the rule. The related location is the import.'
  ],
  count: ['A document gives another number than the code', 'Correct the number, or leave it out.'],
  command: ['A document names a script that is not there', 'Name a script of package.json.']
}

/** One rule for each kind of claim: `claim/path`. */
export const claimRules: readonly SarifRule[] = Object.entries(texts).map(([kind, [title, help]]) => ({
  id: `claim/${kind}`,
  title,
  help: `${help}\n\n\`groundtruth check --explain FILE:LINE\` says how the sentence was read.`,
  level: 'error',
  tags: ['architecture', 'documentation']
}))

/** A refuted or undecided claim, with what decides on its level. */
export interface SarifClaim {
  readonly claim: JudgedClaim
  /** Without a line. */
  readonly key: string
  readonly gates: boolean
  readonly suppression?: SarifFinding['suppression']
}

/** A claim as a result: an error when it gates, else a warning, and a note when the code leaves it open. */
export function claimFinding({claim, key, gates, suppression}: SarifClaim): SarifFinding {
  const {doc, line, column, kind, evidence} = claim
  return {
    rule: `claim/${kind}`,
    level: levelOf(claim, gates),
    message: statement(claim),
    path: doc,
    line,
    column,
    key,
    related: evidence.map(({path, line}) => ({path, line, note: 'what the code says'})),
    ...(suppression ? {suppression} : {})
  }
}

function levelOf({verdict}: JudgedClaim, gates: boolean): SarifLevel {
  if (verdict !== 'refuted') return 'note'
  return gates ? 'error' : 'warning'
}
