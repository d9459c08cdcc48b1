import type {Problem} from '../errors.ts'
import {parseFragment} from '../markdown/parse.ts'
import type {Block, DocumentPlan, FoundBlock} from './block.ts'
import {readItems, toBullets} from './lines/bullets.ts'
import {parseDocument} from './regions.ts'
import {readRow, rowPersonal, writeRow} from './triage-report/row-body.ts'
import {readSatisfied, writeSatisfied} from './triage-report/satisfied-line.ts'
import type {Triage, TriageRow} from './triage-row.ts'

const purpose =
  'What the code says of the items in the task files, judged again on each run. Task files change only with `--apply`. A line `- **Notes**: …` at the end of a row is yours.'
const noActions = 'None: no action is known to meet its *done when*.'
const ownRegions = ['intro', 'actions']

/** TRIAGE.md as a value. Never fails; list items without a key comment are a person's and not read. */
export function readTriage(text: string): {value: Triage; problems: readonly Problem[]} {
  const document = parseDocument(text)
  const region = (id: string) =>
    document.blocks.find(block => block.kind === 'region' && block.id === id)?.body ?? ''
  const rows = document.blocks.filter(({kind}) => kind === 'row')
  const unreadable = rows.filter(block => !readBlock(block))
  const inSection = (name: string) =>
    rows.filter(({section}) => section?.toLowerCase() === name).flatMap(block => readBlock(block) ?? [])
  const actions = readItems(parseFragment(region('actions')), region('actions')).flatMap(
    line => readSatisfied(line) ?? []
  )
  return {
    value: {actions, open: inSection('open'), settled: inSection('settled'), ...readIntro(region('intro'))},
    problems: [...document.problems, ...unreadable.map(unreadableRow)]
  }
}

/** The blocks of TRIAGE.md, rows in the order of `value`. */
export function planTriage(value: Triage): DocumentPlan {
  const actions =
    value.actions.length === 0 ? noActions : toBullets(value.actions.map(writeSatisfied)).join('\n')
  return {
    title: 'Triage',
    sections: [
      {heading: undefined, blocks: [{kind: 'region', id: 'intro', body: writeIntro(value)}]},
      {heading: 'Actions', blocks: [{kind: 'region', id: 'actions', body: actions}]},
      {heading: 'Open', blocks: value.open.map(toBlock), always: true},
      {heading: 'Settled', blocks: value.settled.map(toBlock), always: true}
    ],
    owns: (kind, id) => kind === 'row' || (kind === 'region' && ownRegions.includes(id)),
    personal: rowPersonal
  }
}

function writeIntro({open, settled, holding, omitted}: Triage): string {
  const judged = open.length + settled.length + holding + omitted
  if (judged === 0)
    return `${purpose}\n\nNothing is judged: there is no task file, or none of its items can be.`
  const held = `Ticked items that hold: ${holding}.`
  return `${purpose}\n\n${held}${omitted > 0 ? ` Rows that only \`--json\` shows: ${omitted}.` : ''}`
}

function readIntro(body: string): Pick<Triage, 'holding' | 'omitted'> {
  const number = (pattern: RegExp) => Number(pattern.exec(body)?.[1] ?? 0)
  return {holding: number(/Ticked items that hold: (\d+)/), omitted: number(/only `--json` shows: (\d+)/)}
}

function readBlock({body, id}: FoundBlock): TriageRow | undefined {
  return readRow(body, id)
}

function unreadableRow({line}: FoundBlock): Problem {
  return {kind: 'triage-row', line, message: 'Expected a row such as "**partial** `TASKS.md:3` "text""'}
}

function toBlock(row: TriageRow): Block {
  return {kind: 'row', id: row.key, body: writeRow(row)}
}
