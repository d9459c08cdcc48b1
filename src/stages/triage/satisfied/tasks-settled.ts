import type {Action} from '../../../artifacts/action.ts'
import type {TriageItem} from '../../../artifacts/triage-row.ts'
import {code} from '../finding.ts'
import type {Sources} from './sources.ts'

/** Every item it cites has the verdict that it was to bring about. */
export function tasksSettled(action: Action, {items}: Sources): string | undefined {
  const evidence: string[] = []
  for (const task of action.tasks) {
    const item = items.find(
      ({file, text, hash}) =>
        file === task.file && (isExcerpt(task.text, text) || action.key.endsWith(`/${hash}`))
    )
    const settled = item
      ? itemSettles(action, item)
      : action.kind === 'doc'
        ? `the item is gone from ${code(task.file)}`
        : undefined
    if (settled === undefined) return undefined
    evidence.push(settled)
  }
  return evidence.join(', ')
}

function itemSettles(action: Action, item: TriageItem): string | undefined {
  const place = code(`${item.file}:${item.line}`)
  const implemented = item.verdict === 'implemented-tested' || item.verdict === 'implemented-untested'
  if (action.kind === 'test')
    return item.verdict === 'implemented-tested' ? `${place} is reached by a test` : undefined
  if (action.kind === 'refactor') return implemented ? `${place} is implemented` : undefined
  if (action.kind !== 'doc' || item.verdict === 'phantom' || item.verdict === 'stale-premise')
    return undefined
  return item.checked ? `${place} is ticked` : undefined
}

/** Actions cite the first words of an item. */
function isExcerpt(excerpt: string, text: string): boolean {
  const plain = (value: string) =>
    value
      .replace(/[`*_\\]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
  const start = plain(excerpt.replace(/\s*(?:…|\.\.\.)$/, ''))
  return start !== '' && plain(text).startsWith(start)
}
