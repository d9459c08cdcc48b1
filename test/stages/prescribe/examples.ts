import type {NextActions} from '../../../src/artifacts/action.ts'
import type {DangerZone, DangerZones, ForeignZone} from '../../../src/artifacts/danger-zone.ts'
import type {SatisfiedAction, Triage, TriageRow} from '../../../src/artifacts/triage-row.ts'

/** A zone of score `score` with detection gap `gap`, in `path`. */
export function zone(
  number: number,
  more: Partial<DangerZone> & {gap?: 1 | 2 | 3; total?: number} = {}
): DangerZone {
  const {gap = 3, total = gap === 1 ? 7 : 8, ...rest} = more
  const likelihood = Math.min(3, total - gap - 1)
  const symbol = rest.symbol ?? `run${number}`
  const path = rest.path ?? 'src/a.ts'
  return {
    ...{
      number,
      key: `check-then-act/${path}/${symbol}/r${number}`,
      detector: 'check-then-act',
      tier: 'critical'
    },
    ...{status: 'open', category: 'concurrency', confidence: 'high'},
    score: {likelihood, blastRadius: total - gap - likelihood, detectionGap: gap, total},
    ...{path, startLine: 10, endLine: 20, symbol, title: `two callers can both win ${number}`},
    ...{failureMode: 'both write', precondition: 'Two callers overlap.'},
    failurePath: ['The first looks.', 'The second looks.', 'Both write.'],
    silence: 'nothing throws',
    impact: {d1: 3, d2: 0, d3: 0, unresolved: 0},
    detectionGap: 'no test',
    evidence: [{path, line: 11, note: 'check'}],
    challenged: [],
    fix: `Open atomically in \`${symbol}\`, ${number}; drop the check.`,
    falsifiedBy: 'one winner',
    ...rest
  }
}

export function zones(list: readonly DangerZone[], foreign: readonly ForeignZone[] = []): DangerZones {
  return {zones: list, resolved: [], foreign, hidden: 0, unanalyzed: [], next: 99}
}

export function triage(actions: readonly SatisfiedAction[] = [], open: readonly TriageRow[] = []): Triage {
  return {actions, open, settled: [], holding: 0, omitted: 0}
}

/** Each section's actions as `NA-1 test DZ-1`. */
export function outlineOf({actions, accepted}: NextActions): Record<string, string[]> {
  const lines = (section: string) =>
    actions
      .filter(action => action.section === section)
      .map(({number, kind, zones, tasks, claims, after}) => {
        const cites = [...zones, ...tasks.map(({file}) => file), ...claims].join(' ')
        return `NA-${number} ${kind} ${cites}${after.length > 0 ? ` after ${after.join(' ')}` : ''}`
      })
  const all = {
    ...{now: lines('now'), next: lines('next'), later: lines('later'), done: lines('done')},
    accepted: accepted.map(({zone, rationale}) => `${zone}: ${rationale}`)
  }
  return Object.fromEntries(Object.entries(all).filter(([, list]) => list.length > 0))
}
