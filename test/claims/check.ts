import {expect} from 'vitest'
import type {JudgedClaim} from '../../src/claims/claim.ts'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {createWorld, type World} from '../../src/claims/world.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import type {History} from '../../src/repo/history.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

export type Files = Readonly<Record<string, string>>

export function worldOf(files: Files, history?: Partial<History>): World {
  const repo = createMemoryRepo(files)
  const full: History = {
    head: 'a',
    shallow: false,
    commits: [],
    renames: new Map(),
    removed: new Map(),
    blame: () => undefined,
    versions: () => [],
    ...history
  }
  return createWorld({repo, facts: readFacts(repo), ...(history ? {history: full} : {})})
}

/** `line kind subject[ -> object]: verdict (reason)` for each claim of `doc.md`. */
export function judge(markdown: string, files: Files, history?: Partial<History>): string[] {
  return judgeDocument('doc.md', markdown, worldOf({'doc.md': markdown, ...files}, history)).map(toLine)
}

/** Asserts what one document's claims come to. */
export function check(markdown: string, files: Files, expected: readonly string[]): void {
  expect(judge(markdown, files)).toEqual(expected)
}

function toLine({line, kind, subject, object, verdict, reason}: JudgedClaim): string {
  return `${line} ${kind} ${subject}${object === undefined ? '' : ` -> ${object}`}: ${verdict} (${reason})`
}
