import type {PersonalParts} from '../block.ts'
import {findField} from '../lines/fields.ts'
import {fieldsOf} from './action-body.ts'

const personalFields = ['Owner', 'Due', 'Notes']
const box = /^([-*+] )\[[ xX]\]/

/** In an action the person owns the tick, `Owner`, `Due` and the notes; in a region nothing. */
export const actionPersonal: PersonalParts = {
  strip(kind, body) {
    return kind === 'action' ? unticked(withoutPersonal(body)) : body
  },
  carry(kind, oldBody, newBody) {
    if (kind !== 'action') return newBody
    const ticked = /^[-*+] \[[xX]\]/.test(oldBody) ? newBody.replace(box, '$1[x]') : newBody
    return personalFields.reduce((body, name) => carryField(name, oldBody, body), ticked)
  }
}

function unticked(body: string): string {
  return body.replace(box, '$1[ ]')
}

/** Everything else but blanks at the end stays byte for byte. */
function withoutPersonal(body: string): string {
  const fields = fieldsOf(body).filter(({name}) => personalFields.includes(name))
  return fields
    .toReversed()
    .reduce((text, {start, end}) => text.slice(0, start) + text.slice(end), body)
    .trimEnd()
}

function carryField(name: string, oldBody: string, newBody: string): string {
  const old = findField(fieldsOf(oldBody), name)
  if (!old || findField(fieldsOf(newBody), name)) return newBody
  return `${newBody}\n${oldBody.slice(old.start, old.end).trimEnd()}`
}
