import type {TaskFormat} from '../task.ts'
import type {Box} from '../tasks/boxes.ts'

/** How a task file adds something to an item. */
export interface NoteStyle {
  /** A bullet below the item, or further lines of its text. */
  readonly form: 'bullet' | 'text'
  /** Columns at which its lines end; no limit where items are written on one line. */
  readonly width: number
}

const usualWidth = 80

/**
 * The file's own style: text when its items are wrapped over further lines rather than detailed in bullets. Where no item
 * shows it, text in ctx, whose people write so ("Triaged 2026-05-23: …" below the tags), and bullets elsewhere.
 */
export function noteStyleOf(boxes: readonly Box[], format: TaskFormat): NoteStyle {
  const wrapped = boxes.filter(({parts}) => parts[1] !== undefined && !isBullet(parts[1])).length
  const detailed = boxes.filter(({parts}) => parts.slice(1).some(isBullet)).length
  const isText = wrapped > detailed || (wrapped === detailed && format === 'ctx')
  return {form: isText ? 'text' : 'bullet', width: wrapped > 0 ? usualWidth : Number.POSITIVE_INFINITY}
}

function isBullet(part: string): boolean {
  return /^(?:-|\d{1,9}[.)])[ \t]/.test(part)
}
