import type {Evidence} from '../danger-zone.ts'
import {protect, splitUnprotected, unprotect} from '../lines/protect.ts'
import {takePlace, writePlace} from './place.ts'

/** Between two pieces; a note that holds the same characters has its semicolon escaped. */
const separator = /; (?=`[^`]+:\d+`|``)/

/** `` `a.ts:1` note; `b.ts:2` note ``. */
export function writeEvidence(evidence: readonly Evidence[]): string {
  return evidence.map(writePiece).join('; ')
}

/** Reads {@link writeEvidence} back; pieces without a place are left out. */
export function readEvidence(text: string): Evidence[] {
  return splitUnprotected(text, separator).flatMap(piece => {
    const place = takePlace(piece)
    if (!place) return []
    return [{path: place.path, line: place.startLine, note: unprotect(place.rest.trim(), separator)}]
  })
}

function writePiece({path, line, note}: Evidence): string {
  return `${writePlace({path, startLine: line, endLine: line})} ${protect(note, separator)}`.trimEnd()
}
