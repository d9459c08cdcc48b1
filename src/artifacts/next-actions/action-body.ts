import type {ListItem} from 'mdast'
import type {Problem} from '../../errors.ts'
import {parseFragment} from '../../markdown/parse.ts'
import type {Action, ActionKind, ActionSection, Effort} from '../action.ts'
import {
  type Field,
  fieldText,
  findField,
  fromFieldText,
  offsets,
  readFields,
  toFieldText
} from '../lines/fields.ts'
import {writeNotes} from '../lines/notes.ts'
import {fromNumbered, toNumbered} from '../lines/numbered.ts'
import {protect, splitUnprotected, unprotect} from '../lines/protect.ts'
import {readTasks, writeTasks} from './task-citation.ts'
import {readZoneLinks, writeZoneLink} from './zone-link.ts'

/** Between two claims. */
const separator = /; /

/** An action as a task-list item, without its key comment. Fields that are empty are left out. */
export function writeAction(action: Action): string {
  const {number, kind, effort, title, after, ticked} = action
  const zones = action.zones.map(label => writeZoneLink({label, ...anchorOf(action, label)}))
  const claims = action.claims.map(claim => protect(claim, separator))
  return [
    `- [${ticked ? 'x' : ' '}] **NA-${number}** ${kind}, ${effort}: ${toFieldText(title)}`,
    ...field('Zones', zones.join(', ')),
    ...field('Tasks', writeTasks(action.tasks)),
    ...field('Claims', claims.join('; ')),
    ...field('Rule', ruleLine(action)),
    ...field('Why now', action.whyNow),
    ...field('Effort', action.effortFrom),
    ...field('Steps', toNumbered(action.steps)),
    ...field('Done when', action.doneWhen),
    ...field('After', after.map(before => `NA-${before}`).join(', ')),
    ...field('Evidence', action.evidence ?? ''),
    ...field('Owner', action.owner ?? ''),
    ...field('Due', action.due ?? ''),
    ...writeNotes(action.notes).map(line => (line === '' ? '' : `  ${line}`))
  ].join('\n')
}

/** Where an action's body was found. */
export interface ActionContext {
  readonly key: string
  /** 1-based line of the body in its document. */
  readonly line: number
  readonly section: ActionSection
}

/** Reads {@link writeAction} back; a head that cannot be read gives a problem and the most cautious value. */
export function readAction(body: string, context: ActionContext): {value: Action; problems: Problem[]} {
  const item = itemOf(body)
  const fields = item ? readFields(item, body) : []
  const head = readHead(item, body)
  const links = readZoneLinks(fieldText(fields, 'Zones'))
  const anchors = links
    .filter(({anchor}) => anchor !== undefined)
    .map(({label, anchor = ''}) => [label, anchor])
  const claims = fieldText(fields, 'Claims')
  const value: Action = {
    ...head.value,
    key: context.key,
    zones: links.map(({label}) => label),
    ...(anchors.length > 0 ? {zoneAnchors: Object.fromEntries(anchors)} : {}),
    tasks: readTasks(fieldText(fields, 'Tasks')),
    claims:
      claims === '' ? [] : splitUnprotected(claims, separator).map(claim => unprotect(claim, separator)),
    rule: readRule(fieldText(fields, 'Rule'), head.value.kind),
    whyNow: fieldText(fields, 'Why now'),
    effortFrom: fieldText(fields, 'Effort'),
    steps: fromNumbered(fieldText(fields, 'Steps')),
    doneWhen: fieldText(fields, 'Done when'),
    after: [...fieldText(fields, 'After').matchAll(/NA-(\d+)/g)].map(([, number]) => Number(number)),
    section: context.section,
    ...optional('owner', fieldText(fields, 'Owner')),
    ...optional('due', fieldText(fields, 'Due')),
    ...optional('notes', findField(fields, 'Notes')?.block ?? ''),
    ...optional('evidence', fieldText(fields, 'Evidence'))
  }
  const message = 'Expected an action such as "**NA-3** refactor, S: title"'
  return {value, problems: head.readable ? [] : [{kind: 'action-head', line: context.line, message}]}
}

/** The list item a body consists of; undefined when it is none. */
function itemOf(body: string): ListItem | undefined {
  const list = parseFragment(body).children[0]
  return list?.type === 'list' ? list.children[0] : undefined
}

/** The fields of a body, those of a person too. */
export function fieldsOf(body: string): Field[] {
  const item = itemOf(body)
  return item ? readFields(item, body) : []
}

type Head = Pick<Action, 'number' | 'kind' | 'effort' | 'title' | 'ticked'>

const headLine = /^(?:\*\*|__)NA-(\d+)(?:\*\*|__) (refactor|test|doc|escalate|accept), ([SML]): (.*)$/

function readHead(item: ListItem | undefined, body: string): {value: Head; readable: boolean} {
  const paragraph = item?.children[0]
  const text = paragraph?.type === 'paragraph' ? fromFieldText(body.slice(...offsets(paragraph))) : ''
  const ticked = item?.checked === true
  const match = headLine.exec(text.replace(/^\[[ xX]\]\s+/, ''))
  if (!match) return {value: {number: 0, kind: 'escalate', effort: 'L', title: text, ticked}, readable: false}
  const [, number, kind, effort, title = ''] = match
  const value = {number: Number(number), kind: kind as ActionKind, effort: effort as Effort, title, ticked}
  return {value, readable: true}
}

function field(name: string, text: string): string[] {
  return text === '' ? [] : [`  - ${name}: ${toFieldText(text)}`]
}

/** `test: the failure path is untested` */
function ruleLine({kind, rule}: Action): string {
  return rule === '' ? '' : `${kind}: ${rule}`
}

function readRule(text: string, kind: ActionKind): string {
  return text.startsWith(`${kind}: `) ? text.slice(kind.length + 2) : text
}

function anchorOf({zoneAnchors}: Action, label: string): {anchor?: string} {
  const anchor = zoneAnchors?.[label]
  return anchor === undefined ? {} : {anchor}
}

function optional<Key extends string>(key: Key, text: string): {[K in Key]?: string} {
  return text === '' ? {} : ({[key]: text} as {[K in Key]?: string})
}
