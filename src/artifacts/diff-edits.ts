import {createTwoFilesPatch} from 'diff'
import type {FoundBlock} from './block.ts'

/** A block whose words writing would lose. */
export interface LostEdit {
  readonly found: FoundBlock
  /** Whether it stands in the file's own text, not only on the other side of a merge. */
  readonly inText: boolean
  /** The whole block as it would be written, without a final line ending; `''` when it would go. */
  readonly fresh: string
}

/** A unified diff from the file as it is to the file with only these blocks overwritten. */
export function diffEdits(name: string, text: string, edits: readonly LostEdit[]): string {
  const here = edits.filter(({inText}) => inText).toSorted((a, b) => b.found.start - a.found.start)
  const overwritten = here.reduce(
    (result, {found, fresh}) => result.slice(0, found.start) + fresh + result.slice(found.end),
    text
  )
  const elsewhere = edits.filter(({inText}) => !inText)
  return [
    ...(here.length > 0 ? [patch(name, text, overwritten)] : []),
    ...elsewhere.map(({found, fresh}) =>
      patch(name, `${found.body}\n`, `${fresh}\n`, 'the other side of the merge')
    )
  ].join('')
}

function patch(name: string, from: string, to: string, fromLabel = 'edited'): string {
  const lines = createTwoFilesPatch(name, name, from, to, fromLabel, 'generated').split('\n')
  // A heading for patches of many files, which this never is.
  return lines.filter(line => !/^(?:=+$|Index: )/.test(line)).join('\n')
}
