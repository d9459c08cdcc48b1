import {sealText, unsealText} from '../base/sealed-text.ts'
import type {CacheFolder} from '../repo/repo.ts'
import type {FileFacts} from './file-facts.ts'
import type {FileFactsCache} from './file-facts-cache.ts'

const fileName = 'files'

/**
 * Facts of files kept in a folder, by path, content hash and engine: `engine` names the code that reads files, since
 * another version may read them differently. `save` keeps what this run asked for, and writes only when that changed.
 */
export function openFileFactsCache(folder: CacheFolder, engine: string): FileFactsCache & {save(): void} {
  const known = parseEntries(unsealText(engine, folder.read(fileName) ?? '') ?? '')
  /** As read from the folder, or as read from the file: turned into text when it is written. */
  const used = new Map<string, string | FileFacts>()
  let fresh = 0
  return {
    get(path, contentHash) {
      const key = keyOf(path, contentHash)
      const entry = known.get(key)
      if (entry === undefined) return undefined
      used.set(key, entry)
      return JSON.parse(entry) as FileFacts
    },
    set(path, facts) {
      used.set(keyOf(path, facts.contentHash), facts)
      fresh++
    },
    save() {
      if (fresh > 0 || used.size < known.size) folder.write(fileName, sealText(engine, formatEntries(used)))
    }
  }
}

/** JSON escapes the line breaks that a path may hold. */
function keyOf(path: string, contentHash: string): string {
  return `${contentHash} ${JSON.stringify(path)}`
}

/** Keys and values on lines in turn. Values are parsed when asked for. */
function parseEntries(body: string): Map<string, string> {
  const entries = new Map<string, string>()
  for (let start = 0; start < body.length; ) {
    const keyEnd = body.indexOf('\n', start)
    const end = body.indexOf('\n', keyEnd + 1)
    if (keyEnd < 0 || end < 0) break
    entries.set(body.slice(start, keyEnd), body.slice(keyEnd + 1, end))
    start = end + 1
  }
  return entries
}

function formatEntries(entries: ReadonlyMap<string, string | FileFacts>): string {
  const textOf = (value: string | FileFacts) => (typeof value === 'string' ? value : JSON.stringify(value))
  return [...entries].map(([key, value]) => `${key}\n${textOf(value)}\n`).join('')
}
