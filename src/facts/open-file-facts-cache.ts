import {sealText, unsealText} from '../base/sealed-text.ts'
import type {CacheFolder} from '../repo/repo.ts'
import type {FileFacts} from './file-facts.ts'
import type {FileFactsCache} from './file-facts-cache.ts'

const fileName = 'files'
/** Holds what was read since {@link fileName} was written: a run after one edit writes one entry, not all of them. */
const laterName = 'files-later'

/**
 * Facts of files kept in a folder, by path, content hash and engine: `engine` names the code that reads files, since
 * another version may read them differently. `save` keeps what this run asked for, and writes only when that changed;
 * what no longer counts goes when it comes to a tenth.
 */
export function openFileFactsCache(folder: CacheFolder, engine: string): FileFactsCache & {save(): void} {
  const entriesOf = (name: string) => parseEntries(unsealText(engine, folder.read(name) ?? '') ?? '')
  const write = (name: string, entries: ReadonlyMap<string, string | FileFacts>) =>
    folder.write(name, sealText(engine, formatEntries(entries)))
  const early = entriesOf(fileName)
  const later = entriesOf(laterName)
  /** As read from the folder, or as read from the file: turned into text when it is written. */
  const used = new Map<string, string | FileFacts>()
  let fresh = 0
  return {
    get(path, contentHash) {
      const key = keyOf(path, contentHash)
      const entry = later.get(key) ?? early.get(key)
      if (entry === undefined) return undefined
      used.set(key, entry)
      return JSON.parse(entry) as FileFacts
    },
    set(path, facts) {
      used.set(keyOf(path, facts.contentHash), facts)
      fresh++
    },
    save() {
      const isGone = (key: string) => !used.has(key)
      const added = new Map([...used].filter(([key]) => !early.has(key)))
      const changes = added.size + [...early.keys()].filter(isGone).length
      if (changes > used.size / 10) {
        write(fileName, used)
        if (later.size > 0) write(laterName, new Map())
      } else if (fresh > 0 || [...later.keys()].some(isGone)) write(laterName, added)
    }
  }
}

/** JSON escapes the line breaks that a path may hold. */
function keyOf(path: string, contentHash: string): string {
  return `${contentHash} ${escapeSigns(JSON.stringify(path))}`
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
  const textOf = (value: string | FileFacts) =>
    typeof value === 'string' ? value : escapeSigns(JSON.stringify(value))
  return [...entries].map(([key, value]) => `${key}\n${textOf(value)}\n`).join('')
}

const beyondAscii = /[\u007f-\uffff]/

/** JSON in ASCII alone: one sign beyond it in a text of megabytes makes the engine keep all of it in twice the room. */
function escapeSigns(json: string): string {
  if (!beyondAscii.test(json)) return json
  return json.replace(/[\u007f-\uffff]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
