import type {ResolvedZone} from '../danger-zone.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {fromFieldText, toFieldText} from '../lines/fields.ts'
import {protect, splitUnprotected, unprotect} from '../lines/protect.ts'

/** What the key follows; in a title the parenthesis is escaped. */
const keyMark = /\(key (?=`)/

/**
 * ``DZ-4: `src/a.ts`: title (key `detector/src/a.ts/symbol/resource`)``, and after it ` accepted: reason` when a
 * person had accepted the zone.
 */
export function writeResolved({number, path, title, key, status}: ResolvedZone): string {
  const name = `DZ-${number}: ${toCodeSpan(path)}: ${protect(toFieldText(title), keyMark)}`
  const line = `${name} (key ${toCodeSpan(key)})`
  return status === undefined ? line : `${line} ${toFieldText(status)}`
}

/** Reads {@link writeResolved} back; undefined for a line of another form. */
export function readResolved(line: string): ResolvedZone | undefined {
  const head = /^DZ-(\d+): /.exec(line)
  const path = head && takeCodeSpan(line.slice(head[0].length))
  if (!head || !path) return undefined
  const [title = '', ...others] = splitUnprotected(path.rest, keyMark)
  const afterTitle = path.rest.slice(title.length).replace(keyMark, '')
  const key = takeCodeSpan(afterTitle)
  if (others.length === 0 || !key?.rest.startsWith(')')) return undefined
  const status = fromFieldText(key.rest.slice(1))
  return {
    number: Number(head[1]),
    key: key.value,
    title: fromFieldText(unprotect(title.replace(/^: ?/, ''), keyMark)),
    path: path.value,
    ...(status === '' ? {} : {status})
  }
}
