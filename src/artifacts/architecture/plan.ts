import type {Architecture} from '../architecture.ts'
import type {Block, DocumentPlan, PersonalParts} from '../block.ts'
import {toBullets, toNumberedList} from '../lines/bullets.ts'
import {toCodeMap} from './code-map.ts'
import {toDiagram} from './diagram.ts'
import {toEntryPoints, toEnvironment} from './entry-points.ts'
import {carryPurposes, leavePurposes, restorePurposes, stripPurposes} from './purpose-column.ts'
import {toRefuted} from './refuted.ts'

/** Which stage writes a region. */
export type ArchitectureOwner = 'map' | 'enrich'

const owners: Readonly<Record<string, ArchitectureOwner>> = {
  overview: 'map',
  diagram: 'map',
  'code-map': 'map',
  'entry-points': 'map',
  flows: 'enrich',
  invariants: 'map',
  'cross-cutting': 'map',
  coverage: 'map',
  confidence: 'enrich',
  refuted: 'enrich'
}

const offered =
  'Offered: these hold today. Move one out of this region to make it meant, and `groundtruth check` gates it; put it under a heading "Not invariants" to be rid of it.'
const noFlows = 'No chain of three calls or more from an entry point could be followed.'
const flowCaption =
  'Each arrow is a call that the code on its left holds. Calls through parameters and fields that did not resolve are not followed.'

const personal: PersonalParts = {
  strip: (_kind, body) => (isCodeMap(body) ? stripPurposes(body) : body),
  carry: (_kind, oldBody, newBody) => (isCodeMap(newBody) ? carryPurposes(oldBody, newBody) : newBody),
  restore: (_kind, oldBody, newBody) => (isCodeMap(newBody) ? restorePurposes(oldBody, newBody) : oldBody),
  leave: (_kind, body) => (isCodeMap(body) ? leavePurposes(body) : '')
}

/** The blocks of ARCHITECTURE.md that `stages` write; parts that are undefined are not planned. */
export function planArchitecture(value: Architecture, stages: readonly ArchitectureOwner[]): DocumentPlan {
  const bodies = toBodies(value)
  const owned = (name: string) => stages.includes(owners[name] ?? 'map') && name in owners
  const blocks = (...names: string[]): Block[] =>
    names.flatMap(name => {
      const body = bodies[name]
      return owned(name) && body ? [{kind: 'region' as const, id: name, body: body.join('\n')}] : []
    })
  return {
    title: value.title,
    sections: [
      {heading: undefined, blocks: blocks('overview')},
      {heading: 'Map', blocks: blocks('diagram')},
      {heading: 'Code map', blocks: blocks('code-map')},
      {heading: 'Entry points and flows', blocks: blocks('entry-points', 'flows')},
      {heading: 'Invariants', blocks: blocks('invariants')},
      {heading: 'Cross-cutting', blocks: blocks('cross-cutting')},
      {heading: 'Coverage', blocks: blocks('coverage', 'confidence', 'refuted')}
    ].filter(section => section.blocks.length > 0),
    owns: (kind, id) => kind === 'region' && owned(id),
    personal
  }
}

function toBodies(value: Architecture): Record<string, string[] | undefined> {
  const {overview, diagram, components, entryPoints, invariants, crossCutting, coverage} = value
  return {
    overview: overview && toBullets(overview),
    diagram: diagram && toDiagram(diagram),
    'code-map': components && toCodeMap(components, value.mostImported ?? []),
    'entry-points':
      entryPoints && toEntryPoints(entryPoints, value.moreEntryPoints ?? 0, value.entryPatterns ?? []),
    flows: value.flows && toFlows(value.flows),
    invariants: invariants && toInvariants(invariants),
    'cross-cutting': crossCutting && toCrossCutting(crossCutting, value),
    coverage: coverage && toBullets(coverage),
    confidence: value.confidence && toBullets(value.confidence),
    refuted: value.refuted && toRefuted(value.refuted)
  }
}

function toFlows(flows: readonly string[]): string[] {
  return flows.length === 0 ? [noFlows] : [flowCaption, '', ...toNumberedList(flows)]
}

function toInvariants(invariants: readonly string[]): string[] {
  return invariants.length === 0 ? ['None is offered.'] : [offered, '', ...toNumberedList(invariants)]
}

function toCrossCutting(sentences: readonly string[], {environment = []}: Architecture): string[] {
  return [...toBullets(sentences), ...(environment.length === 0 ? [] : ['', ...toEnvironment(environment)])]
}

function isCodeMap(body: string): boolean {
  return /^\|\s*component\s*\|\s*purpose\s*\|/m.test(body)
}
