/** Flags of node that take the next word. */
const withValue =
  /^(?:-r|-C|--(?:import|require|loader|experimental-loader|conditions|env-file|test-(?:reporter|timeout|concurrency)))$/

/**
 * The program and the flags of a script that runs test files one by one (`node --test`, `tsx --test`, `ava`), without the
 * files it names. Undefined for any other script, and for one that needs a shell.
 */
export function testCommand(script: string): string[] | undefined {
  const words = script.trim().split(/\s+/)
  const [program = ''] = words
  const runsTests = program === 'ava' || (/^(?:node|tsx)$/.test(program) && words.includes('--test'))
  if (!runsTests || /[&|;<>$`\\]/.test(script)) return undefined
  return words.filter(
    (word, index) => index === 0 || word.startsWith('-') || withValue.test(words[index - 1] ?? '')
  )
}
