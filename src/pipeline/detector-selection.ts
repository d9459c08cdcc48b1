import {GroundtruthError} from '../errors.ts'
import {type Config, configName} from './config.ts'
import {nearestName} from './nearest-name.ts'

/**
 * The ids of the detectors that the settings switch off, in the order of `known`.
 * Throws `config/invalid` for an id that is not known.
 */
export function ignoredDetectors(detectors: Config['detectors'], known: readonly string[]): string[] {
  const isList = Array.isArray(detectors)
  const named: readonly string[] = isList ? detectors : Object.keys(detectors)
  for (const id of named) if (!known.includes(id)) throw unknownDetector(id, known)
  if (isList) return known.filter(id => !named.includes(id))
  return known.filter(id => (detectors as Readonly<Record<string, boolean>>)[id] === false)
}

function unknownDetector(id: string, known: readonly string[]): GroundtruthError {
  const nearest = nearestName(id, known)
  return new GroundtruthError(
    'config/invalid',
    `Expected ids of detectors under "detectors" in ${configName}, got "${id}"`,
    {
      hint: nearest === undefined ? `known are ${known.join(', ')}` : `did you mean "${nearest}"?`
    }
  )
}
