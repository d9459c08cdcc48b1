import type {Facts, References} from '../../../src/facts/facts.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import type {Detector, DetectorContext} from '../../../src/stages/hunt/define-detector.ts'
import {type Detection, judgeAll} from '../../../src/stages/hunt/judge-all.ts'

export const noReferences: References = {
  source: 'syntax',
  list: [],
  unresolvedCalls: new Map(),
  calls: {seen: 0, resolved: 0},
  callsIn: new Map()
}

/** The facts of a repository given as path to text. */
export function factsOf(files: Readonly<Record<string, string>>): Facts {
  return readFacts(createMemoryRepo(files))
}

/** What one detector says of a repository given as path to text. */
export function detect(detector: Detector, files: Readonly<Record<string, string>>): Detection {
  const facts = factsOf(files)
  const context: DetectorContext = {
    facts,
    references: noReferences,
    modules: facts.modules.filter(one => one.role === 'source').map(one => one.id),
    ast: id => facts.ast(id)
  }
  const [detection] = judgeAll([detector], context)
  return detection as Detection
}
