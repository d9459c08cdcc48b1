const runner =
  /(?:^|\s)(?:node|tsx|c8\s+node|deno)\s[^&|;]*--test\b|(?:^|\s)(?:mocha|ava|tape|tap|uvu|vitest run)\s/

/** The files and globs that the scripts of a manifest hand to a test runner: `node --test "src/*.check.ts"`. */
export function scriptGlobs(scripts: unknown): string[] {
  if (typeof scripts !== 'object' || scripts === null) return []
  return Object.values(scripts)
    .filter(script => typeof script === 'string')
    .flatMap(script => script.split(/&&|\|\||[;|]/))
    .filter(command => runner.test(`${command} `))
    .flatMap(command => command.split(/\s+/).slice(1))
    .map(word => word.replace(/^["'\\]+|["'\\]+$/g, ''))
    .filter(word => !word.startsWith('-') && /[/*].*\.(?:[cm]?[jt]sx?|\{[^}]+\})$/.test(word))
}
