import type {Arrow} from './arrow.ts'

interface Link {
  readonly from: string
  readonly to: string
  readonly label: string
}

/** The arrows of a Mermaid flowchart. `unlabelled` is what an arrow without words means. */
export function readFlowchart(text: string, unlabelled: Arrow['says']): Arrow[] {
  const labels = new Map<string, string>()
  const links = text.split('\n').flatMap((line, offset) => {
    const subgraph = /^\s*subgraph\s+(\w[\w-]*)\s*\[\s*("[^"]*"|[^\]]*)\]/.exec(line)
    if (subgraph) labels.set(subgraph[1] ?? '', subgraph[2] ?? '')
    if (/^\s*(%%|subgraph\b|end\b|classDef\b|class\b|style\b|linkStyle\b|click\b|direction\b)/.test(line))
      return []
    return readLine(line, labels).map(link => ({...link, offset}))
  })
  return links.map(({from, to, label, offset}) => ({
    from: nameOf(from, labels),
    to: nameOf(to, labels),
    says: label === '' ? unlabelled : meaningOf(label),
    offset
  }))
}

/** Tools that draw graphs of files take paths as ids, and shorten the labels. */
function nameOf(id: string, labels: ReadonlyMap<string, string>): string {
  return id.includes('/') ? id : (labels.get(id) ?? id)
}

function meaningOf(label: string): Arrow['says'] {
  if (/\b(no|not|never|forbidden|must not)\b|n't\b|✗|✘|❌|🚫/i.test(label)) return 'denial'
  return /^(imports?|depends on|uses|requires|extends|re-?exports?)\b/i.test(label) ? 'dependency' : 'nothing'
}

const node =
  /^\s*([\w./@-]*?\w)(?=\s|$|[[({>&;:]|-{2}|-\.|={2}|~~~|<)(?:\s*(?:\[+[(/\\]*|\(+\[?|\{+|>)\s*("[^"]*"|[^\])}]*?)\s*(?:[)/\\]*\]+|\]?\)+|\}+))?(?::::[\w-]+)?/
const arrow =
  /^\s*(?:(?:<|o|x)?(?:-{2,}|={2,}|-\.+-?)(?:\s*([^->=.|][^>|=]*?)\s*(?:-{2,}|={2,}|\.+-))?([>ox]?))\s*(?:\|([^|]*)\|)?/

/** Reads `a["A"] --> b & c -->|text| d`; labels met on the way are kept by id. Lines without an arrowhead make none. */
function readLine(text: string, labels: Map<string, string>): Link[] {
  const arrows: Link[] = []
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
