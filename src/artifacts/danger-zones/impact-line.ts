import type {Impact} from '../danger-zone.ts'

/**
 * `d=1: at least 3, d=2: 7, d=3: 12 (2 call sites unresolved)`. All figures are lower bounds, so a zero is never
 * printed as a count.
 */
export function writeImpact({d1, d2, d3, unresolved}: Impact): string {
  const levels = `d=1: ${d1 === 0 ? 'none found' : `at least ${d1}`}, d=2: ${count(d2)}, d=3: ${count(d3)}`
  if (unresolved === 0) return levels
  return `${levels} (${unresolved} call ${unresolved === 1 ? 'site' : 'sites'} unresolved)`
}

/** Reads {@link writeImpact} back; what is not there is 0. */
export function readImpact(text: string): Impact {
  const level = (depth: number) =>
    Number(new RegExp(`d=${depth}:\\s*(?:at least )?(\\d+)`).exec(text)?.[1] ?? 0)
  const unresolved = Number(/\((\d+) call sites? unresolved\)/.exec(text)?.[1] ?? 0)
  return {d1: level(1), d2: level(2), d3: level(3), unresolved}
}

function count(value: number): string {
  return value === 0 ? 'none found' : String(value)
}
