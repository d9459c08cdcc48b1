import {contentHashOf} from '../../../base/content-hash.ts'
import type {EntryType, NewEntry} from '../../../hub/entry.ts'
import {limits} from '../../../hub/limits.ts'

/**
 * An entry whose id is what it speaks of and a hash of what it says: published again unchanged it is known, changed it is a
 * new entry. Lines are left out of the text, since they move with every commit; `meta` may hold them.
 */
export function toEntry(
  type: EntryType,
  key: string,
  text: string,
  meta: Readonly<Record<string, string>>
): NewEntry {
  const content = withoutLines(text)
  const id = `${key}@${contentHashOf(content)}`
  const fits = Buffer.byteLength(id) <= limits.maxIdBytes - againBytes
  return {id: fits ? id : `${type}@${contentHashOf(`${key}\n${content}`)}`, type, content, meta}
}

/** Room for `~` and the number of a row: see returned-entries.ts. */
const againBytes = 17

/**
 * Paths in code spans without the line, the lines or the line and column behind them: `src/a.ts:12-20`. What ends in no
 * extension and has no folder may be a host with its port, and stays.
 */
function withoutLines(markdown: string): string {
  return markdown.replace(
    /(`(?![^`\n]*:\/\/)(?:[^`\n:]*\/[^`\n:/]+|[^`\n:]*\.[A-Za-z]\w*)):\d+(?:[-:]\d+)?(?=`)/g,
    '$1'
  )
}
