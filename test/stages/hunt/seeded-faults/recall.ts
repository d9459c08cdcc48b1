import {readdirSync, readFileSync} from 'node:fs'
import type {Detector} from '../../../../src/stages/hunt/define-detector.ts'
import {detect} from '../context.ts'
import {readExamples} from '../examples.ts'
import {type Mutant, type Mutator, mutantsOf} from './mutants.ts'

/** A small healthy program. */
export interface Program {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
}

const FOLDER = 'fixtures/hunt/seeded'

/** The programs, sorted by name. */
export function readPrograms(): Program[] {
  return readdirSync(FOLDER)
    .sort()
    .map(name => {
      const page = readFileSync(`${FOLDER}/${name}`, 'utf8').replace(/^# /, '## Not found\n\n### ')
      return {name: name.replace(/\.md$/, ''), files: readExamples(page)[0]?.files ?? {}}
    })
}

/** `lazy-init-race src/pool.ts:31`, for each thing that any detector finds; sorted. */
export function findingsIn(
  detectors: readonly Detector[],
  files: Readonly<Record<string, string>>
): string[] {
  return detectors
    .flatMap(one =>
      detect(one, files).candidates.map(({path, startLine}) => `${one.id} ${path}:${startLine}`)
    )
    .sort()
}

export interface Recall {
  readonly found: readonly Mutant[]
  readonly missed: readonly Mutant[]
}

/** Which faults of a mutator are found by a detector of a category that fits. */
export function recallOf(
  detectors: readonly Detector[],
  programs: readonly Program[],
  mutator: Mutator
): Recall {
  const fitting = detectors.filter(one => mutator.categories.includes(one.category))
  const mutants = programs.flatMap(one => mutantsOf(one.files, mutator))
  const isFound = (one: Mutant) => findingsIn(fitting, one.files).length > 0
  return {found: mutants.filter(isFound), missed: mutants.filter(one => !isFound(one))}
}
