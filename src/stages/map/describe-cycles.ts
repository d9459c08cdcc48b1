import type {Architecture} from '../../artifacts/architecture.ts'
import type {CycleRow} from '../../artifacts/detailed-design.ts'
import type {Cycle} from './cycles.ts'

const shownRings = 3
const longestChain = 5
const shownMembers = 50

/** The first rings as one Markdown sentence each, small ones first; nothing when there is none. */
export function describeCycles(cycles: readonly Cycle[]): Pick<Architecture, 'cycles' | 'moreCycles'> {
  if (cycles.length === 0) return {}
  const sorted = [...cycles].sort((a, b) => a.loop.length - b.loop.length)
  const more = cycles.length - shownRings
  return {
    cycles: sorted.slice(0, shownRings).map(toSentence),
    ...(more > 0 ? {moreCycles: more} : {})
  }
}

/** Every ring for DETAILED_DESIGN.md. */
export function listCycles(cycles: readonly Cycle[]): CycleRow[] {
  return cycles.map(({members, loop, cut: {from, to, line, reason}}) => ({
    members: members.slice(0, shownMembers),
    moreMembers: Math.max(0, members.length - shownMembers),
    loop,
    cut: {from, to, line, reason}
  }))
}

function toSentence({members, loop, cut}: Cycle): string {
  const larger = members.length > loop.length ? ', a shortest loop of a larger ring' : ''
  return `${chain(loop)}${larger}. Cheapest to cut: \`${cut.from}\` imports \`${cut.to}\`; ${cut.reason}.`
}

function chain(loop: readonly string[]): string {
  const [first, second] = loop
  if (loop.length === 2) return `\`${first}\` and \`${second}\` import each other`
  const links = loop.map((from, index) => `\`${from}\` imports \`${loop[index + 1] ?? first}\``)
  if (links.length <= longestChain) return `${links.slice(0, -1).join(', ')}, and ${links.at(-1)}`
  return `${links[0]}, ${links[1]}, and so on until ${links.at(-1)}`
}
