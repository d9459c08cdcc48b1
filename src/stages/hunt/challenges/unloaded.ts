import type {Facts, ModuleId} from '../../../facts/facts.ts'
import type {DetectorContext} from '../define-detector.ts'
import {undecided} from '../machinery/detection.ts'
import type {CommonChallenge} from './common-challenge.ts'

/** A module that nothing in the repository loads may be dead, so likelihood is 1; or it is loaded in a way that is not seen. */
export const unloaded: CommonChallenge = (candidate, context) => {
  if (isLoaded(candidate.path, context)) return candidate
  const evidence = `is the module loaded at all? nothing imports \`${candidate.path}\` and no manifest names it`
  return {
    ...candidate,
    likelihood: 1,
    challenged: [...candidate.challenged, undecided('unloaded', evidence)]
  }
}

const known = new WeakMap<Facts, ReadonlySet<ModuleId>>()

/** Where no entry point is known at all, every module may be one. */
function isLoaded(path: ModuleId, {facts}: DetectorContext): boolean {
  const loaded = known.get(facts) ?? loadedModules(facts)
  known.set(facts, loaded)
  return facts.entryPoints.length === 0 || loaded.has(path)
}

function loadedModules({imports, entryPoints, registrations}: Facts): ReadonlySet<ModuleId> {
  return new Set([
    ...imports.filter(edge => !edge.typeOnly).map(edge => edge.to),
    ...entryPoints.map(entry => entry.path),
    ...registrations.map(registration => registration.path)
  ])
}
