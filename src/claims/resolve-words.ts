import {stemOf} from '../repo/code-file.ts'
import {modulesUnder} from './resolve-side.ts'
import type {World} from './world.ts'

/**
 * The one module that several plain words spell: "the playlist loader" for `playlist-loader.ts`.
 * Undefined for a single word, and when no module or several are called so.
 */
export function moduleInWords(text: string, world: World): string | undefined {
  const words = text
    .trim()
    .replace(/^(?:the|an?|our|its)\s+/i, '')
    .replace(/\s+(?:module|class|file|component|service)$/i, '')
    .split(/[\s-]+/)
  if (words.length < 2 || words.length > 4 || !words.every(word => /^[A-Za-z][\w-]*$/.test(word)))
    return undefined
  const wanted = plain(words.join(''))
  const named = [...modulesUnder('', world)].filter(
    id => plain(stemOf(id.slice(id.lastIndexOf('/') + 1))) === wanted
  )
  return named.length === 1 ? named[0] : undefined
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[-_.]/g, '')
}
