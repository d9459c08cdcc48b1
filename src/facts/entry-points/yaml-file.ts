import {isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument} from 'yaml'

/** A value of a YAML text with the line it stands at. */
export interface YamlValue {
  /** 1-based line of the value, of its key where it has one. */
  readonly line: number
  readonly text: string | undefined
  /** 1-based line of the `index`th line of the text, as exact as its style allows. */
  lineOfText(index: number): number
  /** The value under a key; undefined when there is none. */
  get(key: string): YamlValue | undefined
  /** Entries of a map, in source order. */
  entries(): (readonly [string, YamlValue])[]
  items(): YamlValue[]
}

/** Reads YAML, tags of its own (`!Ref`) included; undefined when it does not parse. */
export function readYaml(text: string): YamlValue | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, logLevel: 'silent', uniqueKeys: false})
  return document.errors.length > 0 || !document.contents
    ? undefined
    : toValue(document.contents, undefined, lines)
}

function toValue(node: Node, pair: Pair | undefined, lines: LineCounter): YamlValue {
  const start = node.range?.[0] ?? 0
  const key = pair?.key
  const keyStart = isScalar(key) ? key.range?.[0] : undefined
  // Only below a `|` are the lines of the value those of the file.
  const isLiteral = isScalar(node) && node.type === 'BLOCK_LITERAL'
  const line = lines.linePos(keyStart ?? start).line
  const entries = () =>
    isMap(node)
      ? node.items.flatMap(item =>
          isScalar(item.key) && isNodeValue(item.value)
            ? [[String(item.key.value), toValue(item.value, item, lines)] as const]
            : []
        )
      : []
  return {
    line,
    lineOfText: index => (isLiteral ? lines.linePos(start).line + 1 + index : line),
    text: isScalar(node) && typeof node.value === 'string' ? node.value : undefined,
    get: name => entries().find(([each]) => each === name)?.[1],
    entries,
    items: () =>
      isSeq(node)
        ? node.items.flatMap(item => (isNodeValue(item) ? [toValue(item, undefined, lines)] : []))
        : []
  }
}

function isNodeValue(value: unknown): value is Node {
  return isMap(value) || isScalar(value) || isSeq(value)
}
