import {groupBy} from '../../base/group-by.ts'
import type {ImpactReport, ReportedFlow, ReportedUse} from '../impact.ts'
import {countOf} from './count.ts'
import type {Paint} from './paint.ts'

const shownUses = 20
const shownRest = 10

/** Who depends on a declaration, nearest first. Long lists are cut, and say so, unless `all`. */
export function impactText(report: ImpactReport, all: boolean, paint: Paint): string {
  const {symbol, levels, flows, tests} = report
  const head = `${paint('bold', symbol.label ?? symbol.name)} ${kindOf(symbol)}, ${symbol.path}:${symbol.startLine}\n`
  const distances = levels.map((uses, index) => {
    const title = `d=${index + 1}: ${summaryOf(uses, index)}`
    return section(title, useLines(uses), all ? uses.length : shownUses)
  })
  return [
    head,
    ...distances,
    section(
      `flows: ${flows.length === 0 ? 'none found' : countOf(flows.length, 'entry point')}`,
      flows.map(flowLine),
      all ? flows.length : shownRest
    ),
    section(testTitle(report), tests.map(testLine), all ? tests.length : shownRest),
    `${[...exposure(report), unresolvedLine(report)].join('\n')}\n`
  ].join('\n')
}

/** Readers call `const run = () => …` a function. */
function kindOf({kind, callable}: ImpactReport['symbol']): string {
  return kind === 'variable' && callable ? 'function' : kind
}

function section(title: string, lines: readonly string[], most: number): string {
  const rest = lines.length - most
  const cut = rest > 0 ? [`  and ${rest} more (--all)`] : []
  return [title, ...lines.slice(0, most), ...cut, ''].join('\n')
}

/** Nearer figures are counts of what was found, so they are said to be at least that. */
function summaryOf(uses: readonly ReportedUse[], index: number): string {
  if (uses.length === 0) return index === 0 ? 'no use found' : 'none found'
  const declarations = new Set(uses.map(({path, name}) => `${path}#${name}`)).size
  return `at least ${countOf(declarations, 'declaration')}, at ${countOf(uses.length, 'place')}`
}

/** One line for each declaration and what it names, with all places: a JSX element is named where it ends, too. */
function useLines(uses: readonly ReportedUse[]): string[] {
  const groups = groupBy(uses, ({path, name, through = ''}) => JSON.stringify([path, name, through]))
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const {path, line, name, through} = first
    const lines = [line, ...others.map(use => use.line)]
    const call = first.call || others.some(use => use.call)
    const what = through === undefined ? '' : ` ${call ? 'calls' : 'uses'} ${through}`
    return [`  ${path}:${[...new Set(lines)].join(', ')} ${name === '' ? 'top level' : name}${what}`]
  })
}

function flowLine({kind, name, steps}: ReportedFlow): string {
  return `  ${kind} ${name}: ${steps.map(step => step.name || step.path).join(' -> ')}`
}

function testTitle({tests, testFiles}: ImpactReport): string {
  if (testFiles === 0) return 'tests: no test files here'
  return `tests: ${tests.length === 0 ? 'none reaches it' : `at least ${countOf(tests.length, 'file')}`} through resolved calls (${countOf(testFiles, 'test file')} searched)`
}

function testLine({path, line, chain}: ImpactReport['tests'][number]): string {
  return `  ${path}:${line} ${chain.map(id => id.slice(id.indexOf('#') + 1)).join(' -> ')}`
}

/** A library's users are out of sight. */
function exposure({exportedBy}: ImpactReport): string[] {
  if (exportedBy.length === 0) return []
  const names = exportedBy.map(({name, path}) => `${name} (${path})`)
  return [`Exported by ${names.join(', ')}: code outside of this repository may use it, and is not seen.`]
}

const wholes = new Set(['class', 'interface', 'enum', 'namespace'])

function unresolvedLine({symbol, unresolved, source}: ImpactReport): string {
  const name = `${symbol.label ?? symbol.name}${wholes.has(symbol.kind) ? ' or of one of its members' : ''}`
  const open =
    unresolved === 0
      ? `Every call by the name of ${name} resolved.`
      : `${countOf(unresolved, 'call')} by the name of ${name} did not resolve: any of them may be one more.`
  return source === 'types'
    ? open
    : `Read from syntax alone, which knows no members and no types: all figures may be too low. ${open}`
}
