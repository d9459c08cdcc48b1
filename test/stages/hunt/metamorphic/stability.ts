import {existsSync, readFileSync} from 'node:fs'
import type {Detector} from '../../../../src/stages/hunt/define-detector.ts'
import {detect} from '../context.ts'
import {type Example, readExamples} from '../examples.ts'
import type {Rewrite} from './rewrites.ts'

export interface Case {
  readonly detector: Detector
  readonly example: Example
  /** The keys of what is found before anything is rewritten. */
  readonly keys: readonly string[]
}

/** Every dangerous example of a detector's page and its file of further ones. */
export function dangerousExamples(detector: Detector): Case[] {
  const pages = [`src/stages/hunt/detectors/${detector.id}.md`, `fixtures/hunt/${detector.id}.md`]
  return pages
    .filter(path => existsSync(path))
    .flatMap(path => readExamples(readFileSync(path, 'utf8')))
    .filter(one => one.dangerous)
    .map(example => ({detector, example, keys: keysOf(detector, example.files)}))
}

/** What a number in the ledger hangs on, without the detector: path, symbol and resource. Sorted. */
export function keysOf(detector: Detector, files: Readonly<Record<string, string>>): string[] {
  return detect(detector, files)
    .candidates.map(one => `${one.path}#${one.symbol} ${one.resource}`)
    .sort()
}

/** `lazy-init-race: a client made by an awaited call`, for each example whose finding a rewrite loses. */
export function lostBy(rewrite: Rewrite, cases: readonly Case[]): string[] {
  return cases
    .filter(one => !survives(rewrite, one))
    .map(({detector, example}) => `${detector.id}: ${example.title}`)
}

function survives(rewrite: Rewrite, {detector, example, keys}: Case): boolean {
  const after = keysOf(detector, rewrite.apply(example.files))
  return rewrite.keepsKeys ? keys.join('\n') === after.join('\n') : after.length > 0
}
