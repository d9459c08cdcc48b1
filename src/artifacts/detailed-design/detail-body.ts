import {parseFragment} from '../../markdown/parse.ts'
import {fromPurposeCell, toPurposeCell} from '../architecture/purpose-cell.ts'
import type {ComponentDetail, RegistrationRow, StateRow, TestedShare, UseRow} from '../detailed-design.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {type Field, fieldText, findField, readFields} from '../lines/fields.ts'
import {fromEffect, fromVariable, toEffect, toVariable} from './effect-lines.ts'
import {fromEntry, toEntry} from './entry-lines.ts'

const rest = ' (rest)'
const testedWords: Readonly<Record<TestedShare, string>> = {
  none: 'none of its modules is imported by a test file',
  some: 'some of its modules are imported by a test file',
  most: 'most of its modules are imported by a test file'
}

/** What map says of a component as Markdown lines. */
export function toDetailBody(detail: ComponentDetail): string[] {
  return [
    `## ${toCodeSpan(detail.path)}${detail.partial ? rest : ''}`,
    '',
    ...(detail.purpose ? [`- **Purpose**: ${toPurposeCell(detail.purpose)}`] : []),
    ...(detail.exports.length === 0
      ? []
      : [`- **Exports**: ${toCodeList(detail.exports)}${more(detail.moreExports)}`]),
    ...rows('Used by', detail.usedBy.map(toUse)),
    ...rows('Depends on', detail.dependsOn.map(toUse)),
    ...(detail.packages.length === 0 ? [] : [`- **Packages**: ${toCodeList(detail.packages)}`]),
    ...(detail.typePackages.length === 0
      ? []
      : [`- **Packages, types only**: ${toCodeList(detail.typePackages)}`]),
    ...rows('Effects, direct', detail.effects.map(toEffect)),
    ...rows('Environment', detail.environment.map(toVariable), detail.moreEnvironment),
    ...rows('State of its modules', detail.state.map(toState), detail.moreState),
    ...rows('Entry points', detail.entries.map(toEntry), detail.moreEntries),
    ...rows('Registrations', detail.registrations.map(toRegistration), detail.moreRegistrations),
    ...(detail.tests ? [`- **Tests**: ${testedWords[detail.tests]}`] : [])
  ]
}

/** The inverse of {@link toDetailBody}; undefined when the heading names no component. */
export function fromDetailBody(body: string): ComponentDetail | undefined {
  const root = parseFragment(body)
  const heading = /^#+[ \t]+(.*)$/m.exec(body)?.[1] ?? ''
  const path = takeCodeSpan(heading)
  if (!path) return undefined
  const fields = readFields(root, body)
  const purpose = fromPurposeCell(fieldText(fields, 'Purpose'))
  const exports = fieldText(fields, 'Exports')
  const state = linesOf(fields, 'State of its modules')
  const entries = linesOf(fields, 'Entry points')
  const registrations = linesOf(fields, 'Registrations')
  const environment = linesOf(fields, 'Environment')
  const tests = fromTested(fieldText(fields, 'Tests'))
  return {
    path: path.value,
    partial: path.rest.startsWith(rest),
    ...(purpose ? {purpose} : {}),
    exports: fromCodeList(exports),
    moreExports: moreOf(exports),
    usedBy: linesOf(fields, 'Used by').map(fromUse),
    dependsOn: linesOf(fields, 'Depends on').map(fromUse),
    packages: fromCodeList(fieldText(fields, 'Packages')),
    typePackages: fromCodeList(fieldText(fields, 'Packages, types only')),
    state: state.flatMap(fromState),
    moreState: moreLines(state),
    entries: entries.flatMap(fromEntry),
    moreEntries: moreLines(entries),
    registrations: registrations.flatMap(fromRegistration),
    moreRegistrations: moreLines(registrations),
    effects: linesOf(fields, 'Effects, direct').flatMap(fromEffect),
    environment: environment.flatMap(fromVariable),
    moreEnvironment: moreLines(environment),
    ...(tests ? {tests} : {})
  }
}

function fromTested(text: string): TestedShare | undefined {
  return (['none', 'some', 'most'] as const).find(share => testedWords[share] === text)
}

function rows(name: string, lines: readonly string[], left = 0): string[] {
  if (lines.length === 0) return []
  const rest = left === 0 ? [] : [`  - and ${left} more`]
  return [`- **${name}**:`, ...lines.map(line => `  - ${line}`), ...rest]
}

function more(count: number): string {
  return count === 0 ? '' : ` and ${count} more`
}

function moreOf(text: string): number {
  return Number(/ and (\d+) more$/.exec(text)?.[1] ?? 0)
}

/** The nested items of a field, one line each. */
function linesOf(fields: readonly Field[], name: string): string[] {
  const block = findField(fields, name)?.block ?? ''
  return block.split('\n').flatMap(line => /^\s*[-*+] (.*)$/.exec(line)?.[1] ?? [])
}

function moreLines(lines: readonly string[]): number {
  return Number(/^and (\d+) more$/.exec(lines.at(-1) ?? '')?.[1] ?? 0)
}

function toUse({component, kinds, takes, more: left}: UseRow): string {
  const taken = takes.length === 0 ? '' : `: ${toCodeList(takes)}${more(left)}`
  return `${toCodeSpan(component)} (${kinds.join(', ')})${taken}`
}

function fromUse(line: string): UseRow {
  const span = takeCodeSpan(line)
  const kinds = /^ \(([a-z, ]*)\)/.exec(span?.rest ?? '')
  const rest = span?.rest.slice(kinds?.[0].length ?? 0) ?? ''
  return {
    component: span?.value ?? '',
    kinds: (kinds?.[1] ?? '').split(', ').filter(kind => kind !== ''),
    takes: fromCodeList(rest),
    more: moreOf(rest)
  }
}

function toState({name, kind, path, line, writtenAt}: StateRow): string {
  return `${toCodeSpan(name)}, ${kind}, ${toCodeSpan(`${path}:${line}`)}, written at ${writtenAt.join(', ')}`
}

function fromState(line: string): StateRow[] {
  const match = /^(.*), ([A-Za-z]+), (`.*`), written at ([\d, ]+)$/.exec(line)
  const place = placeOf(match?.[3] ?? '')
  if (!match || !place) return []
  const writtenAt = (match[4] ?? '').split(', ').map(Number)
  return [{name: fromCodeList(match[1] ?? '')[0] ?? '', kind: match[2] ?? '', ...place, writtenAt}]
}

function toRegistration({on, call, event, path, line}: RegistrationRow): string {
  return `${toCodeSpan(on)}.${call} ${toCodeSpan(event === '' ? ' ' : event)}, ${toCodeSpan(`${path}:${line}`)}`
}

function fromRegistration(line: string): RegistrationRow[] {
  const on = takeCodeSpan(line)
  const call = /^\.([A-Za-z]+) /.exec(on?.rest ?? '')
  const event = takeCodeSpan(on?.rest.slice(call?.[0].length) ?? '')
  const place = placeOf(event?.rest.slice(2) ?? '')
  if (!on || !call || !event || !place) return []
  return [{on: on.value, call: call[1] ?? '', event: event.value.trim() === '' ? '' : event.value, ...place}]
}

function placeOf(text: string): {path: string; line: number} | undefined {
  const match = /^(.*):(\d+)$/.exec(takeCodeSpan(text)?.value ?? '')
  return match ? {path: match[1] ?? '', line: Number(match[2])} : undefined
}
