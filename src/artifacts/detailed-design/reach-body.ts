import {parseFragment} from '../../markdown/parse.ts'
import type {BlastRow, ComponentReach} from '../detailed-design.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'
import {boldField, fieldText, findField, readFields} from '../lines/fields.ts'

/** What enrich says of a component as Markdown lines. */
export function toReachBody({blast, tests, history, confidence}: ComponentReach): string[] {
  return [
    ...(blast.length === 0 ? [] : ['- **Blast radius**:', ...blast.map(row => `  - ${toBlast(row)}`)]),
    ...boldField('Tests that reach it', tests),
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
    history: fieldText(fields, 'History'),
    confidence: fieldText(fields, 'Confidence')
  }
}

function toBlast({symbol, path, d1, direct, d2, d3, unresolved}: BlastRow): string {
  const others = d1 > direct.length ? ' and others' : ''
  const calls = unresolved === 1 ? 'call site' : 'call sites'
  const tail = unresolved === 0 ? '' : ` (${unresolved} ${calls} unresolved)`
  return `${toCodeSpan(symbol)} in ${toCodeSpan(path)}: d=1: at least ${d1} (${toCodeList(direct)}${others}), d=2: ${found(d2)}, d=3: ${found(d3)}${tail}`
}

/** A zero is what was not found, never what is not there. */
function found(count: number): string {
  return count === 0 ? 'none found' : String(count)
}

function fromBlast(line: string): BlastRow[] {
  const symbol = takeCodeSpan(line)
  const path = takeCodeSpan(symbol?.rest.slice(' in '.length) ?? '')
  const match =
    /^: d=1: at least (\d+) \((.*)\), d=2: (\d+|none found), d=3: (\d+|none found)(?: \((\d+) call sites? unresolved\))?$/.exec(
      path?.rest ?? ''
    )
  if (!symbol || !path || !match) return []
  return [
    {
      symbol: symbol.value,
      path: path.value,
      d1: Number(match[1]),
      direct: fromCodeList(match[2] ?? ''),
      d2: Number.parseInt(match[3] ?? '', 10) || 0,
      d3: Number.parseInt(match[4] ?? '', 10) || 0,
      unresolved: Number(match[5] ?? 0)
    }
  ]
}
