import type {Problem} from '../../../errors.ts'
import {parseMarkdown} from '../../../markdown/parse.ts'
import type {FoundBlock} from '../../block.ts'
import type {ForeignZone} from '../../danger-zone.ts'
import {findPieces} from './find-pieces.ts'
import {outline} from './outline.ts'
import {listProblems} from './problems.ts'
import {readRows} from './read-rows.ts'
import {toZone} from './to-zone.ts'
import {labelPieces} from './zone-labels.ts'

/**
 * Zones that a person or another tool wrote, in source order, with labels that no other has; `blocks` are our own.
 *
 * Tables that sum zones up give them what they do not say themselves; a row that tells of a zone which is described
 * nowhere else is that zone. Problems name, by line, what went into no zone and is no introduction, rows that name no
 * zone, and values of fields that were not understood.
 */
export function readForeignZones(
  text: string,
  blocks: readonly FoundBlock[]
): {zones: ForeignZone[]; problems: Problem[]} {
  const source = text.startsWith('\u{FEFF}') ? text.replace('\u{FEFF}', ' ') : text
  const sections = outline(parseMarkdown(source), source, blocks)
  const pieces = findPieces(sections, source)
  const own = blocks.flatMap(({body}) => /^### (DZ-\d+)/m.exec(body)?.[1] ?? [])
  const labels = labelPieces(pieces, own)
  const known = new Set([...labels, ...own])
  const read = pieces.map((piece, at) => ({
    piece,
    ...toZone(piece, labels[at] ?? '', source.slice(piece.start, piece.end), known)
  }))
  const {zones, rows, unclear} = readRows(read, sections, known, source)
  return {
    zones: zones.toSorted((a, b) => a.line - b.line),
    problems: listProblems({source, blocks, sections, read, rows, unclear})
  }
}
