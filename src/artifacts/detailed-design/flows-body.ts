import {parseFragment} from '../../markdown/parse.ts'
import type {FlowRow} from '../detailed-design.ts'
import {fromFieldText, toFieldText} from '../lines/fields.ts'

const toOutside =
  'From where a request enters to where it leaves the program, those that cross most components first. Each arrow is a call that the code on its left holds, callbacks included; the last one reaches outside.'
const within =
  'From where a request enters, those that cross most components first. Each arrow is a call that the code on its left holds, callbacks included. None was found that reaches outside: file system, network, database, another process.'
const notFollowed =
  'Calls through parameters, fields and interfaces that did not resolve, and functions that are only given back, are not followed.'

const outside = /^\s*participant outside as /m

/** Flows with their diagrams as Markdown lines. */
export function toFlowsBody(rows: readonly FlowRow[]): string[] {
  const fenced = ({text, mermaid}: FlowRow) => ['', toFieldText(text), '', '```mermaid', mermaid, '```']
  const caption = rows.some(({mermaid}) => outside.test(mermaid)) ? toOutside : within
  return ['## Flows', '', `${caption} ${notFollowed}`, ...rows.flatMap(fenced)]
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
