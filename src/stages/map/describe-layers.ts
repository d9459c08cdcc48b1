import type {Architecture} from '../../artifacts/architecture.ts'
import type {Component} from './component.ts'
import type {Layer} from './layers.ts'

/** Over this share of components on rings there is no order worth showing. */
const ringedShare = 1 / 2
const maximumRows = 11

const caption =
  'Order that the imports of values allow, numbered from the bottom: a component imports values of components with lower numbers only. Parentheses hold a ring, whose members have no order among themselves.'

/** The layers as numbered lines, or why there is no order; undefined when there is only one layer and no ring. */
export function describeLayers(
  layers: readonly Layer[],
  components: readonly Component[]
): Architecture['layers'] {
  const groups = layers.flatMap(layer => layer.groups)
  const ringed = groups.filter(group => group.length > 1).flat()
  if (ringed.length > groups.flat().length * ringedShare)
    return {caption: 'No order of layers: most components lie on rings of imports.', rows: []}
  if (layers.length < 2) return undefined
  if (layers.length > maximumRows)
    return {caption: 'The order that the imports allow has too many layers to be shown here.', rows: []}
  const partial = new Set(components.filter(each => each.partial).map(({path}) => path))
  const name = (path: string) => `\`${path}\`${partial.has(path) ? ' (rest)' : ''}`
  return {
    caption,
    rows: layers.map(layer => layer.groups.map(group => toGroup(group.map(name))).join(', '))
  }
}

function toGroup(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`
}
