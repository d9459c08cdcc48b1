import type {Task, TaskFormat} from '../task.ts'
import type {Box} from './boxes.ts'
import {hashTask} from './hash.ts'
import {explicitId} from './ids.ts'
import {takeMarks} from './marks.ts'
import {takeSigns} from './obsidian.ts'
import {rationaleOf} from './rationale.ts'
import {stateOfMarker} from './state.ts'
import {splitTags} from './tags.ts'

/** The item that a box holds: its words in one line, and what its tags, labels and signs say. */
export function toTask(file: string, box: Box, format: TaskFormat): Task {
  const tagged = splitTags(joinParts(box.parts))
  const signed = takeSigns(tagged.text)
  const {text, tags: labels} = takeMarks(signed.text)
  const marked = stateOfMarker(box.marker, format)
  const tags = [...tagged.tags, ...labels, ...marked.tags, ...(box.starred ? ['optional'] : [])]
  const state = tags.some(tag => /^skipped(?::|$)/.test(tag)) ? 'skipped' : marked.state
  const id = explicitId(text) ?? signed.id
  const rationale = state === 'skipped' ? rationaleOf(text) : undefined
  const added = addedOf(tagged.tags) ?? signed.added
  return {
    file,
    line: box.line,
    hash: hashTask(text),
    ...(id === undefined ? {} : {id}),
    text,
    state,
    tags,
    headings: box.headings,
    ...(box.parentLine === undefined ? {} : {parentLine: box.parentLine}),
    format,
    ...(added === undefined ? {} : {added}),
    ...(rationale === undefined ? {} : {rationale})
  }
}

function joinParts(parts: readonly string[]): string {
  return parts
    .map(part => part.replaceAll('\0', '').trim())
    .filter(part => part !== '')
    .join(' ')
}

/** `#added:2026-04-08-194612` of ctx, also the date alone. */
function addedOf(tags: readonly string[]): string | undefined {
  return tags.map(tag => /^added:(\d{4}-\d{2}-\d{2})/.exec(tag)?.[1]).find(day => day !== undefined)
}
