import type {TriageItem, TriageVerdict} from '../../artifacts/triage-row.ts'
import type {ClauseJudgement} from './clause-judgement.ts'

/** A verdict and the rule that gave it. */
export interface Ruling {
  readonly verdict: TriageVerdict
  /** One sentence part of Markdown. */
  readonly rule: string
  readonly confidence: TriageItem['confidence']
}

/**
 * The verdict over the clauses of one item.
 *
 * "Implemented" needs every clause met and one of them by something that shows work; "not-implemented" and "phantom" need
 * a named thing that is absent. Everything between is partial or cannot be told.
 *
 * @param carried whether the item is ticked or a commit carried it out: what explains the met clauses and names nothing
 * then leaves no doubt
 */
export function rule(
  clauses: readonly ClauseJudgement[],
  checked: boolean,
  tested: 'tested' | 'untested' | 'no behaviour',
  carried = checked
): Ruling {
  const checkable = clauses.filter(({clause}) => clause.state !== 'not-checkable')
  if (checkable.length === 0)
    return {verdict: 'not-checkable', rule: clauses[0]?.reason ?? 'no text', confidence: 'high'}
  const stale = checkable.find(judgement => judgement.stale)
  const left = checkable.filter(
    ({clause, evidence}) => clause.state === 'unmet' && evidence.some(({role}) => role === 'absent')
  )
  if (stale && !checked && left.length > 0)
    return partial(`the premise is stale (${stale.reason}), open: ${reasons(left)}`)
  if (stale && !checked) return {verdict: 'stale-premise', rule: stale.reason, confidence: 'medium'}
  const met = checkable.filter(({clause}) => clause.state === 'met')
  const unmet = checkable.filter(({clause}) => clause.state === 'unmet' || clause.state === 'contradicted')
  const open = checkable.filter(({clause}) => clause.state === 'unknown')
  const explains = carried && met.some(({discriminating}) => discriminating) && met.length >= open.length
  const doubtful = explains ? open.filter(({evidence}) => evidence.length > 0) : open
  if (unmet.length === 0 && doubtful.length === 0) return done(met, tested)
  if (met.length > 0 && unmet.length > 0)
    return partial(`${met.length} of ${checkable.length} clauses met, open: ${reasons(unmet)}`)
  const half = unmet.find(({discriminating}) => discriminating)
  if (half) return partial(reasons(unmet))
  if (unmet.length > 0) return missing(unmet, open, checked)
  return {verdict: 'cannot-tell', rule: open[0]?.reason ?? '', confidence: 'low'}
}

function done(met: readonly ClauseJudgement[], tested: 'tested' | 'untested' | 'no behaviour'): Ruling {
  const verdict = tested === 'tested' ? 'implemented-tested' : 'implemented-untested'
  const count = met.length === 1 ? '' : `all ${met.length} clauses met: `
  return {
    verdict,
    rule: count + reasons(met),
    confidence: met.every(({discriminating}) => discriminating) ? 'high' : 'medium'
  }
}

function partial(text: string): Ruling {
  return {verdict: 'partial', rule: text, confidence: 'medium'}
}

/** A ticked item is a phantom only when all that it names is missing and nothing is open to doubt. */
function missing(
  unmet: readonly ClauseJudgement[],
  open: readonly ClauseJudgement[],
  checked: boolean
): Ruling {
  const absent = unmet.filter(judgement => judgement.absent)
  if (!checked) {
    if (absent.length > 0)
      return {
        verdict: 'not-implemented',
        rule: reasons(absent),
        confidence: open.length > 0 ? 'medium' : 'high'
      }
    return {verdict: 'not-implemented', rule: reasons(unmet), confidence: 'medium'}
  }
  const certain = absent.length === unmet.length && open.every(({evidence}) => evidence.length === 0)
  return certain
    ? {
        verdict: 'phantom',
        rule: `ticked, and ${reasons(absent)}`,
        confidence: open.length > 0 ? 'medium' : 'high'
      }
    : {verdict: 'cannot-tell', rule: reasons(unmet), confidence: 'low'}
}

function reasons(judgements: readonly ClauseJudgement[]): string {
  return [...new Set(judgements.map(({reason}) => reason))].join('; ')
}
