import type {DangerZone} from '../../artifacts/danger-zone.ts'
import {type ClauseJudgement, judged} from './clause-judgement.ts'
import type {Context} from './context.ts'

/** What the zones that an item asks about show, as a judgement each: where it is broken, and the symbol that a test would have to reach. */
export function zoneParts(zones: readonly DangerZone[], {world}: Context): ClauseJudgement[] {
  return zones.map(zone => {
    const symbol = world.facts.symbol(`${zone.path}#${zone.symbol}`)
    return judged({text: zone.title, verb: 'unknown', objects: [zone.symbol], state: 'unmet'}, zone.title, {
      subjects: symbol ? [symbol] : [],
      evidence: zone.evidence.map(({path, line, note}) => ({path, line, role: 'referenced', object: note}))
    })
  })
}

/** A test that shows the failure, then the fix. */
export function zoneStep({symbol, precondition, fix}: DangerZone): string {
  return `a regression test of \`${symbol}\` in which ${bare(precondition)}, then ${bare(fix)}`
}

function bare(sentence: string): string {
  return sentence.trim().replace(/\.$/, '')
}
