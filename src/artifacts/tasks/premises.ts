import type {SectionLine} from './section-lines.ts'

/** `src/cli.ts:740-742`: a state of the code at the time of writing. */
const anchor = /[\w/)-]\.[a-z]{1,5}:\d+/i
const namesCode = /`[^`]+`|(?:^|[\s(])[\w.-]+\/[\w./-]+\.[a-z]{1,5}\b/
/** Words by which a writer says that something is wrong as it is; what `is currently` so may be data. */
const complaint =
  /\b(?:still|only|never|(?<!\b(?:are|is) )currently|cannot|silently|hard-?coded|no way|but)\b/i

/**
 * The paragraphs and bullets of a description that say how the code is, each with its first line: those with a `path:line`
 * anchor, and the first that names code if it complains of it. The others say why, or what to mind.
 */
export function premisesOf(section: readonly SectionLine[]): SectionLine[] {
  const blocks = blocksOf(section)
  const first = blocks.find(({text}) => namesCode.test(text))
  return blocks.filter(block => anchor.test(block.text) || (block === first && complaint.test(block.text)))
}

function blocksOf(section: readonly SectionLine[]): SectionLine[] {
  const blocks: {line: number; text: string}[] = []
  let afterBlank = true
  for (const {line, text} of section) {
    const words = text.trim()
    const bullet = /^(?:[-*+]|\d+[.)])\s+(.*)$/.exec(words)?.[1]
    if (words === '' || words.startsWith('#')) afterBlank = true
    else {
      const last = blocks.at(-1)
      if (afterBlank || bullet !== undefined || !last) blocks.push({line, text: bullet ?? words})
      else last.text += ` ${words}`
      afterBlank = false
    }
  }
  return blocks
}
