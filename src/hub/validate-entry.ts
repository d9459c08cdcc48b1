import type {NewEntry} from './entry.ts'
import {HubError} from './hub-error.ts'
import {limits} from './limits.ts'

/**
 * Throws `invalid` for entries that no log may hold: server and restore ask the same. The message names the entry and the
 * field, never a text of it.
 */
export function validatePublish(entries: readonly NewEntry[]): void {
  if (entries.length === 0) throw invalid('entries', `1 to ${limits.maxEntries}`, 'none')
  if (entries.length > limits.maxEntries)
    throw invalid('entries', `1 to ${limits.maxEntries}`, `${entries.length}`)
  for (const [index, entry] of entries.entries()) validateNewEntry(entry, `entries[${index}].`)
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0)
  if (bytes > limits.maxPublishBytes)
    throw invalid('entries', `at most ${limits.maxPublishBytes} bytes together`, `${bytes}`)
}

/** Throws `invalid` and names the field, with `place` in front of it. */
export function validateNewEntry(entry: Omit<NewEntry, 'type'>, place = ''): void {
  validateName(`${place}id`, entry.id, limits.maxIdBytes)
  validateText(`${place}content`, entry.content, limits.maxContentBytes)
  const bytes = metaBytes(entry.meta)
  if (bytes > limits.maxMetaBytes)
    throw invalid(`${place}meta`, `at most ${limits.maxMetaBytes} bytes`, `${bytes}`)
  for (const [key, value] of Object.entries(entry.meta))
    for (const part of [key, value]) {
      if (hasLoneSurrogate(part)) throw invalid(`${place}meta`, 'well-formed Unicode', 'a lone surrogate')
      if (hasControl(part.replaceAll('\t', ''))) throw invalid(`${place}meta`, 'no control characters', 'one')
    }
}

/** A name of a project: `[A-Za-z0-9][A-Za-z0-9._/@-]*`. Throws `invalid`. */
export function validateProject(project: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._/@-]*$/.test(project) || project.length > limits.maxProjectBytes)
    throw new HubError(
      'invalid',
      `Expected a project of letters, digits and . _ / @ - (1 to ${limits.maxProjectBytes}, starting with a letter or a digit), got another name`
    )
}

/** Who a token stands for. Throws `invalid`. */
export function validateSubject(subject: string): void {
  validateName('subject', subject, limits.maxSubjectBytes)
}

/** Why an entry was redacted: it stays in the log. Throws `invalid`. */
export function validateReason(reason: string): void {
  validateName('reason', reason, limits.maxReasonBytes)
}

/** Bytes of UTF-8 that an entry counts: its id, content, and meta. */
export function entryBytes({id, content, meta}: Omit<NewEntry, 'type'>): number {
  return Buffer.byteLength(id) + Buffer.byteLength(content) + metaBytes(meta)
}

function metaBytes(meta: NewEntry['meta']): number {
  return Object.entries(meta).reduce(
    (sum, pair) => sum + Buffer.byteLength(pair[0]) + Buffer.byteLength(pair[1]),
    0
  )
}

function validateName(field: string, text: string, maxBytes: number): void {
  if (text === '') throw invalid(field, 'at least one character', 'none')
  validateText(field, text, maxBytes)
  if (hasControl(text)) throw invalid(field, 'no control characters', 'one')
}

function validateText(field: string, text: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(text)
  if (bytes > maxBytes) throw invalid(field, `at most ${maxBytes} bytes`, `${bytes}`)
  if (hasLoneSurrogate(text)) throw invalid(field, 'well-formed Unicode', 'a lone surrogate')
}

/** Such a text has no form in UTF-8, and would come back changed. */
function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

/** C0, delete and C1, and what breaks a line elsewhere: a name is one line. */
function hasControl(text: string): boolean {
  return /[\p{Cc}\u2028\u2029]/u.test(text)
}

function invalid(field: string, expected: string, got: string): HubError {
  return new HubError('invalid', `Expected ${field} to have ${expected}, got ${got}`)
}
