import {isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLSeq} from 'yaml'

/** The YAML front matter of a Markdown file. */
export interface FrontMatter {
  /** The scalars by their keys, as they are written: a date stays text. */
  readonly values: ReadonlyMap<string, string>
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** 1-based lines of the keys in the file. */
  readonly lines: ReadonlyMap<string, number>
}

/** What stands between the `---` lines at the start, as far as it can be read; undefined when there is none. */
export function readFrontMatter(text: string): FrontMatter | undefined {
  const source = /^---[ \t]*\r?\n([\s\S]*?)^---[ \t]*\r?$/m.exec(text)
  if (source?.index !== 0) return undefined
  const counter = new LineCounter()
  const {contents} = parseDocument(quoted(source[1] ?? ''), {schema: 'failsafe', lineCounter: counter})
  const values = new Map<string, string>()
  const lists = new Map<string, string[]>()
  const lines = new Map<string, number>()
  for (const {key, value} of isMap(contents) ? contents.items : []) {
    if (!isScalar(key) || key.range == null) continue
    const name = String(key.value)
    lines.set(name, counter.linePos(key.range[0]).line + 1)
    if (isScalar(value)) values.set(name, String(value.value))
    if (isSeq(value)) lists.set(name, scalarsOf(value))
  }
  return {values, lists, lines}
}

function scalarsOf({items}: YAMLSeq): string[] {
  return items.flatMap(item => (isScalar(item) ? [String(item.value)] : []))
}

/** `title: Fix: the hub` is no YAML and `title: Close #3` ends before the number: they are read as they are meant. */
function quoted(source: string): string {
  return source.replace(
    /^([A-Za-z_]+):[ \t]+(?=[^'"[{|>&*!#%\r\n][^\r\n]*(?::(?:[ \t]|\r?$)|[ \t]#))([^\r\n]*?)[ \t]*(?=\r?$)/gm,
    (_, key: string, value: string) => `${key}: '${value.replaceAll("'", "''")}'`
  )
}
