/** What Stryker's output says, the first that fits. Source: core 9.6, `src/process/3-dry-run-executor.ts`. */
const causes: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /One or more tests failed in the initial test run:\s*\n\s*(.+)/,
    ([, name]) => `tests fail without any change: ${name}`
  ],
  [/There were failed tests in the initial test run/, () => 'tests fail without any change'],
  [
    /One or more tests resulted in an error:\s*\n\s*(.+)/,
    ([, text]) => `the tests do not run without any change: ${text}`
  ],
  [/Initial test run timed out/, () => 'the tests did not end within the time limit'],
  [
    /No tests were (?:executed|found)|failed to find test files/,
    () => 'no test that imports the module was found'
  ],
  [/\bCause: (.+)/, ([, text]) => `Stryker stopped: ${text}`],
  [
    /ERROR [\w<>]+ (?:Unexpected error occurred while running Stryker )?(.+)/,
    ([, text]) => `Stryker stopped: ${text}`
  ],
  [/^\s*(?:\w*Error): (.+)/m, ([, text]) => `Stryker stopped: ${text}`]
]

/** Why a run of Stryker gave no report, one line without stack trace and without paths of the copy. */
export function failureReason(output: string, copy: string): string {
  for (const [pattern, say] of causes) {
    const match = pattern.exec(output)
    if (match) return shortened(say(match).replaceAll(`${copy}/`, '').replaceAll(copy, '.'))
  }
  return 'Stryker stopped without saying why'
}

const longest = 200

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}
