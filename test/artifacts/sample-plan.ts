import type {Block, BlockKind, DocumentPlan, PersonalParts, Section} from '../../src/artifacts/block.ts'

/** A zone's body as DANGER-ZONES.md would hold it. */
export function zone(number: number, title: string, rest: {status?: string; notes?: string} = {}): Block {
  const notes = rest.notes ? `\n- **Notes**: ${rest.notes}` : ''
  const body = `<a id="dz-${number}"></a>
### DZ-${number}: \`src/hub/lock.ts\`: ${title}

- **Status**: ${rest.status ?? 'open'}
- **Category**: concurrency
- **Risk score**: L:3 + B:2 + D:3 = 8
- **Failure path**: 1. It reads \`a | b\`. 2. It writes *both*. 3. It leaves_a_mark.${notes}`
  return {kind: 'zone', id: `check-then-act/src/hub/lock.ts/acquire/${number}`, body}
}

/** An action's body as NEXT-ACTIONS.md would hold it. */
export function action(number: number, title: string, ticked = false): Block {
  const body = `- [${ticked ? 'x' : ' '}] **NA-${number}** refactor, S: ${title}
  - Zones: [DZ-7](DANGER-ZONES.md#dz-7)
  - Why now: score 8, silent`
  return {kind: 'action', id: `refactor/lock.ts/${number}`, body}
}

/** A row's body as TRIAGE.md would hold it. */
export function row(line: number, text: string): Block {
  const body = `- **partial** \`TASKS.md:${line}\` "${text}"
  - Rule: clause 1 of 2 met
  - Next: a test of \`acquire\``
  return {kind: 'row', id: `TASKS.md/${line}`, body}
}

export function region(id: string, body: string): Block {
  return {kind: 'region', id, body}
}

/** Status, notes and ticks are the person's; so is a table cell that does not end with `(source)`. */
export const samplePersonal: PersonalParts = {
  strip: (kind, body) =>
    kind === 'region'
      ? mapCells(body, cell => (isOwn(cell) ? '' : cell))
      : body.replace(/^- \*\*(?:Status|Notes)\*\*:.*\n?/gm, '').replace(/^- \[[ xX]\]/, '- [ ]'),
  carry(kind, oldBody, newBody) {
    if (kind === 'region') return mapCells(newBody, (cell, key) => ownCell(oldBody, key) ?? cell)
    const status = /^- \*\*Status\*\*: .*$/m.exec(oldBody)?.[0]
    const notes = /^- \*\*Notes\*\*: .*$/m.exec(oldBody)?.[0]
    let body = newBody
    if (status && !/: open$/.test(status)) body = body.replace(/^- \*\*Status\*\*: .*$/m, () => status)
    if (notes && !/^- \*\*Notes\*\*/m.test(body)) body = `${body.trimEnd()}\n${notes}`
    return /^- \[[xX]\]/.test(oldBody) ? body.replace(/^- \[ \]/, '- [x]') : body
  },
  restore(kind, oldBody, newBody) {
    return kind === 'region' ? mapCells(oldBody, (cell, key) => cellOf(newBody, key) ?? cell) : oldBody
  }
}

/** Changes the second cell of each row; the first names the row. */
function mapCells(body: string, change: (cell: string, key: string) => string): string {
  return body.replace(/^\| +([^|\n]*?) +\|((?:\\\||[^|\n])*)\|$/gm, (line, key: string, cell: string) =>
    key === 'component' || key.startsWith('---') ? line : `| ${key} | ${change(cell.trim(), key)} |`
  )
}

function cellOf(body: string, key: string): string | undefined {
  let found: string | undefined
  mapCells(body, (cell, other) => {
    if (other === key) found = cell
    return cell
  })
  return found
}

function ownCell(body: string, key: string): string | undefined {
  const cell = cellOf(body, key)
  return cell !== undefined && isOwn(cell) ? cell : undefined
}

function isOwn(cell: string): boolean {
  return cell !== '' && !cell.endsWith('(source)')
}

export function plan(sections: readonly Section[], rest: Partial<DocumentPlan> = {}): DocumentPlan {
  return {title: 'Danger zones', sections, owns: () => true, personal: samplePersonal, ...rest}
}

/** Blocks of all four kinds. */
export function fullPlan(rest: Partial<DocumentPlan> = {}): DocumentPlan {
  return plan(
    [
      {
        heading: undefined,
        blocks: [region('intro', 'What *this* file is. `Status` is yours: `open` or `fixed`.')]
      },
      {heading: 'Critical', blocks: [zone(7, 'two processes can both hold the lock'), zone(8, 'it waits')]},
      {heading: 'Accepted', blocks: [], always: true},
      {
        heading: 'Code map',
        blocks: [
          region(
            'code-map',
            '| component | purpose |\n| --- | --- |\n| `src/a` | "locks `a \\| b`" (source) |\n| `src/b` |  |'
          ),
          region('diagram', '```mermaid\nflowchart TD\n  a["src/a"] --> b\n```')
        ]
      },
      {heading: 'Now', blocks: [action(1, 'create the lock'), action(2, 'test the lock')]},
      {heading: 'Open', blocks: [row(380, 'Add file locking'), row(381, 'Remove `old`')]}
    ],
    {next: {prefix: 'DZ', number: 9}, ...rest}
  )
}

/** The plan with a block's body changed. */
export function changing(base: DocumentPlan, id: string, change: (body: string) => string): DocumentPlan {
  const sections = base.sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block => (block.id === id ? {...block, body: change(block.body)} : block))
  }))
  return {...base, sections}
}

/** The plan without a block. */
export function without(base: DocumentPlan, kind: BlockKind, id: string): DocumentPlan {
  const sections = base.sections.map(section => ({
    ...section,
    blocks: section.blocks.filter(block => block.kind !== kind || block.id !== id)
  }))
  return {...base, sections}
}
