import type {Problem} from '../errors.ts'
import {parseFragment} from '../markdown/parse.ts'
import type {AcceptedZone, Action, ActionSection, NextActions} from './action.ts'
import type {Block, DocumentPlan, FoundBlock} from './block.ts'
import {readItems, toBullets} from './lines/bullets.ts'
import {fromFieldText, toFieldText} from './lines/fields.ts'
import {readTable, toTable} from './lines/table.ts'
import {readAction, writeAction} from './next-actions/action-body.ts'
import {actionPersonal} from './next-actions/personal.ts'
import {readZoneLinks, writeZoneLink} from './next-actions/zone-link.ts'
import {parseDocument} from './regions.ts'

const sections: readonly ActionSection[] = ['now', 'next', 'later', 'done']
const noneAccepted = 'None: no zone has the status `accepted` or `false positive`.'
const noActions =
  'Nothing to do: no zone, no judged task and no refuted claim of ARCHITECTURE.md asks for it.'
const caption =
  'What to do first: what others wait for, then the risk removed per effort. Ticks, `Owner:`, `Due:`, `**Notes**` and the order within a section are yours; this table keeps the generated order.'
const ownRegions = ['plan', 'accepted']

/** NEXT-ACTIONS.md as a value. Never fails; list items without a key comment are a person's and not read. */
export function readNextActions(text: string): {value: NextActions; problems: readonly Problem[]} {
  const document = parseDocument(text)
  const region = (id: string) =>
    document.blocks.find(block => block.kind === 'region' && block.id === id)?.body ?? ''
  const found = document.blocks.filter(({kind}) => kind === 'action').map(readBlock)
  const actions = sections.flatMap(name =>
    found.map(({value}) => value).filter(({section}) => section === name)
  )
  const planned = readPlan(region('plan'))
  const highest = Math.max(0, ...actions.map(({number}) => number), ...handNumbers(text))
  const next = Math.max(document.next?.prefix === 'NA' ? document.next.number : 1, highest + 1)
  return {
    value: {actions, accepted: readAccepted(region('accepted')), next, ...reordered(planned, actions)},
    problems: [...document.problems, ...found.flatMap(({problems}) => problems)]
  }
}

/** The blocks of NEXT-ACTIONS.md, in the order of `value.actions`. */
export function planNextActions(value: NextActions): DocumentPlan {
  const inSection = (name: ActionSection) =>
    value.actions.filter(({section}) => section === name).map(toBlock)
  const accepted = toBullets(value.accepted.map(writeAccepted)).join('\n')
  return {
    title: 'Next actions',
    sections: [
      {heading: undefined, blocks: [{kind: 'region', id: 'plan', body: writePlan(value)}]},
      {heading: 'Now', blocks: inSection('now'), always: true},
      {heading: 'Next', blocks: inSection('next'), always: true},
      {heading: 'Later', blocks: inSection('later'), always: true},
      {heading: 'Accepted', blocks: [{kind: 'region', id: 'accepted', body: accepted || noneAccepted}]},
      {heading: 'Done', blocks: inSection('done'), always: true}
    ],
    owns: (kind, id) => kind === 'action' || (kind === 'region' && ownRegions.includes(id)),
    next: {prefix: 'NA', number: value.next},
    personal: actionPersonal
  }
}

function readBlock({body, id, line, section}: FoundBlock): {value: Action; problems: Problem[]} {
  const named = sections.find(name => name === section?.toLowerCase())
  return readAction(body, {key: id, line, section: named ?? 'next'})
}

function toBlock(action: Action): Block {
  return {kind: 'action', id: action.key, body: writeAction(action)}
}

function writePlan({actions, planned}: NextActions): string {
  if (actions.length === 0) return noActions
  const byNumber = new Map(actions.map(action => [action.number, action]))
  const order = planned?.flatMap(number => byNumber.get(number) ?? []) ?? actions
  const rows = order.map(({number, kind, effort, zones, title}) => [
    ...[`NA-${number}`, kind, effort, zones.join(', ')],
    toFieldText(title)
  ])
  return [caption, '', ...toTable(['action', 'kind', 'effort', 'zones', 'title'], rows)].join('\n')
}

function readPlan(body: string): number[] {
  const rows = readTable(parseFragment(body), body)
  return rows.flatMap(([id = '']) => /^NA-(\d+)$/.exec(id)?.[1] ?? []).map(Number)
}

/** The recorded order, unless the actions stand in it. */
function reordered(planned: readonly number[], actions: readonly Action[]): {planned?: readonly number[]} {
  const numbers = actions.map(({number}) => number)
  const known = planned.filter(number => numbers.includes(number))
  const same = numbers
    .filter(number => known.includes(number))
    .every((number, index) => number === known[index])
  return same ? {} : {planned: known}
}

/** Numbers that somebody gave to actions without a key comment: not to be given again. */
function handNumbers(text: string): number[] {
  return [...text.matchAll(/^\s*[-*+] (?:\[.\] )?(?:\*\*|__)?NA-(\d+)/gm)].map(([, number]) => Number(number))
}

function writeAccepted({zone, rationale, anchor}: AcceptedZone): string {
  const link = writeZoneLink({label: zone, ...(anchor === undefined ? {} : {anchor})})
  return `${link}: ${toFieldText(rationale)}`
}

function readAccepted(body: string): AcceptedZone[] {
  return readItems(parseFragment(body), body).flatMap(line => {
    const [link] = readZoneLinks(line)
    if (!link) return []
    const rationale = fromFieldText(line.slice(line.indexOf(')') + 1).replace(/^:\s*/, ''))
    const {label: zone, ...anchor} = link
    return [{zone, rationale, ...anchor}]
  })
}
