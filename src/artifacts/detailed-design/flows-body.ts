import {parseFragment} from '../../markdown/parse.ts'
import type {FlowRow} from '../detailed-design.ts'
import {fromFieldText, toFieldText} from '../lines/fields.ts'

const caption =
  'From where a request enters to where it leaves the program, those that cross most components first. Each arrow is a call that the code on its left holds, callbacks included; the last one reaches outside. Calls through parameters, fields and interfaces that did not resolve, and functions that are only given back, are not followed.'

/** Flows with their diagrams as Markdown lines. */
export function toFlowsBody(rows: readonly FlowRow[]): string[] {
  const fenced = ({text, mermaid}: FlowRow) => ['', toFieldText(text), '', '```mermaid', mermaid, '```']
  return ['## Flows', '', caption, ...rows.flatMap(fenced)]
}

/** The inverse of {@link toFlowsBody}. */
export function fromFlowsBody(body: string): FlowRow[] {
  const {children} = parseFragment(body)
  return children.flatMap((child, index) => {
    const before = children[index - 1]
    if (child.type !== 'code' || child.lang !== 'mermaid' || before?.type !== 'paragraph') return []
    const [start, end] = [before.position?.start.offset ?? 0, before.position?.end.offset ?? 0]
    return [{text: fromFieldText(body.slice(start, end)), mermaid: child.value}]
  })
}
