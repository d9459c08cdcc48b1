import type {Guard} from './guard.ts'
import type {Runner} from './runner.ts'

/** What a configuration of Stryker depends on. */
export interface StrykerInput {
  readonly guard: Guard
  readonly runner: Runner
  /** Root-relative test files that run, for runners that cannot find those which import the module by themselves. */
  readonly tests: readonly string[]
  /** What Stryker can import: the plugin of the runner. */
  readonly plugin: string | undefined
  /** Absolute, outside of the copy. */
  readonly reportFile: string
  readonly backupFolder: string
  readonly timeLimitMs: number
}

/** All of Stryker's mutators but the one that switches conditions. Source: instrumenter 9.6, `src/mutators`. */
const excludedMutations = [
  'ArithmeticOperator',
  'ArrayDeclaration',
  'ArrowFunction',
  'AssignmentOperator',
  'BlockStatement',
  'BooleanLiteral',
  'EqualityOperator',
  'LogicalOperator',
  'MethodExpression',
  'ObjectLiteral',
  'OptionalChaining',
  'Regex',
  'StringLiteral',
  'UnaryOperator',
  'UpdateOperator'
]

/**
 * Options that make Stryker switch the condition of one guard and nothing else, in place: the folder it runs in is a copy.
 * Source: https://stryker-mutator.io/docs/stryker-js/configuration, version 9.
 */
export function strykerConfig(input: StrykerInput): Readonly<Record<string, unknown>> {
  const {guard, runner, plugin, timeLimitMs} = input
  const path = withoutFolder(guard.path, runner.folder)
  return {
    inPlace: true,
    mutate: [`${literalGlob(path)}:${rangeOf(guard)}`],
    mutator: {excludedMutations},
    // The changed file has unreachable code and odd types; the others are checked as ever.
    disableTypeChecks: literalGlob(path),
    checkers: [],
    plugins: plugin === undefined ? [] : [plugin],
    ...runnerOptions(input),
    reporters: ['json'],
    jsonReporter: {fileName: input.reportFile},
    tempDirName: input.backupFolder,
    cleanTempDir: 'always',
    concurrency: 1,
    incremental: false,
    allowEmpty: true,
    allowConsoleColors: false,
    logLevel: 'warn',
    fileLogLevel: 'off',
    warnings: false,
    dryRunTimeoutMinutes: timeLimitMs / 60_000
  }
}

/** Stryker counts lines from 1 and columns from 0, and takes a change whose text lies in the range. */
function rangeOf({condition}: Guard): string {
  const {startLine, startColumn, endLine, endColumn} = condition
  return `${startLine}:${startColumn}-${endLine}:${endColumn}`
}

function runnerOptions({runner, tests}: StrykerInput): object {
  const files = tests.map(path => withoutFolder(path, runner.folder))
  switch (runner.name) {
    case 'vitest':
      return {testRunner: 'vitest', coverageAnalysis: 'perTest', vitest: {related: true}}
    case 'jest':
      return {testRunner: 'jest', coverageAnalysis: 'perTest', jest: {enableFindRelatedTests: true}}
    case 'mocha':
      return {testRunner: 'mocha', coverageAnalysis: 'perTest', mochaOptions: {spec: files.map(literalGlob)}}
    case 'command':
      return {
        testRunner: 'command',
        coverageAnalysis: 'off',
        commandRunner: {command: [...(runner.command ?? []), ...files].map(quoted).join(' ')}
      }
  }
}

/** Relative to a folder; what lies outside of it goes up. */
function withoutFolder(path: string, folder: string): string {
  if (folder === '') return path
  if (path.startsWith(`${folder}/`)) return path.slice(folder.length + 1)
  return `${'../'.repeat(folder.split('/').length)}${path}`
}

/** A pattern that matches one path: backslashes would be taken for separators. */
function literalGlob(path: string): string {
  return path.replace(/[*?[{]/g, '[$&]')
}

/** For the shell that Stryker hands a command to. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
