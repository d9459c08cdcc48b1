import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {openDiskRepo} from '../../src/repo/disk.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'
import type {Repo} from '../../src/repo/repo.ts'
import {type ResolutionCase, readCases} from './resolution-cases.ts'
import {createOracle} from './typescript-oracle.ts'

const folder = new URL('../../fixtures/resolution/', import.meta.url)
const pages = readdirSync(folder)
  .sort()
  .map(name => [name.replace(/\.md$/, ''), readCases(readFileSync(new URL(name, folder), 'utf8'))] as const)

describe.each(pages)('%s', (_name, cases) => {
  it.each(cases.map(each => [each.title, each] as const))('%s', (_title, each) => {
    expect(withRepo(each, linesOf)).toEqual(each.expected)
  })

  it.each(cases.map(each => [each.title, each] as const))('as TypeScript resolves it: %s', (_title, each) => {
    expect(otherLines(each)).toEqual(each.others.map(line => line.replace(/ # .*$/, '')).sort())
    for (const line of each.others) expect(line).toMatch(/ # \S/)
  })
})

it('holds enough cases', () => expect(pages.flatMap(([, cases]) => cases).length).toBeGreaterThanOrEqual(70))

it('gives the same without what an installation adds', () => {
  for (const each of pages.flatMap(([, cases]) => cases))
    expect(linesOf(createMemoryRepo(each.files))).toEqual(each.expected)
})

/** Where links matter the repository lies on disk. */
function withRepo<T>({files, links}: ResolutionCase, use: (repo: Repo) => T): T {
  if (Object.keys(links).length === 0) return use(createMemoryRepo(files))
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'groundtruth-')))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), {recursive: true})
      writeFileSync(join(root, path), text)
    }
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(join(root, path)), {recursive: true})
      symlinkSync(join(root, target), join(root, path))
    }
    return use(openDiskRepo(root))
  } finally {
    rmSync(root, {recursive: true})
  }
}

function linesOf(repo: Repo): string[] {
  const {imports, unresolved, externals} = readFacts(repo)
  const missing = new Set(unresolved.map(placeOf))
  return [
    ...imports.map(edge => {
      const flags = [edge.typeOnly && 'type-only', edge.inferred && 'inferred'].filter(Boolean)
      return [placeOf(edge), '->', edge.to, edge.kind, ...flags].join(' ')
    }),
    ...unresolved.map(each => `${placeOf(each)}: ${each.cause}`),
    ...externals
      .filter(each => !missing.has(placeOf(each)))
      .map(each => `${placeOf(each)} = ${each.name}${each.typeOnly ? ' type-only' : ''}`)
  ].sort()
}

function placeOf({from, line, specifier}: {from: string; line: number; specifier: string}): string {
  return `${from}:${line} ${specifier}`
}

/** What TypeScript says where it does not say what is expected; what is inferred is no matter of its. */
function otherLines({files, expected}: ResolutionCase): string[] {
  const oracle = createOracle(files)
  return expected
    .flatMap(line => {
      const [, from, at, specifier, to, kind] =
        /^(.*?):(\d+) (.*?)(?: -> (\S+) (.*)|: (?:file-not-found|not-in-exports)| = .*)$/.exec(line) ?? []
      if (from === undefined || specifier === undefined || kind?.includes('inferred')) return []
      const found = oracle(from, specifier, kind?.startsWith('require') ?? false)
      return found === to ? [] : [`${from}:${at} ${specifier} -> ${found ?? 'nothing'}`]
    })
    .sort()
}
