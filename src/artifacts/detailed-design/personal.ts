import {parseFragment} from '../../markdown/parse.ts'
import {fromPurposeCell} from '../architecture/purpose-cell.ts'
import type {PersonalParts} from '../block.ts'
import {type Field, findField, readFields} from '../lines/fields.ts'

/** In a component's section the person owns the notes, and a purpose without its source. */
export const detailPersonal: PersonalParts = {
  strip(_kind, body) {
    return [personalPurpose(body), notes(body)].reduce<string>((text, field) => without(text, field), body)
  },
  carry(_kind, oldBody, newBody) {
    const purpose = personalPurpose(oldBody)
    const note = notes(oldBody)
    const filled = purpose ? setPurpose(newBody, lineOf(oldBody, purpose)) : newBody
    return note && !notes(newBody) ? `${filled.trimEnd()}\n${lineOf(oldBody, note).trimEnd()}` : filled
  },
  restore(_kind, oldBody, newBody) {
    const purpose = findField(fieldsOf(newBody), 'Purpose')
    return personalPurpose(oldBody) && purpose ? setPurpose(oldBody, lineOf(newBody, purpose)) : oldBody
  },
  leave(_kind, body) {
    const title = /^#+[ \t]+(.*)$/m.exec(body)?.[1] ?? ''
    const lines = [personalPurpose(body), notes(body)].flatMap(field =>
      field ? [lineOf(body, field).trimEnd()] : []
    )
    return lines.length === 0 ? '' : [`Kept from ${title}, which is gone:`, '', ...lines].join('\n')
  }
}

function fieldsOf(body: string): Field[] {
  return readFields(parseFragment(body), body)
}

function notes(body: string): Field | undefined {
  return findField(fieldsOf(body), 'Notes')
}

function personalPurpose(body: string): Field | undefined {
  const field = findField(fieldsOf(body), 'Purpose')
  const purpose = field && fromPurposeCell(field.text)
  return purpose && purpose.source === undefined ? field : undefined
}

function lineOf(body: string, {start, end}: Field): string {
  return body.slice(start, end)
}

/** Fields are looked up again in `text`, since an earlier removal moved them. */
function without(text: string, field: Field | undefined): string {
  const found = field && findField(fieldsOf(text), field.name)
  return found ? text.slice(0, found.start) + text.slice(found.end) : text
}

/** Puts a purpose line in place of the present one, else first in the list below the heading. */
function setPurpose(body: string, line: string): string {
  const present = findField(fieldsOf(body), 'Purpose')
  if (present) return body.slice(0, present.start) + line + body.slice(present.end)
  const first = fieldsOf(body)[0]
  const whole = line.endsWith('\n') ? line : `${line}\n`
  if (!first) return `${body.trimEnd()}\n\n${whole.trimEnd()}`
  return body.slice(0, first.start) + whole + body.slice(first.start)
}
