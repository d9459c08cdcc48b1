import type {EntryRow} from '../../artifacts/detailed-design.ts'
import {compareBy} from '../../base/compare.ts'
import type {Facts} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {entryRank} from './entry-rank.ts'

/** Where a component is entered from outside, the ways in first, then the project's own scripts; sorted by path within a kind. */
export function listComponentEntries({modules}: Component, facts: Facts): EntryRow[] {
  const own = new Set(modules)
  return facts.entryPoints
    .filter(({path}) => own.has(path))
    .sort(
      compareBy(
        ({kind}) => entryRank[kind],
        ({path}) => path,
        ({namedIn}) => namedIn ?? '',
        ({line}) => line,
        ({name}) => name
      )
    )
}
