import type {Claim} from '../claim.ts'
import type {Passage} from '../passage.ts'
import {isAssertedIntro} from '../speech.ts'
import type {Arrow} from './diagram/arrow.ts'
import {readClassDiagram} from './diagram/class-diagram.ts'
import {readFlowchart} from './diagram/flowchart.ts'
import {readSequence} from './diagram/sequence.ts'
import {toClaim} from './rule.ts'

/** Arrows of Mermaid flowcharts, class and sequence diagrams, each end by its label. */
export function extractMermaid(passage: Passage, doc: string): Claim[] {
  if (passage.type !== 'code' || passage.lang !== 'mermaid' || !isAssertedIntro(passage.intro)) return []
  return arrowsOf(passage).flatMap(({from, to, says, offset}) => {
    const [subject, object] = [plainLabel(from), plainLabel(to)]
    if (subject === '' || object === '' || subject === object || says === 'denial') return []
    const position = {line: passage.line + 1 + offset, column: 1}
    const certainty = says === 'dependency' ? ('transitive' as const) : ('drawn' as const)
    return [toClaim(passage, doc, position, {kind: 'edge', subject, object, certainty})]
  })
}

function arrowsOf({text, heading, intro}: Passage): Arrow[] {
  const kind = /^\s*(\w+)/.exec(text.replace(/^(?:\s*%%.*\n|\s*---[\s\S]*?---\s*\n)*/, ''))?.[1]
  if (kind === 'sequenceDiagram') return readSequence(text)
  if (kind === 'classDiagram') return readClassDiagram(text)
  if (kind !== 'flowchart' && kind !== 'graph') return []
  const isDependencies = /\b(depend|import|layer|package graph|module graph)/i.test(`${heading} ${intro}`)
  return readFlowchart(text, isDependencies ? 'dependency' : 'nothing')
}

/** A label without quotes and markup; of several lines the one written like code, else the first. */
function plainLabel(label: string): string {
  const lines = label
    .replace(/^["'`]+|["'`]+$/g, '')
    .split(/<br\s*\/?>|\\n/i)
    .map(line => line.replace(/<[^>]*>|[`*_"]{1,2}(?=\S)|(?<=\S)[`*"]{1,2}/g, '').trim())
  return decodeEntities(lines.find(line => /^[\w@.-]*\/[\w@./-]+$/.test(line)) ?? lines[0] ?? '')
}

/** `#91;` and `#quot;`. Source: mermaid.js.org, "Entity codes to escape characters". */
function decodeEntities(label: string): string {
  return label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('#quot;', '"')
}
