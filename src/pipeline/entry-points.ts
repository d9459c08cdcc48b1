import {compareBy} from '../base/compare.ts'
import type {Facts} from '../facts/facts.ts'
import type {StageResult} from '../stages/result.ts'
import {configName} from './config.ts'

/** The facts with the entry points that the settings name; a path that is no module is a problem. */
export function addEntryPoints(facts: Facts, paths: readonly string[]): StageResult<Facts> {
  if (paths.length === 0) return {value: facts, problems: []}
  const known = new Set(facts.entryPoints.map(({path}) => path))
  const added = paths
    .filter(path => facts.module(path) !== undefined && !known.has(path))
    .map(path => ({kind: 'config', name: path, path, line: 1}) as const)
  const missing = paths.filter(path => facts.module(path) === undefined)
  return {
    // A copy with the prototype would lose what a class keeps private; facts are a plain object.
    value: {...facts, entryPoints: [...facts.entryPoints, ...added.sort(compareBy(({path}) => path))]},
    problems: missing.map(path => ({
      kind: 'entry-point-missing',
      path: configName,
      message: `entry point ${path} is no source file of the repository`
    }))
  }
}
