import type {Problem} from '../errors.ts'
import type {BlockKind} from './block.ts'
import type {MarkerEvent} from './list-markers.ts'

/** The `next DZ=12` line. */
export interface FoundNext {
  readonly prefix: string
  readonly number: number
  readonly start: number
  readonly end: number
  readonly line: number
}

/** Where a block stands; offsets as in {@link FoundBlock}. */
export interface Span {
  readonly kind: BlockKind
  readonly id: string
  readonly hash: string
  readonly start: number
  readonly end: number
  readonly bodyStart: number
  readonly bodyEnd: number
  readonly line: number
}

interface Pairing {
  readonly spans: Span[]
  readonly problems: Problem[]
  /** The last line on which each region ends. */
  readonly ends: ReadonlyMap<string, number>
  next?: FoundNext
  /** The region that is open, at its begin marker. */
  open?: {id: string; hash: string; start: number; end: number; line: number}
  /** The last anchor and the level of the first heading after it. */
  anchor?: {start: number; line: number; depth?: number; broken: boolean}
}

/** Blocks in the order of their ends; what pairs with nothing is a problem. */
export function pairMarkers(events: readonly MarkerEvent[]): Pairing {
  const pairing: Pairing = {spans: [], problems: [], ends: listEnds(events)}
  for (const event of events) pair(event, pairing)
  return pairing
}

/** The last line on which each region ends. */
function listEnds(events: readonly MarkerEvent[]): Map<string, number> {
  const ends = events.flatMap(event =>
    event.kind === 'marker' && event.marker.kind === 'end' ? [[event.marker.id, event.line] as const] : []
  )
  return new Map(ends)
}

function pair(event: MarkerEvent, pairing: Pairing): void {
  if (event.kind === 'problem') pairing.problems.push(unreadable(event))
  else if (event.kind === 'item') pairItem(event, pairing)
  else if (event.kind === 'anchor') pairing.anchor = {start: event.start, line: event.line, broken: false}
  else if (event.kind === 'heading') noteHeading(event.depth, pairing)
  else if (event.marker.kind === 'begin') beginRegion(event, event.marker, pairing)
  else if (event.marker.kind === 'end') endRegion(event, event.marker.id, pairing)
  else if (event.marker.kind === 'key') endZone(event, event.marker, pairing)
  else noteNext(event, event.marker, pairing)
}

/** A second heading of the zone's own level belongs to another zone, whose anchor is gone. */
function noteHeading(depth: number, {anchor}: Pairing): void {
  if (!anchor) return
  if (anchor.depth === undefined) anchor.depth = depth
  else if (depth <= anchor.depth) anchor.broken = true
}

function pairItem(event: MarkerEvent & {kind: 'item'}, pairing: Pairing): void {
  delete pairing.anchor
  if (pairing.open) pairing.problems.push(nested(event, `the item \`${event.id}\``, pairing.open.id))
  else pairing.spans.push({...event, kind: event.block, bodyStart: event.start})
}

function beginRegion(event: MarkerEvent, {id, hash}: {id: string; hash: string}, pairing: Pairing): void {
  delete pairing.anchor
  const ends = (pairing.ends.get(id) ?? 0) > event.line
  if (pairing.open) pairing.problems.push(nested(event, `the region \`${id}\``, pairing.open.id))
  else if (!ends) pairing.problems.push(halfRegion({id, line: event.line}, 'begins here and never ends'))
  else pairing.open = {id, hash, start: event.start, end: event.end, line: event.line}
}

function endRegion(event: MarkerEvent, id: string, pairing: Pairing): void {
  delete pairing.anchor
  const {open} = pairing
  if (!open) pairing.problems.push(halfRegion({id, line: event.line}, 'ends here and never begins'))
  else if (open.id !== id) pairing.problems.push(crossing(event, id, open.id))
  else {
    pairing.spans.push({...open, kind: 'region', bodyStart: open.end, bodyEnd: event.start, end: event.end})
    delete pairing.open
  }
}

function endZone(event: MarkerEvent, {id, hash}: {id: string; hash: string}, pairing: Pairing): void {
  const {anchor, open} = pairing
  delete pairing.anchor
  if (open) pairing.problems.push(nested(event, `the key \`${id}\``, open.id))
  else if (!anchor || anchor.broken) pairing.problems.push(halfZone(event, id))
  else
    pairing.spans.push({
      ...{kind: 'zone', id, hash, start: anchor.start, line: anchor.line},
      ...{bodyStart: anchor.start, bodyEnd: event.start, end: event.end}
    })
}

function noteNext(event: MarkerEvent, marker: {prefix: string; number: number}, pairing: Pairing): void {
  const {start, end, line} = event
  if (pairing.open) pairing.problems.push(nested(event, 'the next line', pairing.open.id))
  else if (pairing.next)
    pairing.problems.push({
      kind: 'duplicate-marker',
      line,
      message: `a second next line; the first is in line ${pairing.next.line}`
    })
  else pairing.next = {prefix: marker.prefix, number: marker.number, start, end, line}
}

function unreadable({problem, line}: {problem: string; line: number}): Problem {
  const message =
    problem === 'malformed-marker'
      ? 'expected a groundtruth marker on a line of its own, got one that cannot be read'
      : 'a groundtruth marker stands where none is looked for: inside other text or a nested list'
  return {kind: problem, line, message}
}

function halfRegion({id, line}: {id: string; line: number}, what: string): Problem {
  return {kind: 'half-region', line, message: `the generated region \`${id}\` ${what}`}
}

function halfZone({line}: {line: number}, id: string): Problem {
  return {kind: 'half-region', line, message: `the key comment \`${id}\` has no zone or list item above it`}
}

function nested({line}: {line: number}, what: string, region: string): Problem {
  return {kind: 'nested-marker', line, message: `${what} stands inside the generated region \`${region}\``}
}

function crossing({line}: {line: number}, id: string, open: string): Problem {
  return {
    kind: 'crossing-marker',
    line,
    message: `the end of \`${id}\` stands inside the generated region \`${open}\``
  }
}
