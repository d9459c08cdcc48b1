import type {JudgedClaim} from '../../../src/claims/claim.ts'
import {judgeDocument} from '../../../src/claims/judge-document.ts'
import {createWorld} from '../../../src/claims/world.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {type MapValue, map} from '../../../src/stages/map/index.ts'

export type Files = Readonly<Record<string, string>>

/** What map finds, with the judgement that `check` would give a sentence. */
export function mapAndJudge(files: Files): {value: MapValue; judge(sentence: string): JudgedClaim[]} {
  const repo = createMemoryRepo(files)
  const facts = readFacts(repo)
  const world = createWorld({repo, facts})
  const {value} = map({facts, readText: path => repo.read(path), fallbackName: 'x'})
  return {value, judge: sentence => judgeDocument('ARCHITECTURE.md', sentence, world)}
}
