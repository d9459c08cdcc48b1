import {checkSchema} from './check.ts'
import {doctorSchema} from './doctor.ts'
import {enrichSchema} from './enrich.ts'
import {errorSchema} from './error.ts'
import {explainSchema} from './explain.ts'
import {hubSchemas} from './hub.ts'
import {huntSchema} from './hunt.ts'
import {impactSchema} from './impact.ts'
import {mapSchema} from './map.ts'
import {prescribeSchema} from './prescribe.ts'
import {removeSchema} from './remove.ts'
import {runSchema} from './run.ts'
import {triageSchema} from './triage.ts'

/** The form of each document that `--json` prints, by command; `error` for exit 2. */
export const schemas = {
  check: checkSchema,
  doctor: doctorSchema,
  enrich: enrichSchema,
  error: errorSchema,
  explain: explainSchema,
  hunt: huntSchema,
  impact: impactSchema,
  map: mapSchema,
  prescribe: prescribeSchema,
  remove: removeSchema,
  run: runSchema,
  triage: triageSchema,
  ...hubSchemas
}
