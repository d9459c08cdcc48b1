import {parseFragment} from '../../markdown/parse.ts'
import type {PersonalParts} from '../block.ts'
import {type Field, fieldText, findField, readFields} from '../lines/fields.ts'
import {isUntouched} from './status.ts'

/** In a zone the person owns the status and the notes; in a region nothing. */
export const zonePersonal: PersonalParts = {
  strip(kind, body) {
    return kind === 'zone' ? withoutFields(body, ['Status', 'Notes']) : body
  },
  carry(kind, oldBody, newBody) {
    return kind === 'zone' ? carryNotes(oldBody, carryStatus(oldBody, newBody)) : newBody
  }
}

/**
 * What stays of a zone that is no longer found: its notes, quoted. Nothing when one of `kept` notes is the same, since
 * then the zone only has another key.
 */
export function quoteNotes(body: string, kept: readonly (string | undefined)[]): string {
  const notes = findField(fieldsOf(body), 'Notes')?.block ?? ''
  const heading = /^#{1,6} (DZ-\d+: .*)$/m.exec(body)?.[1] ?? ''
  if (notes === '' || kept.includes(notes)) return ''
  return [`Notes on ${heading} (no longer found):`, '', ...notes.split('\n')].map(quote).join('\n')
}

function quote(line: string): string {
  return line === '' ? '>' : `> ${line}`
}

/** The body without the list items of those names; everything else but blanks at the end stays byte for byte. */
function withoutFields(body: string, names: readonly string[]): string {
  const fields = fieldsOf(body).filter(field => names.includes(field.name))
  return fields
    .toReversed()
    .reduce((text, {start, end}) => text.slice(0, start) + text.slice(end), body)
    .trimEnd()
}

function carryStatus(oldBody: string, newBody: string): string {
  const old = findField(fieldsOf(oldBody), 'Status')
  const fresh = findField(fieldsOf(newBody), 'Status')
  if (!old || !fresh || isUntouched(old.text) || !isUntouched(fresh.text)) return newBody
  return newBody.slice(0, fresh.start) + lineOf(oldBody, old) + newBody.slice(fresh.end)
}

function carryNotes(oldBody: string, newBody: string): string {
  const old = findField(fieldsOf(oldBody), 'Notes')
  if (!old || fieldText(fieldsOf(newBody), 'Notes') !== '' || findField(fieldsOf(newBody), 'Notes'))
    return newBody
  return `${newBody}\n${lineOf(oldBody, old).trimEnd()}`
}

function lineOf(body: string, {start, end}: Field): string {
  return body.slice(start, end)
}

function fieldsOf(body: string): Field[] {
  return readFields(parseFragment(body), body)
}
