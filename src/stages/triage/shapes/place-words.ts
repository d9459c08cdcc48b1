import {stemsOf} from '../words/stems.ts'

/** What many files and folders are called. */
export const genericWords = new Set(
  stemsOf('index main src lib source util utils types common core shared helpers app server client test')
)

/** The words of a file's name and, where that is one word, of its folder: `sync/state.ts` gives sync, state. */
export function placeWords(path: string): string[] {
  const parts = path.replace(/(?:\/index)?\.[^./]+$/, '').split('/')
  const own = stemsOf(parts.at(-1) ?? '')
  const folder = stemsOf(parts.at(-2) ?? '').filter(stem => !genericWords.has(stem))
  return own.length === 1 ? [...folder, ...own] : own
}
