import {isCodeFile} from '../../repo/code-file.ts'

/** Programs that run a file of JavaScript or TypeScript. */
const runners = new Set(
  'node nodejs tsx ts-node ts-node-esm ts-node-dev tsnd bun deno nodemon vite-node esno jiti zx babel-node pm2 pm2-runtime'.split(
    ' '
  )
)
/** Words that may stand before a runner. */
const wrappers = new Set(
  'exec sudo time env npx bunx pnpm yarn npm dlx x run cross-env dotenv dumb-init tini c8 nyc docker-entrypoint.sh'.split(
    ' '
  )
)
const runnerWords = new Set(['run', 'watch', 'start'])
/** Options whose value stands apart. */
const valued = new Set(
  '-r --require --import --loader --experimental-loader --env-file --env-file-if-exists --conditions -C --tsconfig -P --project --name --watch-path --ext --title --instances'.split(
    ' '
  )
)
const watchers = new Set(['-w', '--watch'])
/** With these the runner does something else than run a file. */
const others = new Set(['-e', '--eval', '-p', '--print', '-c', '--check', '--test', '--exec', '-x'])

/**
 * The files that a shell command runs, as written: `dist/server.js` for `exec node --enable-source-maps dist/server.js`.
 * A call of anything but a known runner gives none, nor does a word with a variable in it.
 */
export function runFiles(command: string): string[] {
  return command.split(/&&|\|\||[;|&\n]/).flatMap(part => runFile(wordsOf(part)) ?? [])
}

/** The words of a simple command, without quotes. */
export function wordsOf(command: string): string[] {
  return (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map(word => word.replace(/^(["'])(.*)\1$/, '$2'))
}

function runFile(words: readonly string[]): string | undefined {
  const start = words.findIndex(word => !isBefore(word))
  const runner = words[start]
  if (runner === undefined) return undefined
  if (runners.has(runner)) return firstFile(words.slice(start + 1), runner)
  return /^\.{0,2}\/|^[\w-]+\//.test(runner) && isCodeFile(runner) ? plain(runner) : undefined
}

function isBefore(word: string): boolean {
  return wrappers.has(word) || word.startsWith('-') || /^\w+=/.test(word)
}

/** Only Node.js takes a path without an extension; to others such a word may be a script's name. */
function firstFile(words: readonly string[], runner: string): string | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (others.has(word)) return undefined
    if (valued.has(word) || (runner === 'nodemon' && watchers.has(word))) index++
    else if (!word.startsWith('-') && !runnerWords.has(word))
      return isCodeFile(word) || runner === 'node' || runner === 'nodejs' ? plain(word) : undefined
  }
  return undefined
}

/** A path without variables and patterns. */
function plain(word: string): string | undefined {
  return /^[\w@./-]*[\w-][\w@./-]*$/.test(word) ? word : undefined
}
