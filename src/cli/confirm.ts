import {createInterface} from 'node:readline'
import type {CliContext} from './context.ts'

/** Whether someone sits there who can be asked. */
export function canAsk({stdin}: CliContext): boolean {
  return stdin?.isTTY === true
}

/** Asks on stderr; everything but `y` and `yes` is a no, the end of the input too. */
export async function confirm(question: string, {stdin, stderr}: CliContext): Promise<boolean> {
  if (!stdin) return false
  stderr.write(`${question} [y/N] `)
  const lines = createInterface({input: stdin})
  return new Promise(resolve => {
    lines.once('line', line => {
      resolve(/^\s*y(?:es)?\s*$/i.test(line))
      lines.close()
    })
    lines.once('close', () => resolve(false))
  })
}
