import type {Arrow} from './arrow.ts'

const name = '`?([\\w./@-]+)`?(?:~[^~]*~)?'
const relation = new RegExp(
  `^\\s*${name}\\s*(?:"[^"]*"\\s*)?(<\\|--|--\\|>|<\\|\\.\\.|\\.\\.\\|>|\\*--|--\\*|o--|--o|<--|-->|<\\.\\.|\\.\\.>)\\s*(?:"[^"]*"\\s*)?${name}\\s*(?::.*)?$`
)

/** Arrows whose left end depends on the right one; the others are their mirror images. */
const forward = new Set(['--|>', '..|>', '*--', 'o--', '-->', '..>'])

/** The relations of a Mermaid class diagram: who extends, holds or uses whom. */
export function readClassDiagram(text: string): Arrow[] {
  const labels = new Map<string, string>()
  for (const [, id = '', label = ''] of text.matchAll(/^\s*class\s+(\w+)\["([^"]+)"\]/gm))
    labels.set(id, label)
  return text.split('\n').flatMap((line, offset) => {
    const [, left = '', kind = '', right = ''] = relation.exec(line) ?? []
    if (left === '' || left === right) return []
    const [from, to] = forward.has(kind) ? [left, right] : [right, left]
    const says = kind.includes('|') ? ('dependency' as const) : ('nothing' as const)
    return [{from: labels.get(from) ?? from, to: labels.get(to) ?? to, says, offset}]
  })
}
