import type {JudgedClaim} from '../claims/claim.ts'
import {type Rename, renameOf} from '../claims/rename.ts'
import {applyEdits, renameEdit, type TextEdit} from '../claims/rename-edit.ts'
import {checkDocuments, type NamedText} from './check.ts'
import type {CheckResult} from './check-result.ts'
import type {Session} from './session.ts'

export interface FixOutcome {
  /** As they are after the fix. */
  readonly documents: readonly NamedText[]
  /** What is found in them. */
  readonly result: CheckResult
  /** How many names were changed. */
  readonly fixed: number
}

interface Fix extends Rename {
  readonly claim: JudgedClaim
  readonly edit: TextEdit
}

/**
 * Gives refuted names the names they have now, where only one can be meant. A change is made only if the claim holds then;
 * nothing else in the documents changes. Nothing is written.
 */
export function fixDocuments(session: Session, documents: readonly NamedText[]): FixOutcome {
  const before = checkDocuments(session, documents)
  const world = session.world()
  const fixes = documents.map(document => {
    const wrong = before.refuted.filter(({doc}) => doc === document.path)
    const found = withoutOverlaps(wrong.flatMap(claim => toFix(claim, document.text, renameOf(claim, world))))
    return thatHold(found, document, session)
  })
  const fixed = documents.map((document, index) => fixDocument(document, fixes[index] ?? []))
  const count = fixes.reduce((sum, each) => sum + new Set(each.map(({edit}) => edit.start)).size, 0)
  return {documents: fixed, result: count === 0 ? before : checkDocuments(session, fixed), fixed: count}
}

function toFix(claim: JudgedClaim, text: string, rename: Rename | undefined): Fix[] {
  const edit = rename && renameEdit(text, claim, rename)
  return rename && edit ? [{...rename, claim, edit}] : []
}

/** Two claims about one piece of text agree, or neither is followed. */
function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const overlaps = ({edit}: Fix, other: Fix) => edit.start < other.edit.end && other.edit.start < edit.end
  const isSame = ({edit}: Fix, other: Fix) =>
    edit.start === other.edit.start && edit.end === other.edit.end && edit.text === other.edit.text
  return fixes.filter(fix =>
    fixes.every(other => other === fix || isSame(fix, other) || !overlaps(fix, other))
  )
}

function fixDocument(document: NamedText, fixes: readonly Fix[]): NamedText {
  const edits = new Map(fixes.map(({edit}) => [edit.start, edit]))
  return {...document, text: applyEdits(document.text, [...edits.values()])}
}

/** Those whose claim is true in the changed text. */
function thatHold(fixes: readonly Fix[], document: NamedText, session: Session): Fix[] {
  if (fixes.length === 0) return []
  const {claims} = checkDocuments(session, [fixDocument(document, fixes)])
  return fixes.filter(({claim, current}) =>
    claims.some(
      one =>
        one.verdict === 'verified' &&
        one.kind === claim.kind &&
        one.line === claim.line &&
        (claim.kind === 'symbol'
          ? one.subject === claim.subject && one.object === current
          : one.subject === current)
    )
  )
}
