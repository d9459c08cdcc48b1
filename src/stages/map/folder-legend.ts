import type {Facts, ModuleId} from '../../facts/facts.ts'

/** `- api/  What the outside may call.`, in a comment; the name may stand in backticks. */
const row = /^[\s*]*[-*+]\s+`?([\w.@-]+)\/`?(?:\s*[-–—:]\s*|\s+)(\S.*)$/

/**
 * What the opening comment of a module says of the folders beside it, one line each, by folder name: a list of two or more. Only
 * the first sentence, and nothing of a line that goes on in the next.
 */
export function folderLegend(text: string): ReadonlyMap<string, string> {
  const comment = /^\s*(?:#!.*\n\s*)?\/\*([\s\S]*?)\*\//.exec(text)?.[1] ?? ''
  const lines = comment.split(/\r?\n/)
  const rows = lines.flatMap((line, index) => {
    const [, name, words] = row.exec(line) ?? []
    const goesOn = /^[\s*]*[^\s*+-]/.test(lines[index + 1] ?? '') && !/[.!?]$/.test(words ?? '')
    return name === undefined || words === undefined || goesOn ? [] : [[name, firstSentence(words)] as const]
  })
  return new Map(rows.length > 1 ? rows : [])
}

/** The modules in a folder that open it to a reader: those that a manifest names, and its index. */
export function openingModules(folder: string, facts: Facts): ModuleId[] {
  const entries = facts.entryPoints.filter(({kind}) => kind === 'main' || kind === 'exports')
  const named = new Set(entries.map(({path}) => path))
  return facts.modules
    .map(({id}) => id)
    .filter(id => (folder === '.' ? !id.includes('/') : id.slice(0, id.lastIndexOf('/')) === folder))
    .filter(id => named.has(id) || /(?:^|\/)index\.[^/]+$/.test(id))
}

function firstSentence(text: string): string {
  return text.trim().split(/(?<=[.!?])\s+(?=\p{Lu})/u)[0] ?? ''
}
