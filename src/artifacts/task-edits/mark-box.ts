import type {TaskFormat} from '../task.ts'
import {stateOfMarker} from '../tasks/state.ts'

const box = /^(\uFEFF?[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[)([^\]\r\n]?)(\].*)$/

/** A letter that says neither open, in progress nor done is a person's own word, and stays. */
const plainMarkers: ReadonlySet<string> = new Set(['', ' ', '/', '-', 'x', 'X'])

/**
 * The line with its box ticked (by `letter`) or cleared, every other byte as it was. Undefined when that changes nothing
 * or would overwrite a marker of a person's own.
 */
export function markBox(
  line: string,
  isDone: boolean,
  letter: string,
  format: TaskFormat
): string | undefined {
  const [, before, marker, after] = box.exec(line) ?? []
  if (before === undefined || marker === undefined || after === undefined) return undefined
  if (!plainMarkers.has(marker)) return undefined
  const {state} = stateOfMarker(marker, format)
  if (state !== (isDone ? 'open' : 'done')) return undefined
  return `${before}${isDone ? letter : ' '}${after}`
}

/** `X` where the file ticks with capitals alone (spec-kit), else `x`. */
export function tickLetterOf(markers: readonly string[]): string {
  return markers.includes('X') && !markers.includes('x') ? 'X' : 'x'
}
