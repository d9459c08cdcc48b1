import type {Problem} from '../../errors.ts'
import {parseFragment} from '../../markdown/parse.ts'
import type {Architecture, CutPart} from '../architecture.ts'
import {readItems} from '../lines/bullets.ts'
import {hasRest} from '../lines/rest-line.ts'
import {parseDocument} from '../regions.ts'
import {fromCodeMap} from './code-map.ts'
import {fromCycles} from './cycles.ts'
import {fromDiagram} from './diagram.ts'
import {fromEntryPoints, fromEnvironment} from './entry-points.ts'
import {fromKeyTypes} from './key-types.ts'
import {fromLayers} from './layers.ts'
import {fromRefuted} from './refuted.ts'

/** ARCHITECTURE.md as a value, whoever wrote it; parts without their region are undefined. */
export function readArchitecture(text: string): {value: Architecture; problems: readonly Problem[]} {
  const document = parseDocument(text)
  const bodies = new Map(
    document.blocks.filter(({kind}) => kind === 'region').map(({id, body}) => [id, body])
  )
  const items = (name: string) => {
    const body = bodies.get(name)
    return body === undefined ? undefined : readItems(parseFragment(body), body)
  }
  const read = <T>(name: string, from: (root: ReturnType<typeof parseFragment>, source: string) => T) => {
    const body = bodies.get(name)
    return body === undefined ? undefined : from(parseFragment(body), body)
  }
  const value = {
    title: titleOf(text),
    overview: items('overview'),
    diagram: read('diagram', fromDiagram),
    layers: read('layers', fromLayers),
    ...read('cycles', fromCycles),
    ...read('code-map', fromCodeMap),
    ...read('entry-points', fromEntryPoints),
    keyTypes: read('key-types', fromKeyTypes),
    invariants: items('invariants'),
    extensionPoints: items('extension-points'),
    crossCutting: items('cross-cutting'),
    environment: read('cross-cutting', fromEnvironment),
    coverage: items('coverage'),
    flows: items('flows'),
    confidence: items('confidence'),
    cut: cutParts(bodies),
    refuted: read('refuted', fromRefuted)
  }
  return {value: withoutUndefined(value), problems: document.problems}
}

const parts: readonly CutPart[] = ['code-map', 'cross-cutting', 'key-types']

function cutParts(bodies: ReadonlyMap<string, string>): readonly CutPart[] | undefined {
  const cut = parts.filter(part => hasRest(bodies.get(part) ?? ''))
  return cut.length === 0 ? undefined : cut
}

function titleOf(text: string): string {
  return /^#[ \t]+(.+?)[ \t]*$/m.exec(text)?.[1] ?? ''
}

function withoutUndefined(value: {[Key in keyof Architecture]: Architecture[Key] | undefined}): Architecture {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined)
  ) as unknown as Architecture
}
