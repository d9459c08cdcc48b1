import type {DangerZone, DangerZones} from '../../artifacts/danger-zone.ts'
import type {TriageItem} from '../../artifacts/triage-row.ts'
import {isOlderThan} from './age.ts'
import type {ClauseJudgement} from './clause-judgement.ts'
import {type Context, scopeOf} from './context.ts'
import {judgeBorrowed} from './judge-borrowed.ts'
import {judgeClause} from './judge-clause.ts'
import {ruleDescription} from './judge-description.ts'
import type {ParsedClause} from './parsed-clause.ts'
import {nextStep} from './reach/next-step.ts'
import {type TestState, testState} from './reach/tested.ts'
import {judgeShapes} from './shapes/judge-shapes.ts'
import {type Ruling, rule} from './verdict.ts'
import {judgeByWording} from './words/by-wording.ts'
import {zoneParts, zoneStep} from './zone-parts.ts'
import {zoneLink, zonesAsked} from './zones.ts'

/** Judges one item that has no items below it. */
export function judgeItem(
  clauses: readonly ParsedClause[],
  zones: DangerZones | undefined,
  context: Context
): TriageItem {
  const {task} = context
  const checked = task.state === 'done'
  if (task.state === 'skipped')
    return toItem(
      context,
      [],
      {verdict: 'not-checkable', rule: 'skipped by its author', confidence: 'high'},
      noTests
    )
  const byName = clauses.map(clause => withAge(judgeClause(clause, context), context))
  const judgements = judgeShapes(clauses, byName, context).map((judgement, position) => {
    const clause = clauses[position]
    return clause
      ? judgeByWording(clause, judgeBorrowed(clause, judgement, context), context, position === 0)
      : judgement
  })
  if (task.tags.includes('premise'))
    return toItem(context, judgements, ruleDescription(judgements, context), noTests)
  const asked = zonesAsked(clauses, judgements, zones)
  const parts = zoneParts(asked, context)
  const tests = testState([...judgements, ...parts], context)
  const ruling = withZones(
    rule(judgements, checked, tests.state, checked || context.story.carrying.length > 0),
    judgements,
    asked
  )
  const item = toItem(context, judgements, ruling, tests)
  const [zone] = asked
  if (!zone || ruling.verdict !== 'partial') return item
  const evidence = distinct([...parts.flatMap(part => part.evidence), ...item.evidence])
  return {...item, evidence, nextStep: zoneStep(zone)}
}

const noTests: TestState = {state: 'no behaviour', tests: [], note: ''}

/** What was there before an open item was written does not meet it. */
function withAge(judgement: ClauseJudgement, {task, world}: Context): ClauseJudgement {
  const {clause} = judgement
  const dated = clause.verb === 'create' || clause.verb === 'change' || clause.verb === 'test'
  if (task.state === 'done' || clause.state !== 'met' || !dated || !isOlderThan(task, judgement, world))
    return judgement
  return {
    ...judgement,
    clause: {...clause, state: 'unknown'},
    discriminating: false,
    dated: true,
    reason: `${judgement.reason}, and was there before the item was written`
  }
}

/** Work that an open zone shows to be broken is not done, whatever is declared. */
function withZones(
  ruling: Ruling,
  judgements: readonly ClauseJudgement[],
  asked: readonly DangerZone[]
): Ruling {
  if (
    asked.length === 0 ||
    ruling.verdict === 'phantom' ||
    ruling.verdict === 'stale-premise' ||
    ruling.verdict === 'not-checkable'
  )
    return ruling
  const links = asked.map(zoneLink).join(', ')
  // A zone shows something that is there and broken: only what the item names and what stands nowhere is missing.
  const named = judgements.some(({absent, clause}) => absent && clause.objects.length > 0)
  if (ruling.verdict === 'not-implemented' && named)
    return {...ruling, rule: `${ruling.rule}; an open zone shows the same to be broken: ${links}`}
  const met = judgements.filter(({clause}) => clause.state === 'met').length
  const clausesMet = `${met} of ${judgements.length} clause${judgements.length === 1 ? '' : 's'} met`
  const rule = `asks for what an open zone shows to be broken: ${links}; ${clausesMet}`
  return {verdict: 'partial', confidence: 'medium', rule}
}

function toItem(
  context: Context,
  judgements: readonly ClauseJudgement[],
  ruling: Ruling,
  tests: TestState
): TriageItem {
  const {task} = context
  const checked = task.state === 'done'
  const evidence = distinct(judgements.flatMap(each => each.evidence))
  return {
    file: task.file,
    line: task.line,
    ...(task.id === undefined ? {} : {id: task.id}),
    hash: task.hash,
    text: task.text,
    checked,
    verdict: ruling.verdict,
    rule: ruling.rule,
    confidence: ruling.confidence,
    clauses: judgements.map(({clause}) => clause),
    evidence,
    tests: tests.tests,
    ...(tests.note === '' ? {} : {testNote: tests.note}),
    ...searchedScope(ruling, judgements, evidence, context),
    nextStep: nextStep(ruling.verdict, judgements, checked, context)
  }
}

/** What an absence was searched in; a verdict that cites no line says at least that. */
function searchedScope(
  {verdict}: Ruling,
  judgements: readonly ClauseJudgement[],
  evidence: TriageItem['evidence'],
  context: Context
): Pick<TriageItem, 'scope'> {
  if (verdict === 'not-checkable') return {scope: 'nothing, as it asks for nothing that code could show'}
  const isSearched = judgements.some(
    ({clause, absent}) =>
      absent || clause.state === 'unmet' || clause.verb === 'remove' || clause.verb === 'replace'
  )
  return isSearched || evidence.length === 0 ? {scope: scopeOf(context)} : {}
}

function distinct(evidence: TriageItem['evidence']): TriageItem['evidence'] {
  return [
    ...new Map(evidence.map(each => [`${each.path}:${each.line}:${each.role}:${each.object}`, each])).values()
  ].slice(0, 8)
}
