/** A piece of inline text. Links keep what they show as `text`. */
export interface Run {
  readonly type: 'text' | 'code' | 'link'
  readonly text: string
  /** For links and images: the target, definitions followed. */
  readonly url?: string
  /** 1-based. */
  readonly line: number
  readonly column: number
  /** Where it starts in the passage's text, and where it ends. */
  readonly start: number
  readonly end: number
}

/** A cell of a table row with the heading of its column. */
export interface Cell {
  readonly header: string
  readonly runs: readonly Run[]
  readonly text: string
}

/** A paragraph, heading, table row or code block, with what stands around it. Struck-through text is left out. */
export interface Passage {
  readonly type: 'prose' | 'heading' | 'row' | 'code'
  /** Plain text with code spans in backquotes; for code blocks their content. */
  readonly text: string
  readonly runs: readonly Run[]
  /** 1-based line of its start. */
  readonly line: number
  readonly column: number
  /** Text of the nearest heading, `''` before the first; for a heading its own. */
  readonly heading: string
  /** The nearest heading's runs. */
  readonly headingRuns: readonly Run[]
  /** Texts of all headings above, outermost first. */
  readonly headings: readonly string[]
  /** Folders named by list parents and headings, nearest first. */
  readonly places: readonly string[]
  /** What the list items around it start with, nearest first: the item it stands in, then its parents. */
  readonly leads: readonly Run[]
  /** Whether it is the first paragraph of its list item: then the first lead stands in it. */
  readonly item: boolean
  /** Text of the paragraph that introduces its list, block or table; `''` when there is none. */
  readonly intro: string
  /** Line of the list it stands in, the innermost. */
  readonly list?: number
  /** Line of the outermost list around it whose introduction says where its items lie. */
  readonly placedList?: number
  /** What the items before it in its list start with, in order. */
  readonly above?: readonly Run[]
  /** Runs of all headings above, outermost first. */
  readonly headingTrail?: readonly (readonly Run[])[]
  /** What its section is about, as far as the document gives it a home. */
  readonly topic?: Topic
  /** Files and folders that items of the document start with, by their last part in lower case; undefined where two share it. */
  readonly homes?: ReadonlyMap<string, string | undefined>
  /** For rows. */
  readonly cells: readonly Cell[]
  /** For code blocks: the language in lower case. */
  readonly lang?: string
  readonly generated: boolean
}

/** A module that a section is about. */
export interface Topic {
  /** Path, package or name, as written. */
  readonly text: string
  /** The declaration that the heading names, when `text` is the file or folder that the document gives as its home. */
  readonly symbol?: string
}

/** A sentence of a passage, with the runs that stand in it. */
export interface Sentence {
  readonly text: string
  /** Where it starts in the passage's text. */
  readonly start: number
  readonly runs: readonly Run[]
}

const abbreviation = /\b(e\.g|i\.e|etc|vs|cf|resp|incl|approx|no|fig)\.$/i

/** Splits a passage into sentences; full stops inside code spans and abbreviations do not end one. */
export function sentencesOf(passage: Pick<Passage, 'text' | 'runs'>): Sentence[] {
  const {text, runs} = passage
  const sentences: Sentence[] = []
  let start = 0
  const close = (end: number) => {
    const inside = runs.filter(run => run.start >= start && run.start < end)
    if (text.slice(start, end).trim() !== '')
      sentences.push({text: text.slice(start, end), start, runs: inside})
    start = end
  }
  for (const {index} of text.matchAll(/[.!?;](?=\s+["'([`*]*[\p{Lu}\d`]|\s*$|["')]\s)|\n{2}/gu)) {
    const inCode = runs.some(run => run.type !== 'text' && index > run.start && index < run.end)
    if (!inCode && !abbreviation.test(text.slice(start, index + 1))) close(index + 1)
  }
  close(text.length)
  return sentences
}
