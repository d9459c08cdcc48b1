import type {NewEntry} from '../../../hub/entry.ts'
import {toEntry} from './to-entry.ts'

/** `## [2026-05-23] …`, or with a time as `[2026-05-23-003000]`. Source: ctx, `.context/DECISIONS.md`. */
const heading = /^## \[(\d{4}-\d{2}-\d{2}(?:-\d{6})?)\][ \t]*(.*)$/gm

/**
 * The dated records of DECISIONS.md or LEARNINGS.md, each with all that stands below its heading, word for word. What
 * stands in front of the first one is about the file.
 */
export function recordEntries(type: 'decision' | 'learning', text: string): NewEntry[] {
  const lines = text.replace(/\r\n/g, '\n')
  const heads = [...lines.matchAll(heading)]
  return heads.map((head, index) => {
    const [, stamp = '', title = ''] = head
    const section = lines.slice(head.index, heads[index + 1]?.index)
    const body = section
      .trimEnd()
      .replace(/\n---$/, '')
      .trimEnd()
    return toEntry(type, `${type}/${stamp}/${title.trim().slice(0, 120)}`, body, {date: stamp.slice(0, 10)})
  })
}
