import type {Block, DocumentPlan} from '../../src/artifacts/block.ts'
import {formatMarker} from '../../src/artifacts/marker.ts'

const hash = '000000000000'

/** A new file that holds the plan, with hashes that stand for none. */
export function renderPlan({title, sections, next}: DocumentPlan): string {
  const parts = [
    `# ${title}`,
    ...sections.flatMap(({heading, blocks}) => [
      ...(heading === undefined ? [] : [`## ${heading}`]),
      ...blocks.map(render)
    ]),
    ...(next ? [formatMarker({kind: 'next', ...next})] : [])
  ]
  return `${parts.join('\n\n')}\n`
}

function render({kind, id, body}: Block): string {
  if (kind === 'region') {
    return [formatMarker({kind: 'begin', id, hash}), body, formatMarker({kind: 'end', id})].join('\n')
  }
  const key = formatMarker({kind: 'key', id, hash})
  return kind === 'zone' ? `${body}\n\n${key}` : `${body}\n  ${key}`
}
