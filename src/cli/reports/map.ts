import {componentConfidence} from '../../pipeline/component-confidence.ts'
import {mapFields} from '../../report/map.ts'
import {countOf} from '../../report/text/count.ts'
import type {MapValue} from '../../stages/map/index.ts'
import type {Report, View} from '../stage-command.ts'

/** What map found, for printing. */
export function mapReport(value: MapValue, {session, shows}: View): Report {
  const facts = session.facts()
  const fields = mapFields({
    components: value.components,
    dependencies: value.dependencies,
    rows: value.architecture.components ?? [],
    confidence: componentConfidence(value.components, facts),
    facts,
    shows
  })
  const unresolved = fields.unresolved.length
  return {
    fields,
    text: '',
    summary: [
      countOf(fields.components.length, 'component'),
      countOf(facts.modules.filter(({id}) => shows(id)).length, 'module'),
      countOf(fields.imports.length, 'import'),
      ...(unresolved > 0 ? [`${unresolved} unresolved`] : [])
    ].join(', '),
    gates: new Set()
  }
}
