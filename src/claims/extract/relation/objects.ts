import type {Mention} from './mentions.ts'

const determiner = '(?:the|an?|its|their|our|both|either|all(?: of)?|any|each|every)'
const plain =
  '(?:types?|values?|helpers?|functions?|utilities|code|classes|components|hooks|items|symbols|everything|things|logic|stuff|constants|data|only|same|shared|common|internal|generic|core|own|directly|heavily|mainly|primarily|internally|from|of|in|by|on|either|both|package|packages|modules?|files?)'

/** What may stand between a verb and the thing it takes: `the`, `types from`, `a small`, `the output of`. */
const filler = new RegExp(
  `^[\\s*_]+(?:(?:${determiner}|${plain})\\s+){0,5}(?:${determiner}\\s+(?:[\\w-]+\\s+){1,2})?(?=◆)`,
  'i'
)

/** "the same set of aliases from `a`". */
const taken = /^\s+(?:[A-Za-z][\w'-]*\s+){1,8}from\s+(?:the\s+)?(?=◆)/

const gloss = '(?:\\s*\\([^()]*\\))?'
const noun =
  '(?:[*_]*\\s+(?:class|classes|modules?|packages?|files?|components?|hooks?|helpers?|utility|utilities|types?|functions?|interfaces?|SDK|library|service|store|folder))?'
const separator =
  /^\s*(?:,\s*(?:and\s+|or\s+)?(?:then\s+)?|(?:and|or|&|\+|\/|as well as)\s+)(?:the\s+|its\s+|from\s+|also\s+)?(?=◆)/i
const origin = /^\s+(?:\w+\s+){0,2}from\s+(?:the\s+)?(?=◆)/i
const after = new RegExp(`^${noun}${gloss}`, 'i')

export interface ObjectList {
  readonly objects: readonly Mention[]
  /** Offset after the last of them. */
  readonly end: number
}

/** The mentions that a verb ending at `from` takes, the list read to its end; empty when none follows it. */
export function objectsAfter(masked: string, from: number, mentions: readonly Mention[]): ObjectList {
  const rest = masked.slice(from)
  const lead = filler.exec(rest) ?? taken.exec(rest)
  return lead ? listAt(masked, from + lead[0].length, mentions) : {objects: [], end: from}
}

/** The list that starts with the mention at `from`. */
export function listAt(masked: string, from: number, mentions: readonly Mention[]): ObjectList {
  const objects: Mention[] = []
  let position = from
  for (;;) {
    const next = mentions.find(({start}) => start === position)
    if (!next) break
    objects.push(next)
    position = next.end + (after.exec(masked.slice(next.end))?.[0].length ?? 0)
    const rest = masked.slice(position)
    const step = separator.exec(rest) ?? origin.exec(rest)
    if (!step) break
    position += step[0].length
  }
  return {objects, end: objects.at(-1)?.end ?? from}
}
