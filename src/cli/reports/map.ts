import {buildGraph} from '../../report/graph/build-graph.ts'
import {formatGraph} from '../../report/graph/format-graph.ts'
import {isGraphFormat} from '../../report/graph/formats.ts'
import {mapFields} from '../../report/map.ts'
import {countOf} from '../../report/text/count.ts'
import type {MapValue} from '../../stages/map/index.ts'
import type {Report, View} from '../stage-command.ts'

/** What map found, for printing. */
export function mapReport(value: MapValue, view: View): Report {
  const {session, shows} = view
  const facts = session.facts()
  const fields = mapFields({
    components: value.components,
    dependencies: value.dependencies,
    details: value.details.details ?? [],
    measures: value.measures,
    keyTypes: value.details.keyTypes ?? [],
    cycles: value.cycles,
    layers: value.layers,
    invariants: value.invariants,
    extensionPoints: value.extensionPoints,
    facts,
    shows
  })
  const unresolved = fields.unresolved.length
  return {
    fields,
    text: '',
    ...graphDocument(value, view),
    summary: [
      countOf(fields.components.length, 'component'),
      countOf(facts.modules.filter(({id}) => shows(id)).length, 'module'),
      countOf(fields.imports.length, 'import'),
      ...(unresolved > 0 ? [`${unresolved} unresolved`] : [])
    ].join(', '),
    gates: new Set()
  }
}

/** The document of a `--format` other than json. */
function graphDocument(
  {components, dependencies, details: {details = []}}: MapValue,
  {session, options: {format}, shows}: View
): Pick<Report, 'document'> {
  if (!isGraphFormat(format)) return {}
  const {layout} = session.facts()
  const name = layout.packages.find(({path}) => path === '')?.name ?? session.fallbackName
  const graph = buildGraph({name, components, dependencies, details, layout, shows})
  return {document: formatGraph(format, graph)}
}
