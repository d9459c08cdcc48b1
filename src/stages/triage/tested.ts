import type {ReachingTest} from '../../artifacts/triage-row.ts'
import type {ClauseJudgement} from './clause-judgement.ts'
import type {Context} from './context.ts'
import {code} from './finding.ts'

export interface TestState {
  readonly state: 'tested' | 'untested' | 'no behaviour'
  readonly tests: readonly ReachingTest[]
  /** What the Tests line says beyond the tests: who is not reached, and how many files were searched. */
  readonly note: string
}

/** Whether tests reach what meets the clauses; each clause that behaves needs one. Types and removals need none. */
export function testState(clauses: readonly ClauseJudgement[], context: Context): TestState {
  const met = clauses.filter(
    ({clause, behaviour, tests}) => clause.state === 'met' && (behaviour || tests.length > 0)
  )
  const named =
    met.length > 0
      ? met
      : clauses.filter(judgement => judgement.subjects.length + judgement.commands.length > 0)
  const asked = named.map(judgement => ({judgement, tests: testsOf(judgement, context)}))
  const tests = asked.flatMap(entry => entry.tests)
  const lacking = asked.filter(entry => entry.tests.length === 0)
  if (asked.length === 0) return {state: 'no behaviour', tests: [], note: 'nothing that a test could reach'}
  const note =
    lacking.length === 0
      ? ''
      : lackingNote(
          lacking.map(entry => entry.judgement),
          context
        )
  return {
    state: lacking.length === 0 && met.length > 0 ? 'tested' : 'untested',
    tests: tests.slice(0, 5),
    note
  }
}

function testsOf(judgement: ClauseJudgement, {reach}: Context): readonly ReachingTest[] {
  if (judgement.tests.length > 0) return judgement.tests
  const perSymbol = judgement.subjects
    .filter(symbol => symbol.callable || symbol.kind === 'class' || symbol.kind === 'variable')
    .map(symbol => reach.ofSymbol(symbol))
  const perCommand = judgement.commands.map(words => reach.ofCommand(words))
  const all = [...perSymbol, ...perCommand]
  const named = new Set(judgement.subjects.map(symbol => symbol.name)).size + judgement.commands.length
  // A path brings all of its exports as subjects: one that is reached is enough. Names that the clause gives need one each.
  return named > judgement.clause.objects.length || all.every(tests => tests.length > 0) ? all.flat() : []
}

function lackingNote(lacking: readonly ClauseJudgement[], {reach}: Context): string {
  const names = [
    ...new Set(
      lacking.flatMap(({subjects, commands, clause}) =>
        subjects.length > 0
          ? subjects.map(symbol => symbol.name)
          : commands.length > 0
            ? commands.map(words => words.join(' '))
            : clause.objects
      )
    )
  ].slice(0, 3)
  const searched = `${reach.testModules} test file${reach.testModules === 1 ? '' : 's'} searched`
  const titled = names.map(name => reach.titled(name)).find(found => found !== undefined)
  const title = titled ? `; title only: ${code(`${titled.path}:${titled.line}`)}` : ''
  return names.length === 0
    ? `none known (${searched})`
    : `none reaches ${names.map(code).join(', ')} (${searched}${title})`
}
