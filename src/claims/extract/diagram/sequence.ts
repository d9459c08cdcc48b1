import type {Arrow} from './arrow.ts'

const participant = /^\s*(?:create\s+)?(?:participant|actor)\s+(\S+)(?:\s+as\s+(.+?))?\s*$/
const message = /^\s*([\w./@-]+?)\s*(-->>|->>|--[x)]|-[x)]|-->|->)\s*[+-]?\s*([\w./@-]+?)\s*:\s*(.*)$/

/** The messages of a Mermaid sequence diagram, each end by its alias's text; dashed arrows are answers and left out. */
export function readSequence(text: string): Arrow[] {
  const labels = new Map<string, string>()
  return text.split('\n').flatMap((line, offset) => {
    const named = participant.exec(line)
    if (named) labels.set(named[1] ?? '', named[2] ?? named[1] ?? '')
    const [, from = '', kind = '', to = ''] = named ? [] : (message.exec(line) ?? [])
    if (from === '' || from === to || kind.startsWith('--')) return []
    return [{from: labels.get(from) ?? from, to: labels.get(to) ?? to, says: 'message' as const, offset}]
  })
}
