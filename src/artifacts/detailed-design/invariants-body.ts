import {parseFragment} from '../../markdown/parse.ts'
import type {InvariantRow} from '../detailed-design.ts'
import {readTable, toTable} from '../lines/table.ts'

const caption =
  'What was counted for the invariants that ARCHITECTURE.md offers, and for those it has no room for.'

/** The evidence of offered invariants as Markdown lines. */
export function toInvariantsBody(rows: readonly InvariantRow[]): string[] {
  const cells = rows.map(({text, holds, of, counted}) => [text, `${holds} of ${of}`, counted])
  return ['## Invariants offered', '', caption, '', ...toTable(['invariant', 'holds for', 'counted'], cells)]
}

/** The inverse of {@link toInvariantsBody}. */
export function fromInvariantsBody(body: string): InvariantRow[] {
  return readTable(parseFragment(body), body).flatMap(([text = '', share = '', counted = '']) => {
    const numbers = /^(\d+) of (\d+)$/.exec(share)
    return numbers ? [{text, holds: Number(numbers[1]), of: Number(numbers[2]), counted}] : []
  })
}
