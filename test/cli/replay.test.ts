import {describe, expect, test} from 'vitest'
import type {Outcome} from '../../src/cli/outcome.ts'
import {createReplay} from '../../src/cli/replay.ts'
import {createMemoryRepo, createMemoryStore} from '../../src/repo/memory.ts'
import type {CacheFolder} from '../../src/repo/repo.ts'

type Files = Readonly<Record<string, string>>

const outcome: Outcome = {
  text: '',
  summary: 'all is as it was',
  problems: [{kind: 'syntax', path: 'src/a.ts', line: 1, message: 'Expected a semicolon'}],
  artifacts: [{path: 'ARCHITECTURE.md', change: 'unchanged'}]
}
const files: Files = {'src/a.ts': 'export {}\n', 'README.md': '# a\n'}
const artifacts: Files = {'ARCHITECTURE.md': '# A\n', 'docs/design/a.md': '# a\n'}

function createFolder(): CacheFolder & {texts: Map<string, string>} {
  const texts = new Map<string, string>()
  return {texts, read: name => texts.get(name), write: (name, text) => void texts.set(name, text)}
}

interface Start {
  readonly key?: string
  readonly sources?: Files
  readonly written?: Files
  readonly revision?: string | undefined
}

function open(folder: CacheFolder, start: Start = {}) {
  const {key = 'key', sources = files, written = artifacts, revision} = start
  return createReplay<Outcome>({
    folder,
    name: 'map',
    key,
    repo: createMemoryRepo({...sources, ...written}),
    store: createMemoryStore({...written}),
    revision: () => revision
  })
}

/** A run that reads one module, looks for a folder, and reads and lists its artifacts. */
function run(folder: CacheFolder, start: Start = {}) {
  const replay = open(folder, start)
  const {repo, store} = replay.through
  repo.read('src/a.ts')
  repo.exists('docs/ARCHITECTURE.md')
  repo.exists('docs')
  store.read('ARCHITECTURE.md')
  store.read('DETAILED_DESIGN.md')
  store.list('docs/design/')
  return replay
}

test('an earlier outcome is found when everything is as it was', () => {
  const folder = createFolder()
  expect(open(folder).find()).toBeUndefined()
  run(folder).keep(outcome, [])
  expect(open(folder).find()).toEqual(outcome)
})

test('a file that the run did not read may change', () => {
  const folder = createFolder()
  run(folder).keep(outcome, [])
  expect(open(folder, {sources: {...files, 'README.md': '# other\n'}}).find()).toEqual(outcome)
})

describe('an earlier outcome is not taken', () => {
  test.each<[string, Start]>([
    ['a file that was read changed', {sources: {...files, 'src/a.ts': 'export {} // more\n'}}],
    ['a file was added', {sources: {...files, 'src/b.ts': ''}}],
    ['a file is gone', {sources: {'src/a.ts': 'export {}\n'}}],
    ['an artifact was edited', {written: {...artifacts, 'ARCHITECTURE.md': '# B\n'}}],
    ['an artifact is gone', {written: {'docs/design/a.md': '# a\n'}}],
    ['an artifact was added', {written: {...artifacts, 'DETAILED_DESIGN.md': '# D\n'}}],
    ['another part of the design lies there', {written: {...artifacts, 'docs/design/b.md': '# b\n'}}],
    ['the options or the engine are others', {key: 'other key'}]
  ])('when %s', (_, start) => {
    const folder = createFolder()
    run(folder).keep(outcome, [])
    expect(open(folder, start).find()).toBeUndefined()
  })

  test('when a byte of it changed', () => {
    const folder = createFolder()
    run(folder).keep(outcome, [])
    folder.texts.set('map', (folder.texts.get('map') ?? '').replace('as it was', 'as it is'))
    expect(open(folder).find()).toBeUndefined()
  })
})

describe('an outcome that is kept with what the run is about to write', () => {
  const writes = [
    {artifact: 'ARCHITECTURE.md', path: 'ARCHITECTURE.md', after: '# New\n'},
    {artifact: 'DETAILED_DESIGN.md', path: 'DETAILED_DESIGN.md', after: '# D\n'},
    {artifact: 'docs/design/a.md', path: 'docs/design/a.md', after: undefined},
    {artifact: 'docs/design/b.md', path: 'docs/design/b.md', after: '# b\n'}
  ]
  const after = {'ARCHITECTURE.md': '# New\n', 'DETAILED_DESIGN.md': '# D\n', 'docs/design/b.md': '# b\n'}

  test('is found once that is written', () => {
    const folder = createFolder()
    run(folder).keep(outcome, writes)
    expect(open(folder, {written: after}).find()).toEqual(outcome)
  })

  test('is not found while it is not', () => {
    const folder = createFolder()
    run(folder).keep(outcome, writes)
    expect(open(folder).find()).toBeUndefined()
    expect(
      open(folder, {written: {...after, 'ARCHITECTURE.md': '# New\n\nEdited.\n'}}).find()
    ).toBeUndefined()
  })
})

describe('an outcome in which git had a part', () => {
  const kept = (revision: string | undefined) => {
    const folder = createFolder()
    run(folder, {revision}).keep(outcome, [], true)
    return folder
  }

  test('is found while git stands where it stood', () => {
    expect(open(kept('a'), {revision: 'a'}).find()).toEqual(outcome)
    expect(open(kept(undefined)).find()).toEqual(outcome)
  })

  test('is not found after a commit, or when a repository came or went', () => {
    expect(open(kept('a'), {revision: 'b'}).find()).toBeUndefined()
    expect(open(kept('a')).find()).toBeUndefined()
    expect(open(kept(undefined), {revision: 'a'}).find()).toBeUndefined()
  })

  test('is found wherever git stands when it was not asked', () => {
    const folder = createFolder()
    run(folder, {revision: 'a'}).keep(outcome, [])
    expect(open(folder, {revision: 'b'}).find()).toEqual(outcome)
  })
})
