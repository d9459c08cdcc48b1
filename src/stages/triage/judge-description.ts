import type {ClauseJudgement} from './clause-judgement.ts'
import type {Context} from './context.ts'
import {code} from './finding.ts'
import type {Ruling} from './verdict.ts'

/** From this share of its words on a description speaks of what a commit changed. */
const leastCovered = 0.15

/**
 * The verdict over a description that says how the code is: false when something it says is refuted, or when a commit
 * that carried its task out changed what it speaks of; else the task is still to do.
 */
export function ruleDescription(judgements: readonly ClauseJudgement[], context: Context): Ruling {
  const {story, task, wording} = context
  const stale = judgements.find(judgement => judgement.stale)
  if (stale) return {verdict: 'stale-premise', rule: stale.reason, confidence: 'medium'}
  if (story.carrying.length > 0) {
    const [match] = [wording.inCode(task.text, story), wording.inTests(task.text, story)]
      .filter(found => found !== undefined)
      .sort((left, right) => right.covered - left.covered)
    if (match && (match.covered >= leastCovered || story.ticked))
      return {
        verdict: 'stale-premise',
        rule: `says how the code was before ${code(`${match.passage.path}:${match.passage.line}`)} came with ${story.reason}`,
        confidence: 'medium'
      }
    return {
      verdict: 'cannot-tell',
      rule: `${story.reason} changed code that it does not speak of`,
      confidence: 'low'
    }
  }
  const holds = judgements.find(
    ({clause, reason}) => clause.state === 'unmet' && reason.includes('still holds')
  )
  if (holds) return {verdict: 'not-implemented', rule: holds.reason, confidence: 'high'}
  return story.tracked
    ? {
        verdict: 'not-implemented',
        rule: 'no commit carries its task out, so what it says still holds',
        confidence: 'low'
      }
    : {verdict: 'cannot-tell', rule: 'nothing it says can be looked for', confidence: 'low'}
}
