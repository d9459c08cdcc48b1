/** How a line of a document stands to groundtruth's own regions. */
export type LineOrigin = 'hand' | 'generated' | 'silent'

/** Regions whose statements are no claims: they quote claims that failed, or say what was not read. */
const silentRegions = /^(refuted|coverage)\b/

/**
 * Tells for each line (1-based) whether a person or groundtruth wrote it.
 *
 * Regions run from begin to end comment, zones from their `<a id="dz-n">` to the key comment. A region that is never
 * closed runs to the end.
 */
export function readOrigins(text: string): (line: number) => LineOrigin {
  const origins: LineOrigin[] = []
  let open: {name: string; zone: boolean} | undefined
  for (const line of text.split('\n')) {
    const begin = /<!--\s*groundtruth:begin\s+(\S+)/.exec(line)
    if (begin) open = {name: begin[1] ?? '', zone: false}
    else if (!open && /^<a id="dz-\d+">/.test(line)) open = {name: '', zone: true}
    origins.push(!open ? 'hand' : silentRegions.test(open.name) ? 'silent' : 'generated')
    const closed = open?.zone ? /<!--\s*key:/.test(line) : /<!--\s*groundtruth:end\b/.test(line)
    if (closed) open = undefined
  }
  return line => origins[line - 1] ?? 'hand'
}
