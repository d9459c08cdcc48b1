import {readBothSides} from '../artifacts/conflicts.ts'
import type {Session} from './session.ts'

/** The text of an artifact; both texts, ours first, while git's conflict markers stand in it; none when it is absent. */
export function bothSides({store}: Pick<Session, 'store'>, artifact: string): readonly string[] {
  const text = store.read(artifact)
  if (text === undefined) return []
  const sides = readBothSides(text)
  return sides ? [sides.ours, sides.theirs] : [text]
}

/** The text as our side has it: the text itself when git left no conflict in it. */
export function oursOf(text: string): string {
  return readBothSides(text)?.ours ?? text
}
