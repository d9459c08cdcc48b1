import type {Claim} from '../claim.ts'
import type {Passage} from '../passage.ts'
import {isAssertedIntro} from '../speech.ts'
import {toClaim} from './rule.ts'

interface Arrow {
  readonly from: string
  readonly to: string
  readonly label: string
}

/** Arrows of a Mermaid flowchart, each end by its label. */
export function extractMermaid(passage: Passage, doc: string): Claim[] {
  if (passage.type !== 'code' || passage.lang !== 'mermaid' || !isAssertedIntro(passage.intro)) return []
  if (!/^\s*(flowchart|graph)\b/.test(passage.text.replace(/^(\s*%%.*|---[\s\S]*?---)\n/, ''))) return []
  const labels = new Map<string, string>()
  const arrows = passage.text.split('\n').flatMap((line, offset) => {
    if (/^\s*(%%|subgraph\b|end\b|classDef\b|class\b|style\b|linkStyle\b|click\b|direction\b)/.test(line))
      return []
    return readLine(line, labels).map(arrow => ({...arrow, offset}))
  })
  const isDependencies = /\b(depend|import|layer|package graph|module graph)/i.test(
    `${passage.heading} ${passage.intro}`
  )
  return arrows.flatMap(({from, to, label, offset}) => {
    const [subject, object] = [labels.get(from) ?? from, labels.get(to) ?? to].map(plainLabel)
    if (!subject || !object || subject === object) return []
    const says = label === '' ? isDependencies : /^(imports?|depends on|uses|requires)\b/i.test(label)
    const position = {line: passage.line + 1 + offset, column: 1}
    return [
      toClaim(passage, doc, position, {kind: 'edge', subject, object, ...(says ? {} : {certainty: 'drawn'})})
    ]
  })
}

const node =
  /^\s*([\w./@-]*?\w)(?=\s|$|[[({>&;:]|-{2}|-\.|={2}|~~~|<)(?:\s*(?:\[+[(/\\]*|\(+\[?|\{+|>)\s*("[^"]*"|[^\])}]*?)\s*(?:[)/\\]*\]+|\]?\)+|\}+))?(?::::[\w-]+)?/
const arrow =
  /^\s*(?:(?:<|o|x)?(?:-{2,}|={2,}|-\.+-?)(?:\s*([^->=.|][^>|=]*?)\s*(?:-{2,}|={2,}|\.+-))?([>ox]?))\s*(?:\|([^|]*)\|)?/

/** Reads `a["A"] --> b & c -->|text| d`; labels met on the way are kept by id. Lines without an arrowhead make none. */
function readLine(text: string, labels: Map<string, string>): Arrow[] {
  const arrows: Arrow[] = []
  let rest = text.replace(/;\s*$/, '')
  let sources = take()
  while (rest.trim() !== '') {
    const link = arrow.exec(rest)
    if (!link) break
    rest = rest.slice(link[0].length)
    const targets = take()
    const both = /^\s*</.test(link[0])
    if (link[2] === '>' && !both)
      for (const from of sources)
        for (const to of targets)
          arrows.push({from, to, label: (link[3] ?? link[1] ?? '').replace(/^["\s]+|["\s]+$/g, '')})
    sources = targets
    if (targets.length === 0) break
  }
  return arrows

  function take(): string[] {
    const ids: string[] = []
    for (;;) {
      const found = node.exec(rest)
      if (!found) return ids
      const [whole, id = '', label] = found
      if (label !== undefined) labels.set(id, label)
      ids.push(id)
      rest = rest.slice(whole.length)
      const next = /^\s*&/.exec(rest)
      if (!next) return ids
      rest = rest.slice(next[0].length)
    }
  }
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
