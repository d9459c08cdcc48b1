/** Lines by which a finding may miss the range. */
const TOLERANCE = 3
/** A finding that spans more names no place. */
const LONGEST = 60

/** Whether the findings before the fix name the defect, at which rank, and whether it is gone after. */
export function judgeIncident(incident, before, after) {
  const ranges = [[incident.start_line, incident.end_line], ...incident.alt_ranges]
  const onLines = before.filter(one => one.file === incident.file && touches(one, ranges))
  const [hit] = onLines.filter(one => one.category === incident.category)
  const still = after.some(
    one =>
      one.file === incident.file &&
      one.category === incident.category &&
      touches(one, incident.fixed_side_hunks)
  )
  return {
    line: onLines.length > 0,
    hit: hit !== undefined,
    rank: hit?.rank ?? Number.POSITIVE_INFINITY,
    detector: hit?.detector,
    critical: hit?.tier === 'critical',
    paired: hit !== undefined && !still
  }
}

function touches({line, endLine}, ranges) {
  return (
    endLine - line <= LONGEST &&
    ranges.some(([start, end]) => line <= end + TOLERANCE && endLine >= start - TOLERANCE)
  )
}
