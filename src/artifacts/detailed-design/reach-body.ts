import {parseFragment} from '../../markdown/parse.ts'
import type {BlastRow, ComponentReach} from '../detailed-design.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {boldField, fieldText, findField, readFields} from '../lines/fields.ts'

/** What enrich says of a component as Markdown lines. */
export function toReachBody({blast, tests, owners, history, confidence}: ComponentReach): string[] {
  return [
    ...(blast.length === 0 ? [] : ['- **Blast radius**:', ...blast.map(row => `  - ${toBlast(row)}`)]),
    ...boldField('Tests that reach it', tests),
    ...boldField('Owners', owners),
    ...boldField('History', history),
    ...boldField('Confidence', confidence)
  ]
}

/** The inverse of {@link toReachBody}; the path comes from the region's name. */
export function fromReachBody(path: string, body: string): ComponentReach {
  const fields = readFields(parseFragment(body), body)
  const block = findField(fields, 'Blast radius')?.block ?? ''
  return {
    path,
    blast: block.split('\n').flatMap(line => fromBlast(/^\s*[-*+] (.*)$/.exec(line)?.[1] ?? '')),
    tests: fieldText(fields, 'Tests that reach it'),
    owners: fieldText(fields, 'Owners'),
    history: fieldText(fields, 'History'),
    confidence: fieldText(fields, 'Confidence')
  }
}

function toBlast({symbol, path, d1, direct, d2, d3, unresolved, ...row}: BlastRow): string {
  const others = d1 > direct.length ? ' and others' : ''
  const calls = unresolved === 1 ? 'call site' : 'call sites'
  const tail = unresolved === 0 ? '' : ` (${unresolved} ${calls} unresolved)`
  return `${toCodeSpan(symbol)} in ${toCodeSpan(path)}: d=1: at least ${d1} (${toCodeList(direct)}${others}), d=2: ${found(d2)}, d=3: ${found(d3)}${tail}${toRisk(row)}`
}

function toRisk({risk, flows, moreFlows}: Pick<BlastRow, 'risk' | 'flows' | 'moreFlows'>): string {
  const more = moreFlows === 0 ? '' : ` and ${moreFlows} more`
  return [
    ...(risk ? [`; risk ${risk}`] : []),
    ...(flows.length === 0 ? [] : [`; on flows from ${toCodeList(flows)}${more}`])
  ].join('')
}

/** A zero is what was not found, never what is not there. */
function found(count: number): string {
  return count === 0 ? 'none found' : String(count)
}

const figures =
  /^: d=1: at least (\d+) \((.*?)\), d=2: (\d+|none found), d=3: (\d+|none found)(?: \((\d+) call sites? unresolved\))?(?:; risk (raised|high))?(?:; on flows from (.*?)(?: and (\d+) more)?)?$/

function fromBlast(line: string): BlastRow[] {
  const symbol = takeCodeSpan(line)
  const path = takeCodeSpan(symbol?.rest.slice(' in '.length) ?? '')
  const match = figures.exec(path?.rest ?? '')
  if (!symbol || !path || !match) return []
  const [, d1, direct = '', d2 = '', d3 = '', unresolved = 0, risk, flows = '', moreFlows = 0] = match
  return [
    {
      symbol: symbol.value,
      path: path.value,
      d1: Number(d1),
      direct: fromCodeList(direct),
      d2: Number.parseInt(d2, 10) || 0,
      d3: Number.parseInt(d3, 10) || 0,
      unresolved: Number(unresolved),
      ...(risk === 'raised' || risk === 'high' ? {risk} : {}),
      flows: fromCodeList(flows),
      moreFlows: Number(moreFlows)
    }
  ]
}
