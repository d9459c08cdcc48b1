import type {Passage} from '../../passage.ts'
import {namingRuns} from '../rule.ts'

/**
 * What "the store" stands for: the one name of the passage whose parentheses describe it as a store,
 * "`state.ts` (the session store, the history)".
 */
export function glossed(noun: string, {text, runs}: Passage): string | undefined {
  const offset = runs[0]?.start ?? 0
  const named = namingRuns(runs).filter(({end}) => {
    const words = /^\s*\(([^()]*)\)/.exec(text.slice(end - offset))?.[1] ?? ''
    return words.split(/[,;]/).some(part => new RegExp(`(?:^|\\s)${noun}$`, 'i').test(part.trim()))
  })
  return named.length === 1 ? named[0]?.text : undefined
}
