import {toCodeSpan} from '../../artifacts/lines/code-span.ts'
import type {CoupledPair} from './change-coupling.ts'
import type {Mismatch} from './clusters.ts'
import type {Hotspot} from './hotspots.ts'
import type {Registry} from './registries.ts'

const named = 3
const namedNeighbours = 5

/** What DETAILED_DESIGN.md says of each value, as single-line Markdown. */
export function registrySentence({path, listedIn, members, unregistered}: Registry): string {
  const shown = members.slice(0, named).map(toCodeSpan).join(', ')
  const more = members.length > named ? ` and ${members.length - named} more` : ''
  const left = unregistered.map(({path: id, tests}) => {
    const users = tests.length === 0 ? '' : ` (but by the test ${tests.map(toCodeSpan)[0]})`
    return `${toCodeSpan(id)}${users}`
  })
  const rest =
    left.length === 0 ? '' : `; exported alike, not in the list and imported by nobody: ${left.join(', ')}`
  return `${toCodeSpan(listedIn)} lists ${shown}${more} of ${toCodeSpan(path)}${rest}`
}

export function mismatchSentence({module, home, tiedTo, neighbours, atHome}: Mismatch): string {
  const shown = neighbours.slice(0, namedNeighbours).map(toCodeSpan).join(', ')
  const more = neighbours.length > namedNeighbours ? ' and others' : ''
  const own = atHome === 0 ? 'to none of' : 'to few of'
  return `${toCodeSpan(module)} is tied more to ${toCodeSpan(tiedTo)} than to its own ${toCodeSpan(home)}: imports lead from or to ${shown}${more} there, ${own} its own`
}

export function hotspotSentence({path, revisions, complexity}: Hotspot): string {
  return `${toCodeSpan(path)}: changed by at least ${revisions} commits, at least ${complexity} branches`
}

export function couplingSentence({from, to, degree}: CoupledPair): string {
  return `${toCodeSpan(from)} and ${toCodeSpan(to)}: at least ${Math.round(degree * 100)} %`
}
