import type {DangerZones} from '../../artifacts/danger-zone.ts'
import {readDangerZones} from '../../artifacts/danger-zones.ts'
import {GroundtruthError} from '../../errors.ts'
import {nearestName} from '../../pipeline/nearest-name.ts'
import type {InstalledStryker} from '../../prove/disk-installed.ts'
import {guardOfZone} from '../../prove/find-guard.ts'
import {
  detectorFields,
  type ExplainedDetector,
  type Explanation,
  explainFields
} from '../../report/explanation.ts'
import {formatJson} from '../../report/json.ts'
import {explanationText} from '../../report/text/explanation.ts'
import {detectors} from '../../stages/hunt/detectors/index.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {openSession} from '../open-session.ts'
import type {Invocation} from '../options.ts'
import {readOwnFile} from '../own-package.ts'
import {createPrinter} from '../printer.ts'
import {proveAll, requireStryker} from '../prove/prover.ts'

/** `groundtruth explain DZ-7|DETECTOR`: a zone as DANGER-ZONES.md has it, or what a detector looks for. */
export async function explain(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const subject = invocation.arguments[0] ?? ''
  const stryker = invocation.options.prove ? requireStryker() : undefined
  const explanation = explainDetector(subject) ?? (await explainZone(subject, invocation, context, stryker))
  if (stryker && !explanation.zone) throw noGuardIn(subject)
  if (invocation.options.json)
    context.stdout.write(
      formatJson({schemaVersion: 1, command: 'explain', subject, ...explainFields(explanation)})
    )
  else createPrinter(invocation.options, context).result(explanationText(explanation))
  return 0
}

function noGuardIn(subject: string): GroundtruthError {
  return new GroundtruthError('prove/unknown', `Expected a zone that hunt found, got '${subject}'`, {
    hint: '`triage --prove` takes task items'
  })
}

function explainDetector(id: string): Explanation | undefined {
  const detector = findDetector(id.toLowerCase())
  return detector && {detector}
}

function findDetector(id: string): ExplainedDetector | undefined {
  const detector = detectors.find(each => each.id === id || each.code.toLowerCase() === id)
  // Without its page, what the detector says of itself is enough.
  return detector && detectorFields(detector, readOwnFile(`src/stages/hunt/detectors/${detector.id}.md`))
}

async function explainZone(
  label: string,
  invocation: Invocation,
  context: CliContext,
  stryker: InstalledStryker | undefined
): Promise<Explanation> {
  const {options} = invocation
  const {session, location} = await openSession(invocation, undefined, context)
  const text = session.store.read('DANGER-ZONES.md')
  const zones = text === undefined ? undefined : readDangerZones(text).value
  const explanation = zones && findZone(label, zones)
  if (explanation?.zone && stryker) {
    const found = guardOfZone(explanation.zone, session.facts())
    const subject = {found, reaching: []}
    const [proof] = await proveAll([subject], stryker, {session, root: location.root, options}, context)
    return {...explanation, ...(proof ? {proof} : {})}
  }
  if (explanation) return explanation
  throw unknownSubject(label, zones)
}

function findZone(label: string, {zones, resolved, foreign}: DangerZones): Explanation | undefined {
  const isMeant = (number: number) => `DZ-${number}` === label.toUpperCase()
  const zone = zones.find(({number}) => isMeant(number))
  if (zone) {
    const detector = findDetector(zone.detector)
    return {zone, ...(detector ? {detector} : {})}
  }
  const foreignZone = foreign.find(each => each.label.toLowerCase() === label.toLowerCase())
  if (foreignZone) return {foreignZone}
  const old = resolved.find(({number}) => isMeant(number))
  return old && {resolved: old}
}

function unknownSubject(label: string, zones: DangerZones | undefined): GroundtruthError {
  const labels = [
    ...(zones?.zones ?? []).map(({number}) => `DZ-${number}`),
    ...(zones?.foreign ?? []).map(each => each.label)
  ]
  const nearest = nearestName(label, [...labels, ...detectors.map(({id}) => id)])
  const where = zones ? '' : '; there is no DANGER-ZONES.md yet, which `groundtruth hunt` makes'
  return new GroundtruthError('explain/unknown', `Expected a zone or a detector, got '${label}'${where}`, {
    hint:
      nearest === undefined
        ? `detectors are ${detectors.map(({id}) => id).join(', ')}`
        : `did you mean ${nearest}?`
  })
}
