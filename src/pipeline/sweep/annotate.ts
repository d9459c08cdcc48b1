import type {Task, TaskFormat} from '../../artifacts/task.ts'
import {mayHaveRationale} from '../../artifacts/tasks/rationale.ts'
import type {Triage, TriageCitation, TriageItem, TriageRow} from '../../artifacts/triage-row.ts'
import type {World} from '../../claims/world.ts'
import type {Problem} from '../../errors.ts'
import {findCitations} from './find-citations.ts'
import {judgeCitation} from './judge-citation.ts'

/** Formats whose status words need no reason beside them. */
const statusFormats: ReadonlySet<TaskFormat> = new Set(['backlog-md', 'task-master'])

/** The item with what the record beside the tasks says: its date, why it was skipped, what it cites. The verdict stays. */
export function annotate(item: TriageItem, task: Task, world: World): TriageItem {
  const citations = findCitations(task.text).map(name => judgeCitation(name, task, world))
  return {
    ...item,
    ...(isUnexplained(task) ? unexplained : {}),
    ...(task.rationale === undefined ? {} : {rationale: task.rationale}),
    ...(task.added === undefined ? {} : {added: task.added}),
    ...(citations.length === 0 ? {} : {citations})
  }
}

const unexplained = {
  rule: 'skipped by its author, without a rationale',
  nextStep: 'say in the item why it was skipped'
} satisfies Partial<TriageItem>

function isUnexplained({state, rationale, text, format = 'gfm'}: Task): boolean {
  return (
    state === 'skipped' && rationale === undefined && !statusFormats.has(format) && !mayHaveRationale(text)
  )
}

/** What items that are not ticked cite and what is not there. */
export function citationProblems(items: readonly TriageItem[]): Problem[] {
  return items
    .filter(({checked}) => !checked)
    .flatMap(({file, line, citations = []}) =>
      citations
        .filter(({verdict}) => verdict === 'refuted')
        .map(citation => ({
          kind: 'cited-missing',
          path: file,
          line,
          message: `cites ${sayMissing(citation)}`
        }))
    )
}

/** The rows with what their items cite in vain at the end of their evidence. */
export function withCitations(report: Triage, items: readonly TriageItem[]): Triage {
  const missing = new Map(
    items.map(({file, line, citations = []}) => [
      `${file}:${line}`,
      citations
        .filter(({verdict}) => verdict === 'refuted')
        .map(citation => `cites ${sayMissing(citation, '`')}`)
    ])
  )
  const cite = (row: TriageRow): TriageRow => {
    const said = missing.get(`${row.file}:${row.line}`) ?? []
    if (said.length === 0) return row
    return {...row, evidence: [...(row.evidence === 'none' ? [] : [row.evidence]), ...said].join('; ')}
  }
  return {...report, open: report.open.map(cite), settled: report.settled.map(cite)}
}

function sayMissing({text, reason, suggestion}: TriageCitation, quote = ''): string {
  const meant = suggestion === undefined ? '' : ` (did you mean ${quote}${suggestion}${quote}?)`
  return `${quote}${text}${quote}: ${reason}${meant}`
}
