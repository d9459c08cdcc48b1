import type {Action} from '../../artifacts/action.ts'
import type {Triage} from '../../artifacts/triage-row.ts'
import {compareBy} from '../../base/compare.ts'
import {isTouched, type Memory} from './memory.ts'
import type {Numbered} from './number.ts'

const gone =
  'what asked for it is gone; it stays because a person wrote into it, and goes when that person deletes it'
const unseen = 'ticked, but triage does not see it done'

/**
 * Earlier actions that nothing asks for any more and that must not be lost: those triage lists as done, those a person
 * has touched and, without a triage, those that were done. By number.
 */
export function listRemaining(
  numbered: readonly Numbered[],
  {actions}: Memory,
  triage: Triage | undefined
): Numbered[] {
  const standing = new Set(numbered.flatMap(({earlier}) => earlier?.key ?? []))
  const isKept = (action: Action) => isTouched(action) || doneEvidence(action, triage) !== undefined
  return [...actions.values()]
    .filter(action => !standing.has(action.key) && isKept(action))
    .sort(compareBy(({number}) => number))
    .map(action => ({action: {...action, after: []}, earlier: action, remaining: true}))
}

/** Puts done and remaining actions into their sections. An action no longer comes after one that is done. */
export function settle(numbered: readonly Numbered[], triage: Triage | undefined): Action[] {
  const settled = numbered.map(one => settleOne(one, triage))
  const done = new Set(settled.filter(({section}) => section === 'done').map(({number}) => number))
  return settled.map(action => ({...action, after: action.after.filter(number => !done.has(number))}))
}

function settleOne({action, earlier, remaining}: Numbered, triage: Triage | undefined): Action {
  const {evidence: _, ...open} = action
  // Of a zone that moved the old key was judged: it is gone there, and found here.
  const evidence = earlier?.key === action.key ? doneEvidence(earlier, triage) : undefined
  if (evidence !== undefined)
    return {...open, section: 'done', ticked: true, after: [], ...(evidence === '' ? {} : {evidence})}
  if (remaining) return {...open, section: 'later', whyNow: gone}
  return open.ticked && triage ? {...open, whyNow: `${open.whyNow}; ${unseen}`} : open
}

/** What shows that the action is done, `''` for nothing said; undefined when it is not done. */
function doneEvidence({key, section, evidence}: Action, triage: Triage | undefined): string | undefined {
  if (!triage) return section === 'done' ? (evidence ?? '') : undefined
  return triage.actions.find(entry => entry.key === key)?.evidence
}
