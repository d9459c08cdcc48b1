import type {DangerZones} from '../danger-zone.ts'
import {readAcceptance} from './status.ts'

const purpose =
  'Where this code can fail, most risky first: each part of a score is 1 to 3, numbers are stable and never reused.'
const ownership =
  '`Status` is yours: `open`, `accepted: reason`, `false positive: reason` or `fixed`; so is a line `- **Notes**: …` at the end of a zone.'
const nothing = 'No suspicion survived its challenges; that is no proof that nothing is wrong.'

/** The `intro` region: what the file is, how to use `Status`, what is shown and how much is not. */
export function writeIntro(value: Pick<DangerZones, 'zones' | 'hidden'>): string {
  const hidden = value.hidden > 0 ? ` ${value.hidden} more under \`--all\`.` : ''
  return `${purpose}\n${ownership}\n\n${shown(value.zones)}${hidden}`
}

/** How many findings the `intro` region says are hidden. */
export function readHidden(body: string): number {
  return Number(/(\d+) more under `--all`/.exec(body)?.[1] ?? 0)
}

function shown(zones: DangerZones['zones']): string {
  if (zones.length === 0) return nothing
  const accepted = zones.filter(({status}) => readAcceptance(status)).length
  const count = (tier: string) =>
    zones.filter(zone => zone.tier === tier && !readAcceptance(zone.status)).length
  return `Shown: ${count('critical')} critical, ${count('elevated')} elevated, ${accepted} accepted.`
}
