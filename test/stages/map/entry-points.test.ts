import {describe, expect, it} from 'vitest'
import type {EntryPoint, EntryPointKind} from '../../../src/facts/facts.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {listComponentEntries} from '../../../src/stages/map/component-entries.ts'
import {listEntryPoints} from '../../../src/stages/map/entry-points.ts'

const at = (kind: EntryPointKind, name: string, path: string, line = 1): EntryPoint => ({
  kind,
  name,
  path,
  line
})
const factsWith = (entryPoints: readonly EntryPoint[]) => ({...readFacts(createMemoryRepo({})), entryPoints})
const sourcesWith = (entryPoints: readonly EntryPoint[]) => ({
  facts: factsWith(entryPoints),
  readText: () => undefined
})

describe('the table of entry points', () => {
  /** Each as `kind name path`. */
  function check(entries: readonly EntryPoint[], expected: string[], more = 0): void {
    const found = listEntryPoints(sourcesWith(entries))
    expect(found.rows.map(({kind, name, path}) => `${kind} ${name} ${path}`)).toEqual(expected)
    expect(found.more).toBe(more)
  }
  const routes = (folder: string, count: number) =>
    Array.from({length: count}, (_, index) => at('route', `GET /${index}`, `${folder}/r${index}.ts`))

  it('has a row for each file and kind that code registers, after what a manifest names', () =>
    check(
      [
        at('script', 'dev', 'src/cli.ts'),
        at('route', 'DELETE /x', 'src/api.ts'),
        at('route', 'GET /x', 'src/api.ts'),
        at('route', 'POST /x', 'src/api.ts'),
        at('command', 'build', 'src/cli.ts'),
        at('bin', 'tool', 'src/cli.ts')
      ],
      ['bin tool src/cli.ts', 'route DELETE /x, GET /x and 1 more src/api.ts', 'command build src/cli.ts']
    ))
  it('joins the files of a kind when there are too many rows', () => {
    check(
      [
        ...routes('src/api', 12),
        at('schedule', '* * * * *', 'src/jobs/a.ts'),
        at('bin', 'tool', 'src/cli.ts')
      ],
      ['bin tool src/cli.ts', 'route GET /0, GET /1 and 10 more src/api', 'schedule * * * * * src/jobs/a.ts']
    )
    check(
      [...routes('src/api', 2), ...routes('src/web/old', 2), ...routes('src/web/new', 9)],
      ['route GET /0, GET /1 and 7 more src']
    )
  })
  it('joins the largest kind first, and no more than it must', () => {
    const scripts = Array.from({length: 5}, (_, index) => at('script', `s${index}`, `scripts/${index}.mjs`))
    check(
      [...scripts, ...routes('src/api', 4), at('bin', 'tool', 'src/cli.ts'), at('main', '.', 'src/index.ts')],
      [
        'bin tool src/cli.ts',
        'main . src/index.ts',
        ...[0, 1, 2, 3].map(index => `route GET /${index} src/api/r${index}.ts`),
        'script s0, s1 and 3 more scripts'
      ]
    )
  })
  it('joins by top folder, and neither files of the root nor what manifests name', () => {
    check(
      [...routes('a/x', 6), ...routes('b', 5)],
      [
        'route GET /0, GET /1 and 4 more a/x',
        ...[0, 1, 2, 3, 4].map(index => `route GET /${index} b/r${index}.ts`)
      ]
    )
    const bins = Array.from({length: 11}, (_, index) => at('bin', `b${index}`, `src/${index}.ts`))
    check(
      bins,
      bins.slice(0, 10).map(({name, path}) => `bin ${name} ${path}`),
      1
    )
    const scripts = Array.from({length: 11}, (_, index) => at('script', `s${index}`, `s${index}.mjs`))
    check(
      scripts,
      scripts.slice(0, 10).map(({name, path}) => `script ${name} ${path}`),
      1
    )
  })
  it('stays when lines move', () => {
    const entries = [at('route', 'GET /a', 'src/a.ts', 9), at('route', 'GET /b', 'src/a.ts', 3)]
    const moved = entries.map(entry => ({...entry, line: 20 - entry.line}))
    expect(listEntryPoints(sourcesWith(moved))).toEqual(listEntryPoints(sourcesWith(entries)))
  })
})

describe('entry points of a component', () => {
  it('come from its modules, ways in from outside first, with what names them', () => {
    const component = {id: 'src', path: 'src', partial: false, modules: ['src/a.ts', 'src/b.ts']}
    const bin: EntryPoint = {...at('bin', 'tool', 'src/b.ts', 4), namedIn: 'package.json'}
    const facts = factsWith([
      at('command', 'build', 'src/a.ts', 7),
      at('command', 'add', 'src/a.ts', 9),
      bin,
      at('route', 'GET /', 'lib/c.ts')
    ])
    expect(listComponentEntries(component, facts)).toEqual([
      bin,
      at('command', 'build', 'src/a.ts', 7),
      at('command', 'add', 'src/a.ts', 9)
    ])
  })
})
