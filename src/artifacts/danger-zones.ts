import type {Problem} from '../errors.ts'
import {parseFragment} from '../markdown/parse.ts'
import type {Block, DocumentPlan, FoundBlock} from './block.ts'
import type {DangerZone, DangerZones, ResolvedZone, Tier} from './danger-zone.ts'
import {readForeignZones} from './danger-zones/foreign/read.ts'
import {readHidden, writeIntro} from './danger-zones/intro.ts'
import {quoteNotes, zonePersonal} from './danger-zones/personal.ts'
import {readResolved, writeResolved} from './danger-zones/resolved-line.ts'
import {readAcceptance} from './danger-zones/status.ts'
import {oneOf, tiers} from './danger-zones/words.ts'
import {readZone, writeZone} from './danger-zones/zone-body.ts'
import {readItems, toBullets} from './lines/bullets.ts'
import {parseDocument} from './regions.ts'

const noneResolved = 'None yet.'
const allAnalyzed = 'Everything that was read was hunted.'
const ownRegions = ['intro', 'resolved', 'unanalyzed']

/**
 * DANGER-ZONES.md as a value, whoever wrote it. Zones without a key comment are foreign. Never fails; what could not
 * be read is told in `problems`, by line and without a path.
 */
export function readDangerZones(text: string): {value: DangerZones; problems: readonly Problem[]} {
  const document = parseDocument(text)
  const region = (id: string) =>
    document.blocks.find(block => block.kind === 'region' && block.id === id)?.body ?? ''
  const found = document.blocks.filter(({kind}) => kind === 'zone').map(readBlock)
  const zones = found.map(({value}) => value)
  const resolved = itemsOf(region('resolved')).flatMap(line => readResolved(line) ?? [])
  // A region of another name is somebody else's: what it holds is read as if they had written it by hand.
  const own = document.blocks.filter(({kind, id}) => kind !== 'region' || ownRegions.includes(id))
  const foreign = readForeignZones(text, own)
  const value = {
    zones,
    resolved,
    foreign: foreign.zones,
    hidden: readHidden(region('intro')),
    unanalyzed: itemsOf(region('unanalyzed')),
    next: Math.max(document.next?.prefix === 'DZ' ? document.next.number : 1, nextNumber(zones, resolved))
  }
  const problems = [document.problems, ...found.map(one => one.problems), foreign.problems].flat()
  return {value, problems}
}

/** The blocks of DANGER-ZONES.md. Foreign zones are not among them: they stay where they stand. */
export function planDangerZones(value: DangerZones): DocumentPlan {
  const accepted = value.zones.filter(({status}) => readAcceptance(status))
  const open = value.zones.filter(({status}) => !readAcceptance(status))
  const inTier = (tier: Tier) => open.filter(zone => zone.tier === tier).map(toBlock)
  return {
    title: 'Danger zones',
    sections: [
      {heading: undefined, blocks: [toRegion('intro', writeIntro(value))]},
      {heading: 'Critical', blocks: inTier('critical'), always: true},
      {heading: 'Elevated', blocks: inTier('elevated'), always: true},
      {heading: 'Accepted', blocks: accepted.map(toBlock), always: true},
      {heading: 'Resolved', blocks: [toList('resolved', value.resolved.map(writeResolved), noneResolved)]},
      {heading: 'Unanalyzed', blocks: [toList('unanalyzed', value.unanalyzed, allAnalyzed)]}
    ],
    owns: (kind, id) => kind === 'zone' || (kind === 'region' && ownRegions.includes(id)),
    next: {prefix: 'DZ', number: value.next},
    personal: {
      ...zonePersonal,
      leave: (kind, body) =>
        kind === 'zone'
          ? quoteNotes(
              body,
              value.zones.map(({notes}) => notes)
            )
          : ''
    }
  }
}

/** One more than the highest number that ever was. */
function nextNumber(zones: readonly DangerZone[], resolved: readonly ResolvedZone[]): number {
  return Math.max(0, ...zones.map(({number}) => number), ...resolved.map(({number}) => number)) + 1
}

function readBlock({body, id, line, section}: FoundBlock): {value: DangerZone; problems: Problem[]} {
  return readZone(body, {key: id, line, tier: oneOf(tiers, section ?? '')})
}

function toBlock(zone: DangerZone): Block {
  return {kind: 'zone', id: zone.key, body: writeZone(zone)}
}

function toRegion(id: string, body: string): Block {
  return {kind: 'region', id, body}
}

function toList(id: string, lines: readonly string[], none: string): Block {
  return toRegion(id, lines.length === 0 ? none : toBullets(lines).join('\n'))
}

function itemsOf(body: string): string[] {
  return readItems(parseFragment(body), body)
}
