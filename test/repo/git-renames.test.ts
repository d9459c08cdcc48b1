import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, expect, test, vi} from 'vitest'
import {createRun, readHistory} from '../../src/repo/git.ts'
import {readHistoryOfRenames} from '../../src/repo/git-renames.ts'
import {readRevision} from '../../src/repo/git-revision.ts'
import type {CacheFolder} from '../../src/repo/repo.ts'

// Each case starts git many times.
vi.setConfig({testTimeout: 60_000})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

function createRepository() {
  const root = mkdtempSync(join(tmpdir(), 'groundtruth git '))
  folders.push(root)
  let clock = 1_700_000_000
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {...process.env, GIT_AUTHOR_DATE: `${clock} +0000`, GIT_COMMITTER_DATE: `${clock} +0000`}
    })
  const commit = () => {
    clock += 60
    git('add', '-A')
    git('commit', '--allow-empty', '-m', 'x')
  }
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
  git('init', '-q', '-b', 'main')
  return {root, git, commit, write}
}

function createCache(): CacheFolder & {texts: Map<string, string>} {
  const texts = new Map<string, string>()
  return {texts, read: name => texts.get(name), write: (name, text) => void texts.set(name, text)}
}

/** The history by way of the cache, held against that of the whole log, and which logs were read for it. */
function read(root: string, cache: CacheFolder, engine = 'engine 1') {
  const asked: string[] = []
  const git = createRun(root)
  const run = (args: readonly string[]) => {
    if (args[0] === 'log' && args[1] !== '-1') asked.push(args[2]?.includes('..') ? 'since' : 'all')
    return git(args)
  }
  const revision = readRevision(root)
  const history = revision && readHistoryOfRenames(root, {revision, cache, engine, run})
  const found = history && [[...history.renames], [...history.removed]]
  const whole = readHistory(root)
  expect(found).toEqual(whole && [[...whole.renames], [...whole.removed]])
  return {history, asked}
}

const text = (name: string) =>
  Array.from({length: 20}, (_, index) => `export const ${name}${index} = 1\n`).join('')

function renamedTwice() {
  const repository = createRepository()
  const {write, commit, git} = repository
  write('src/a.ts', text('a'))
  write('src/gone.ts', text('gone'))
  commit()
  git('mv', 'src/a.ts', 'src/b.ts')
  commit()
  git('rm', '-q', 'src/gone.ts')
  git('mv', 'src/b.ts', 'src/c.ts')
  commit()
  return repository
}

test('without a commit there is none', () => {
  const {root} = createRepository()
  expect(readRevision(root)).toBeUndefined()
})

test('renames and removals are those of the whole log, with and without the cache', () => {
  const {root} = renamedTwice()
  const cache = createCache()
  const first = read(root, cache)
  expect([...(first.history?.renames ?? [])]).toEqual([
    ['src/a.ts', 'src/c.ts'],
    ['src/b.ts', 'src/c.ts']
  ])
  expect(first.asked).toEqual(['all'])
  expect(read(root, cache).asked).toEqual([])
  expect(read(root, cache, 'engine 2').asked).toEqual(['all'])
})

test('after commits in a row only these are read', () => {
  const {root, git, commit, write} = renamedTwice()
  const cache = createCache()
  read(root, cache)
  git('mv', 'src/c.ts', 'src/d.ts')
  commit()
  write('src/e.ts', text('e'))
  commit()
  expect(read(root, cache).asked).toEqual(['since'])
})

test('after a merge, a reset or an amended commit all is read again', () => {
  const {root, git, commit, write} = renamedTwice()
  const cache = createCache()
  read(root, cache)
  git('checkout', '-q', '-b', 'side', 'HEAD~1')
  git('mv', 'src/b.ts', 'src/side.ts')
  commit()
  expect(read(root, cache).asked).toEqual(['all'])
  git('checkout', '-q', 'main')
  read(root, cache)
  write('src/x.ts', text('x'))
  commit()
  git('merge', '-q', '-s', 'ours', '-m', 'merge', 'side')
  expect(read(root, cache).asked).toEqual(['all'])
  git('commit', '-q', '--amend', '-m', 'other')
  expect(read(root, cache).asked).toEqual(['all'])
})

test('a folder of a larger work tree has its own, and a damaged cache is made anew', () => {
  const {root} = renamedTwice()
  const cache = createCache()
  read(join(root, 'src'), cache)
  expect(read(join(root, 'src'), cache).asked).toEqual([])
  cache.texts.set('renames', (cache.texts.get('renames') ?? '').replace('src', 'scr').replace('a.ts', 'z.ts'))
  read(join(root, 'src'), cache)
  read(root, cache)
})

test('a shallow clone is never kept: its end may move', () => {
  const {root} = renamedTwice()
  const clone = mkdtempSync(join(tmpdir(), 'groundtruth git '))
  folders.push(clone)
  execFileSync('git', ['clone', '-q', '--depth', '2', `file://${root}`, clone], {stdio: 'ignore'})
  const cache = createCache()
  const before = readRevision(clone)
  read(clone, cache)
  expect(cache.texts.size).toBe(0)
  execFileSync('git', ['fetch', '-q', '--unshallow'], {cwd: clone, stdio: 'ignore'})
  expect(readRevision(clone)).not.toEqual(before)
  read(clone, cache)
})

test('all else of a history is there, read when it is asked for', () => {
  const {root} = renamedTwice()
  const {history} = read(root, createCache())
  const whole = readHistory(root)
  expect(history?.commits).toEqual(whole?.commits)
  expect(history?.head).toBe(whole?.head)
  expect(history?.blame('src/c.ts')).toEqual(whole?.blame('src/c.ts'))
})
