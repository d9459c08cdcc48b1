import type {TriageVerdict} from '../../../artifacts/triage-row.ts'
import type {ClauseJudgement} from '../clause-judgement.ts'
import type {Context} from '../context.ts'
import {code} from '../finding.ts'
import {missingCase} from '../shapes/guard-step.ts'
import {testFileFor} from './test-file.ts'

/** The smallest step that settles an item, one line of Markdown. */
export function nextStep(
  verdict: TriageVerdict,
  clauses: readonly ClauseJudgement[],
  checked: boolean,
  context: Context
): string {
  const open = openClause(clauses)
  const judgement = clauses[open]
  const about = judgement ? judgement.reason : ''
  switch (verdict) {
    case 'implemented-tested':
      return checked ? 'none' : 'tick it'
    case 'implemented-untested':
      return untested(clauses, checked, context)
    case 'stale-premise':
      return `rewrite the item: ${clauses.find(({stale}) => stale)?.reason ?? about}`
    case 'partial':
      return clauses.length > 1
        ? `clause ${open + 1} of ${clauses.length} is open: ${about}`
        : `finish it: ${about}`
    case 'not-implemented':
      return judgement?.clause.verb === 'remove' ? `remove it: ${about}` : `build it: ${about}`
    case 'phantom':
      return 'untick it, or name in the item where its work went'
    case 'not-checkable':
      return 'settle it by hand'
    case 'cannot-tell':
      return `name in the item the file and the symbol that show it done${nearest(clauses)}`
  }
}

/** The first clause that is open; one whose premise is false only when no other is. */
function openClause(clauses: readonly ClauseJudgement[]): number {
  const unmet = clauses.findIndex(({clause}) => clause.state === 'unmet')
  return unmet >= 0 ? unmet : clauses.findIndex(({clause}) => clause.state === 'contradicted')
}

function untested(clauses: readonly ClauseJudgement[], checked: boolean, context: Context): string {
  const {world} = context
  const then = checked ? '' : ', then tick it'
  const guard = clauses.find(judgement => judgement.guard)?.guard
  if (guard) {
    const tests = context.reach.allOfSymbol(guard.symbol)
    const file = tests[0]?.path ?? testFileFor(guard.path, world.facts)
    return `write a test in ${code(file)} that calls ${code(guard.symbol.name)} ${missingCase(guard, tests, context)}${then}`
  }
  const symbol = clauses.flatMap(({subjects}) => subjects)[0]
  const command = clauses.flatMap(({commands}) => commands)[0]
  if (symbol)
    return `write a test in ${code(testFileFor(symbol.path, world.facts))} that calls ${code(symbol.name)}${then}`
  if (command) return `write a test that runs ${code(command.join(' '))}${then}`
  const place = clauses
    .filter(({behaviour, clause}) => behaviour && clause.state === 'met')
    .flatMap(({evidence}) => evidence)
    .find(({path}) => world.facts.module(path)?.role === 'source')
  if (place) {
    const file = testFileFor(place.path, world.facts)
    return `write a test in ${code(file)} of what stands in ${code(`${place.path}:${place.line}`)}${then}`
  }
  return checked ? 'none' : 'tick it'
}

function nearest(clauses: readonly ClauseJudgement[]): string {
  const near = clauses
    .flatMap(({evidence}) => evidence)
    .filter(({role}) => role === 'declared' || role === 'registered' || role === 'exists')
  const places = [
    ...new Set(near.map(({path, line, object}) => `${code(`${path}:${line}`)} ${code(object)}`))
  ].slice(0, 2)
  return places.length === 0 ? '' : `; nearest: ${places.join(', ')}`
}
