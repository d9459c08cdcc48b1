/** What an item names as its plan or its reason. */
export interface CitedName {
  readonly kind: 'spec' | 'decision' | 'issue'
  /** As it is printed: the path, the file with its date or title, `#93`. */
  readonly text: string
  /** Offset in the item's text. */
  readonly start: number
  /** Of a decision: its file as written, else DECISIONS.md is meant. */
  readonly file?: string
  /** Of a decision: a day (`2026-05-11`), part of its title, or the anchor of a link. */
  readonly date?: string
  readonly title?: string
  readonly anchor?: string
}

const day = String.raw`\d{4}-\d{2}-\d{2}`
/** `Spec: specs/x.md`, in backticks or as a link. Source: ctx, `.context/TASKS.md`. */
const spec = /\bSpecs?:\s*(?:\[[^\]]*\]\(([^)\s]+)\)|`([^`\s]+)`|([^\s`,;()]+))/gi
const decisionFile = String.raw`(?:[\w./-]*\/)?DECISIONS\.md`
/** A file of decisions with what tells one of them; the file alone cites none. */
const decision = new RegExp(
  String.raw`\x60?(?<file>${decisionFile})(?:#(?<anchor>[\w-]+))?\x60?(?:,?\s+(?:entry\s+)?(?:\[?(?<date>${day})(?:-\d{4,6})?\]?|["“](?<title>[^"”]+)["”]))?`,
  'g'
)
const datedDecision = new RegExp(
  String.raw`\bdecisions?\s+(?:(?:recorded|of|from|on)\s+)?\[?(?<date>${day})`,
  'gi'
)
const issue = /(?<![\w&/#-])#(\d+)\b(?![\w-])/g

/** What an item cites, in the order of its text. An id that the text begins with is no citation. */
export function findCitations(text: string): CitedName[] {
  const found = [...specsIn(text), ...decisionsIn(text), ...issuesIn(text)]
  return found.sort((a, b) => a.start - b.start)
}

function specsIn(text: string): CitedName[] {
  return [...text.matchAll(spec)].flatMap(match => {
    const path = (match[1] ?? match[2] ?? match[3] ?? '').replace(/[.:]+$/, '')
    return /^[\w@.][^<>*{}$]*(?:\/|\.\w+$)/.test(path) && !/^[a-z]+:\/\//i.test(path)
      ? [{kind: 'spec' as const, text: path, start: match.index}]
      : []
  })
}

function decisionsIn(text: string): CitedName[] {
  const named = [...text.matchAll(decision)].flatMap(({index, groups = {}}): CitedName[] => {
    const {file = '', anchor, date, title} = groups
    if (anchor !== undefined)
      return [{kind: 'decision', text: `${file}#${anchor}`, start: index, file, anchor}]
    if (date !== undefined) return [{kind: 'decision', text: `${file} [${date}]`, start: index, file, date}]
    if (title !== undefined)
      return [{kind: 'decision', text: `${file} "${title}"`, start: index, file, title}]
    return []
  })
  const dated = [...text.matchAll(datedDecision)].flatMap(({index, groups = {}}): CitedName[] =>
    groups.date === undefined
      ? []
      : [{kind: 'decision', text: `decision of ${groups.date}`, start: index, date: groups.date}]
  )
  return [...named, ...dated]
}

function issuesIn(text: string): CitedName[] {
  const plain = text.replace(/`[^`]*`/g, span => ' '.repeat(span.length))
  const found = [...plain.matchAll(issue)].filter(({index}) => index > 0)
  const first = new Map(found.map(match => [match[0], match]).reverse() as [string, RegExpMatchArray][])
  return [...first].map(([name, match]) => ({kind: 'issue', text: name, start: match.index ?? 0}))
}
