import type {Problem} from '../../errors.ts'
import type {ComponentReach, DetailedDesign} from '../detailed-design.ts'
import {parseDocument} from '../regions.ts'
import {fromCyclesBody} from './cycles-body.ts'
import {fromDetailBody} from './detail-body.ts'
import {fromEnrichedBodies} from './enriched-bodies.ts'
import {fromInvariantsBody} from './invariants-body.ts'
import {fromKeyTypesBody} from './key-types-body.ts'
import {pathOf} from './plan.ts'
import {fromReachBody} from './reach-body.ts'

/** DETAILED_DESIGN.md and its files as one value, in the order of the texts. */
export function readDetailedDesign(texts: readonly string[]): {
  value: DetailedDesign
  problems: readonly Problem[]
} {
  const documents = texts.map(text => parseDocument(text))
  const blocks = documents.flatMap(({blocks}) => blocks)
  const reach: ComponentReach[] = blocks
    .filter(({id}) => id.startsWith('reach:'))
    .map(({id, body}) => fromReachBody(pathOf(id), body))
  const keyTypes = blocks.filter(({id}) => id === 'key-types').flatMap(({body}) => fromKeyTypesBody(body))
  const cycles = blocks.filter(({id}) => id === 'cycles').flatMap(({body}) => fromCyclesBody(body))
  const invariants = blocks
    .filter(({id}) => id === 'invariants')
    .flatMap(({body}) => fromInvariantsBody(body))
  return {
    value: {
      title: /^#[ \t]+(.+?)[ \t]*$/m.exec(texts[0] ?? '')?.[1] ?? '',
      ...(keyTypes.length === 0 ? {} : {keyTypes}),
      ...(cycles.length === 0 ? {} : {cycles}),
      ...(invariants.length === 0 ? {} : {invariants}),
      details: blocks
        .filter(({id}) => id.startsWith('component:'))
        .flatMap(({body}) => fromDetailBody(body) ?? []),
      reach,
      ...fromEnrichedBodies(name => blocks.find(({id}) => id === name)?.body)
    },
    problems: documents.flatMap(({problems}) => problems)
  }
}
