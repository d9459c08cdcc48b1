/** A tiny repository on a detector's page or in its file of further examples. */
export interface Example {
  readonly title: string
  readonly dangerous: boolean
  /** Path to text, guard marks taken out. */
  readonly files: Readonly<Record<string, string>>
  /** The marks `// guard: KILL` and `// guard: KILL => what stands there instead`. */
  readonly guards: readonly string[]
  /** The same repository with the lines of one guard deleted or replaced. */
  without(kill: string): Readonly<Record<string, string>>
}

const MARK = /\s*\/\/ guard: ([a-z-]+)(?: => (.*))?$/

/** The second-level headings of a page, in order. */
export function headingsOf(page: string): string[] {
  return outsideFences(page).flatMap(line => /^## (.*)$/.exec(line)?.[1] ?? [])
}

/** Every example: a `###` heading under *Found* or *Not found*, and the fenced files below it. */
export function readExamples(page: string): Example[] {
  const examples: {title: string; dangerous: boolean; raw: Record<string, string>}[] = []
  let section = ''
  let path: string | undefined
  for (const line of page.split('\n')) {
    const current = examples.at(-1)
    if (path !== undefined) {
      if (line === '```') path = undefined
      else if (current) current.raw[path] = `${current.raw[path] ?? ''}${line}\n`
      continue
    }
    const fence = /^```(?:ts|tsx|js|jsx|json) title=(\S+)$/.exec(line)
    if (line.startsWith('## ')) section = line.slice(3)
    else if (line.startsWith('### '))
      examples.push({title: line.slice(4), dangerous: section === 'Found', raw: {}})
    else if (fence) path = fence[1]
  }
  return examples.map(({title, dangerous, raw}) => ({
    title,
    dangerous,
    files: mapFiles(raw, line => line.replace(MARK, '')),
    guards: [
      ...new Set(
        Object.values(raw).flatMap(text => text.split('\n').flatMap(line => MARK.exec(line)?.[1] ?? []))
      )
    ],
    without: kill =>
      mapFiles(raw, line => {
        const mark = MARK.exec(line)
        if (!mark) return line
        return mark[1] === kill ? mark[2] : line.replace(MARK, '')
      })
  }))
}

function mapFiles(raw: Readonly<Record<string, string>>, change: (line: string) => string | undefined) {
  return Object.fromEntries(
    Object.entries(raw).map(([path, text]) => [
      path,
      text
        .split('\n')
        .flatMap(line => change(line) ?? [])
        .join('\n')
    ])
  )
}

function outsideFences(page: string): string[] {
  let inside = false
  return page.split('\n').filter(line => {
    if (line.startsWith('```')) inside = !inside
    return !inside
  })
}
