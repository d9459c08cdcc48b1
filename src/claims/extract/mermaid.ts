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
    const certainty = certainties[says]
    return [toClaim(passage, doc, position, {kind: 'edge', subject, object, certainty, group: passage.line})]
  })
}

/** A message reaches its target by whatever way, so that only an import makes a statement of it. */
const certainties = {dependency: 'transitive', message: 'aside', nothing: 'drawn'} as const

function arrowsOf({text, heading, intro}: Passage): Arrow[] {
  const kind = /^\s*(\w+)/.exec(text.replace(/^(?:\s*%%.*\n|\s*---[\s\S]*?---\s*\n)*/, ''))?.[1]
  if (kind === 'sequenceDiagram') return readSequence(text)
  if (kind === 'classDiagram') return readClassDiagram(text)
  if (kind !== 'flowchart' && kind !== 'graph') return []
  const isDependencies = /\b(depend|import|layer|package graph|module graph)/i.test(`${heading} ${intro}`)
  return readFlowchart(text, isDependencies ? 'dependency' : 'nothing')
}

/** Something written like a path or a scoped package among the words of a label. */
const codeIn =
  /(?:^|[\s(`"'])((?:@[\w-]+\/[\w.-]+|[\w.@-]+(?:\/[\w.@[\]-]+)+\/?|[\w.-]+\/|[\w.-]+\.(?:[cm]?[jt]sx?|vue|svelte|py)))(?=$|[\s),:;"'`])/

/** A label without quotes and markup: what is written like code in it, else its first line. */
function plainLabel(label: string): string {
  const lines = label
    .replace(/^["'`]+|["'`]+$/g, '')
    .split(/<br\s*\/?>|\\n/i)
    .map(line => decodeEntities(line.replace(/<[^>]*>|[`*_"]{1,2}(?=\S)|(?<=\S)[`*"]{1,2}/g, '').trim()))
  const code = lines.flatMap(line => codeIn.exec(line)?.[1] ?? [])
  return code[0] ?? lines[0] ?? ''
}

/** `#91;` and `#quot;`. Source: mermaid.js.org, "Entity codes to escape characters". */
function decodeEntities(label: string): string {
  return label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('#quot;', '"')
}
