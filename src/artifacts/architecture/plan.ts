import type {Architecture, CutPart} from '../architecture.ts'
import type {Block, DocumentPlan, PersonalParts} from '../block.ts'
import {toBullets, toNumberedList} from '../lines/bullets.ts'
import {toRest} from '../lines/rest-line.ts'
import {toCodeMap} from './code-map.ts'
import {toCycles} from './cycles.ts'
import {toDiagram} from './diagram.ts'
import {toEntryPoints, toEnvironment} from './entry-points.ts'
import {toKeyTypes} from './key-types.ts'
import {toLayers} from './layers.ts'
import {carryPurposes, leavePurposes, restorePurposes, stripPurposes} from './purpose-column.ts'
import {toRefuted} from './refuted.ts'

/** Which stage writes a region. */
export type ArchitectureOwner = 'map' | 'enrich'

const owners: Readonly<Record<string, ArchitectureOwner>> = {
  overview: 'map',
  diagram: 'map',
  layers: 'map',
  cycles: 'map',
  'code-map': 'map',
  'key-types': 'map',
  'entry-points': 'map',
  flows: 'enrich',
  invariants: 'map',
  'extension-points': 'map',
  'cross-cutting': 'map',
  coverage: 'map',
  confidence: 'enrich',
  refuted: 'enrich'
}

const offered =
  'Offered: these hold today. Move one out of this region to make it meant, and `groundtruth check` gates it; put it under a heading "Not invariants" to be rid of it.'
const noFlows = 'No chain of calls from an entry point could be followed.'
const flowCaption =
  'Each arrow is a call that the code on its left holds, callbacks included. Calls through parameters, fields and interfaces that did not resolve are not followed.'

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
      {heading: 'Map', blocks: blocks('diagram', 'layers', 'cycles')},
      {heading: 'Code map', blocks: blocks('code-map', 'key-types')},
      {heading: 'Entry points and flows', blocks: blocks('entry-points', 'flows')},
      {heading: 'Invariants', blocks: blocks('invariants')},
      {heading: 'Where to change what', blocks: blocks('extension-points')},
      {heading: 'Cross-cutting', blocks: blocks('cross-cutting')},
      {heading: 'Coverage', blocks: blocks('coverage', 'confidence', 'refuted')}
    ].filter(section => section.blocks.length > 0),
    owns: (kind, id) => kind === 'region' && owned(id),
    personal
  }
}

function toBodies(value: Architecture): Record<string, string[] | false | undefined> {
  const {overview, diagram, components, keyTypes, entryPoints, invariants, crossCutting, coverage} = value
  const isCut = (part: CutPart) => value.cut?.includes(part) ?? false
  return {
    overview: overview && toBullets(overview),
    diagram: diagram && toDiagram(diagram),
    layers: value.layers && toLayers(value.layers),
    cycles: filled(value.cycles) && toCycles(value.cycles, value.moreCycles ?? 0),
    'code-map': components && toCodeMap(components, value.mostImported ?? [], isCut('code-map')),
    'key-types': filled(keyTypes) && [...toKeyTypes(keyTypes), ...toRest(isCut('key-types'))],
    'entry-points':
      entryPoints && toEntryPoints(entryPoints, value.moreEntryPoints ?? 0, value.entryPatterns ?? []),
    flows: value.flows && toFlows(value.flows),
    invariants: invariants && toInvariants(invariants),
    'extension-points': filled(value.extensionPoints) && toBullets(value.extensionPoints),
    'cross-cutting': crossCutting && [
      ...toCrossCutting(crossCutting, value),
      ...toRest(isCut('cross-cutting'))
    ],
    coverage: coverage && toBullets(coverage),
    confidence: value.confidence && toBullets(value.confidence),
    refuted: value.refuted && toRefuted(value.refuted)
  }
}

/** A region that would say nothing is not there. */
function filled<T>(rows: readonly T[] | undefined): rows is readonly T[] {
  return rows !== undefined && rows.length > 0
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
