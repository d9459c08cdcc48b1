import {z} from 'zod'
import type {NamedTest, Proof} from '../artifacts/proof.ts'
import type {Guard, Span} from './guard.ts'
import type {Runner} from './runner.ts'

const position = z.object({line: z.number(), column: z.number()})

const mutant = z.object({
  location: z.object({start: position, end: position}),
  replacement: z.string().optional(),
  status: z.string(),
  statusReason: z.string().optional(),
  killedBy: z.array(z.string()).optional()
})

/** The parts of Stryker's report that are read. Source: mutation-testing-report-schema, version 2. */
const report = z.object({
  files: z.record(z.string(), z.object({mutants: z.array(mutant)})),
  testFiles: z
    .record(z.string(), z.object({tests: z.array(z.object({id: z.string(), name: z.string()}))}))
    .optional()
})

type Mutant = z.infer<typeof mutant>

/** What the tests were that could have failed. */
export interface Surroundings {
  readonly runner: Runner
  /** Test files that were handed to a runner which does not find them by itself. */
  readonly files: readonly string[]
  /** Test files that are known to reach the guard, root-relative. */
  readonly reaching: readonly string[]
  /** Test files that run a load of the code in which nothing is removed: a program, a build. */
  readonly unseeing: readonly string[]
}

/**
 * What Stryker's JSON report says of a guard. *Pinned* when a test failed with its condition never true; *unpinned* only
 * when none did and all tests that are known to reach it ran in the same process.
 */
export function readReport(text: string, guard: Guard, surroundings: Surroundings): Proof {
  const parsed = parse(text)
  const mutants = Object.values(parsed?.files ?? {}).flatMap(file => file.mutants)
  const place = {path: guard.path, line: guard.line}
  const removal = mutants.find(each => removes(each, guard.condition))
  if (!parsed || !removal) return notProven(guard, 'Stryker reported no run with the guard removed')
  const tests = ranTests(parsed, surroundings.runner)
  if (removal.status === 'Killed') {
    const test = tests.find(({id}) => id === removal.killedBy?.[0])
    const survivor = guard.alternatives.find(each =>
      mutants.some(other => isSurvivor(other) && removes(other, each))
    )
    return {
      result: 'pinned',
      guard: place,
      ...(test ? {test: test.named} : {}),
      ...(survivor ? {change: changeOf(guard, survivor)} : {}),
      reason: ranText(tests, surroundings)
    }
  }
  const doubt = doubtOf(removal, tests, surroundings)
  if (doubt !== undefined) return notProven(guard, doubt)
  return {
    result: 'unpinned',
    guard: place,
    change: changeOf(guard, guard.condition),
    reason: `${ranText(tests, surroundings)}${removal.status === 'NoCoverage' ? ', none of which evaluates the condition' : ''}`
  }
}

/** A proof that says only why there is none. */
export function notProven(guard: Guard | undefined, reason: string): Proof {
  return {
    result: 'not-proven',
    ...(guard ? {guard: {path: guard.path, line: guard.line}} : {}),
    reason: reason.replace(/\s+/g, ' ').trim()
  }
}

function parse(text: string): z.infer<typeof report> | undefined {
  try {
    return report.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Columns count from 1 in the report. */
function removes({location: {start, end}, replacement}: Mutant, span: Span): boolean {
  return (
    replacement === 'false' &&
    start.line === span.startLine &&
    start.column === span.startColumn + 1 &&
    end.line === span.endLine &&
    end.column === span.endColumn + 1
  )
}

function isSurvivor({status}: Mutant): boolean {
  return status === 'Survived'
}

interface RanTest {
  readonly id: string
  readonly named: NamedTest
}

function ranTests({testFiles}: z.infer<typeof report>, {name, folder}: Runner): RanTest[] {
  if (name === 'command') return []
  return Object.entries(testFiles ?? {}).flatMap(([file, {tests}]) =>
    tests.map(test => ({
      id: test.id,
      // A runner that does not say the file leaves it empty.
      named: file === '' ? {name: test.name} : {path: rooted(file, folder), name: test.name}
    }))
  )
}

function rooted(file: string, folder: string): string {
  return folder === '' ? file : `${folder}/${file}`
}

/** Why tests that passed prove nothing. */
function doubtOf(
  {status, statusReason}: Mutant,
  tests: readonly RanTest[],
  {runner, reaching, unseeing}: Surroundings
): string | undefined {
  if (status === 'Timeout') return 'with the guard removed the tests do not end, which is no failed test'
  if (status !== 'Survived' && status !== 'NoCoverage')
    return `with the guard removed the code does not run (${statusReason ?? status})`
  const [other] = unseeing
  if (other !== undefined)
    return `all passed, but \`${other}\` runs a program or a build of its own, in which nothing was removed`
  if (runner.name === 'command') return undefined
  if (tests.length === 0) return `${runner.name} found no test that imports the module`
  const ran = new Set(tests.map(({named}) => named.path))
  const missing = ran.has(undefined) ? undefined : reaching.find(path => !ran.has(path))
  return missing === undefined
    ? undefined
    : `all passed, but \`${missing}\`, which reaches the guard, did not run`
}

function changeOf({path}: Guard, {startLine, text}: Span) {
  return {path, line: startLine, before: text, after: 'false'}
}

function ranText(tests: readonly RanTest[], {runner, files: given}: Surroundings): string {
  if (runner.name === 'command') return `ran ${count(given.length, 'test file')}`
  const files = new Set(tests.flatMap(({named}) => named.path ?? []))
  return `ran ${count(tests.length, 'test')}${files.size > 0 ? ` of ${count(files.size, 'file')}` : ''}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
