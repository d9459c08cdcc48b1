import type {Problem} from '../../errors.ts'
import {parseFragment} from '../../markdown/parse.ts'
import type {Architecture} from '../architecture.ts'
import {readItems} from '../lines/bullets.ts'
import {parseDocument} from '../regions.ts'
import {fromCodeMap} from './code-map.ts'
import {fromDiagram} from './diagram.ts'
import {fromEntryPoints, fromEnvironment} from './entry-points.ts'
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
    ...read('code-map', fromCodeMap),
    ...read('entry-points', fromEntryPoints),
    invariants: items('invariants'),
    crossCutting: items('cross-cutting'),
    environment: read('cross-cutting', fromEnvironment),
    coverage: items('coverage'),
    flows: items('flows'),
    confidence: items('confidence'),
    refuted: read('refuted', fromRefuted)
  }
  return {value: withoutUndefined(value), problems: document.problems}
}

function titleOf(text: string): string {
  return /^#[ \t]+(.+?)[ \t]*$/m.exec(text)?.[1] ?? ''
}

function withoutUndefined(value: {[Key in keyof Architecture]: Architecture[Key] | undefined}): Architecture {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined)
  ) as unknown as Architecture
}
