import type {DocumentPlan} from './block.ts'
import type {Sides} from './both-sides.ts'
import type {Element} from './elements.ts'
import {formatMarker} from './marker.ts'

/** The elements with the plan's next line: where it stood, else last. A number is never lower than one in the file. */
export function writeNext(
  list: readonly Element[],
  {next}: Pick<DocumentPlan, 'next'>,
  {document, theirNext}: Pick<Sides, 'theirNext'> & {document: Pick<Sides['document'], 'next'>}
): Element[] {
  if (!next) return [...list]
  const known = [document.next, theirNext].filter(found => found?.prefix === next.prefix)
  const number = Math.max(next.number, ...known.map(found => found?.number ?? 0))
  const source = formatMarker({kind: 'next', prefix: next.prefix, number})
  const same = document.next?.prefix === next.prefix && document.next.number === number
  if (!list.some(({kind}) => kind === 'next'))
    return [...list, {kind: 'next', source, index: undefined, before: ''}]
  return list.map(element => (element.kind === 'next' && !same ? {...element, source} : element))
}
