import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import type {ClauseJudgement} from '../clause-judgement.ts'
import type {Context} from '../context.ts'
import {symbolsAt} from '../find-symbol.ts'
import {code} from '../finding.ts'
import {declarationsOf} from '../place.ts'
import {signsOf, testsOfGuard} from '../shapes/guard-tests.ts'
import {uncoveredNearMisses} from '../shapes/near-misses.ts'

export interface TestState {
  readonly state: 'tested' | 'untested' | 'no behaviour'
  readonly tests: readonly ReachingTest[]
  /** What the Tests line says beyond the tests: who is not reached, and how many files were searched. */
  readonly note: string
}

interface Asked {
  readonly judgement: ClauseJudgement
  readonly tests: readonly ReachingTest[]
  /** Reached, but not where the guard that meets the clause takes its branch. */
  readonly passesBy: boolean
  /** Whether it names something that a test could reach. */
  readonly nameable: boolean
}

/**
 * Whether tests reach what meets the clauses; each clause that behaves needs one. A clause that a guard meets needs a test
 * that takes the guard's branch. Types and removals need none, nor do clauses that name nothing beside others that are reached.
 */
export function testState(clauses: readonly ClauseJudgement[], context: Context): TestState {
  const met = clauses.filter(
    ({clause, behaviour, tests}) =>
      clause.state === 'met' && (behaviour || tests.length > 0 || clause.verb === 'test')
  )
  const named =
    met.length > 0
      ? met
      : clauses.filter(judgement => judgement.subjects.length + judgement.commands.length > 0)
  if (named.length === 0) return {state: 'no behaviour', tests: [], note: 'nothing that a test could reach'}
  const asked = named.map(judgement => ask(judgement, context))
  const isReached = ({tests, passesBy}: Asked) => tests.length > 0 && !passesBy
  const lacking = asked.filter(each => !isReached(each) && (each.nameable || !asked.some(isReached)))
  return {
    state: lacking.length === 0 && met.length > 0 ? 'tested' : 'untested',
    tests: distinct(asked.flatMap(({tests}) => tests)).slice(0, 5),
    note: [lackingNote(lacking, context), ...nearMissNotes(clauses, context)]
      .filter(note => note !== '')
      .join('; ')
  }
}

function ask(written: ClauseJudgement, context: Context): Asked {
  const judgement = withNamed(written, context)
  const {guard} = judgement
  const nameable = guard !== undefined || judgement.subjects.length + judgement.commands.length > 0
  const all = guard ? context.reach.allOfSymbol(guard.symbol) : []
  const taking = guard && all.length > 0 ? testsOfGuard(guard, all, context) : undefined
  if (taking)
    return {judgement, nameable, tests: taking.length > 0 ? taking : all, passesBy: taking.length === 0}
  return {judgement, nameable, tests: testsOf(judgement, context), passesBy: false}
}

/** A clause whose judgement left nothing to ask for is asked for the command that it names, or for the place. */
function withNamed(judgement: ClauseJudgement, context: Context): ClauseJudgement {
  const {clause, subjects, commands, tests} = judgement
  if (subjects.length + commands.length + tests.length > 0) return judgement
  const named = clause.objects.flatMap(object => commandOf(object, context))
  if (named.length > 0) return {...judgement, commands: named}
  const place =
    clause.place === undefined ? [] : symbolsAt(declarationsOf(clause.place, context), clause.place, context)
  return {...judgement, subjects: place}
}

/** The words of `tool note list --plain` behind the program, up to what may be an argument. */
function commandOf(object: string, {vocabulary}: Context): string[][] {
  const [program = '', ...words] = object.split(/\s+/)
  const end = words.findIndex(word => !/^(?:[a-z]|--[a-z])[\w:-]*$/.test(word))
  const known = end < 0 ? words : words.slice(0, end)
  return vocabulary.commands.has(program) && known.length > 0 ? [known] : []
}

function testsOf(judgement: ClauseJudgement, {reach}: Context): readonly ReachingTest[] {
  if (judgement.tests.length > 0) return judgement.tests
  if (judgement.clause.verb === 'test') return testsAround(judgement, reach)
  const perSymbol = judgement.subjects
    .filter(symbol => symbol.callable || symbol.kind === 'class' || symbol.kind === 'variable')
    .map(symbol => reach.ofSymbol(symbol))
  const perCommand = judgement.commands.map(words => reach.ofCommand(words))
  const all = [...perSymbol, ...perCommand]
  const named = new Set(judgement.subjects.map(symbol => symbol.name)).size + judgement.commands.length
  // A path brings all of its exports as subjects: one that is reached is enough. Names that the clause gives need one each.
  return named > judgement.clause.objects.length || all.every(tests => tests.length > 0) ? all.flat() : []
}

/** The tests that the evidence of a test clause stands in: they are the work. */
function testsAround({evidence}: ClauseJudgement, reach: Context['reach']): ReachingTest[] {
  return evidence.flatMap(({path, line}) => {
    const bodies = reach.inFile(path)
    const body = bodies.findLast(each => each.line <= line) ?? bodies[0]
    return body ? [{path, line: body.line, chain: [path]}] : []
  })
}

function lackingNote(lacking: readonly Asked[], {reach}: Context): string {
  if (lacking.length === 0) return ''
  const names = [...new Set(lacking.flatMap(namesOf))].slice(0, 3)
  const searched = `${reach.testModules} test file${reach.testModules === 1 ? '' : 's'} searched`
  if (lacking.every(({passesBy}) => passesBy))
    return `none takes the branch: none names ${names.map(code).join(' or ')}`
  const titled = names.map(name => reach.titled(name)).find(found => found !== undefined)
  const copied = names.map(name => reach.copied(name)).find(found => found !== undefined)
  const title = titled ? `; title only: ${code(`${titled.path}:${titled.line}`)}` : ''
  const copy = copied ? `; tests a copy: ${code(`${copied.path}:${copied.line}`)}` : ''
  return names.length === 0
    ? `none known (${searched})`
    : `none reaches ${names.map(code).join(', ')} (${searched}${title}${copy})`
}

function namesOf({judgement: {subjects, commands, clause, guard}, passesBy}: Asked): readonly string[] {
  if (passesBy && guard) {
    const {constants, messages} = signsOf(guard)
    return constants.length > 0 ? constants : messages
  }
  if (subjects.length > 0) return subjects.map(symbol => symbol.name)
  return commands.length > 0 ? commands.map(words => words.join(' ')) : clause.objects
}

function nearMissNotes(clauses: readonly ClauseJudgement[], context: Context): string[] {
  const symbols = new Map(clauses.flatMap(({subjects}) => subjects).map(symbol => [symbol.id, symbol]))
  return [...symbols.values()].flatMap(symbol => {
    const missing = uncoveredNearMisses(symbol, context)
    return missing.length === 0
      ? []
      : [`near misses that no test hands to ${code(symbol.name)}: ${missing.join(', ')}`]
  })
}

function distinct(tests: readonly ReachingTest[]): ReachingTest[] {
  return [...new Map(tests.map(test => [`${test.path}:${test.line}`, test])).values()]
}
