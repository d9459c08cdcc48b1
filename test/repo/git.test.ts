import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, describe, expect, it, vi} from 'vitest'
import {readHistory} from '../../src/repo/git.ts'

// Each case starts git many times.
vi.setConfig({testTimeout: 60_000})

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

/** A repository in a temporary folder; `commit` writes (or, with undefined, removes) files and commits them. */
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
  const write = (files: Record<string, string | undefined>) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), {recursive: true})
      if (text === undefined) rmSync(join(root, path))
      else writeFileSync(join(root, path), text)
    }
  }
  const commit = (subject: string, files: Record<string, string | undefined>) => {
    clock += 60
    write(files)
    git('add', '-A')
    git('commit', '--allow-empty', '-m', subject)
  }
  git('init', '-q', '-b', 'main')
  return {root, git, write, commit}
}

const long = Array.from({length: 20}, (_, index) => `export const value${index} = ${index}\n`).join('')

function filesBySubject(root: string): Record<string, readonly string[]> {
  const commits = readHistory(root)?.commits ?? []
  return Object.fromEntries(commits.map(({subject, files}) => [subject, files]))
}

describe('readHistory', () => {
  it('gives nothing without a repository', () => {
    const root = mkdtempSync(join(tmpdir(), 'groundtruth-'))
    folders.push(root)
    expect(readHistory(root)).toBeUndefined()
  })

  it('gives nothing without a commit', () => {
    expect(readHistory(createRepository().root)).toBeUndefined()
  })

  it('gives nothing when git is not there', () => {
    expect(readHistory('/', {run: () => undefined})).toBeUndefined()
  })

  it('lists commits newest first with odd paths as they are', () => {
    const {root, commit} = createRepository()
    commit('first', {'src/a b#ü.ts': '1\n'})
    commit('second', {'src/b.ts': '1\n'})
    const history = readHistory(root)
    expect(
      history?.commits.map(({subject, files, author, time}) => ({subject, files, author, time}))
    ).toEqual([
      {subject: 'second', files: ['src/b.ts'], author: 'Ada', time: 1_700_000_120},
      {subject: 'first', files: ['src/a b#ü.ts'], author: 'Ada', time: 1_700_000_060}
    ])
    expect(history?.shallow).toBe(false)
  })

  it('follows renames to the name at HEAD', () => {
    const {root, commit} = createRepository()
    commit('made', {'src/old.ts': long})
    commit('renamed', {'src/old.ts': undefined, 'src/middle.ts': long})
    commit('again', {'src/middle.ts': undefined, 'lib/new.ts': long})
    expect(filesBySubject(root)).toEqual({
      again: ['lib/new.ts'],
      renamed: ['lib/new.ts'],
      made: ['lib/new.ts']
    })
    expect([...(readHistory(root)?.renames ?? [])]).toEqual([
      ['src/middle.ts', 'lib/new.ts'],
      ['src/old.ts', 'lib/new.ts']
    ])
  })

  it('knows which commit removed a file, under every name it had', () => {
    const {root, commit, git} = createRepository()
    commit('made', {'a.ts': long, 'kept.ts': '1\n'})
    commit('renamed', {'a.ts': undefined, 'b.ts': long})
    commit('removed', {'b.ts': undefined})
    const hash = git('rev-parse', 'HEAD').trim()
    const history = readHistory(root)
    expect([...(history?.removed ?? [])]).toEqual([
      ['a.ts', hash],
      ['b.ts', hash]
    ])
    expect(history?.renames.size).toBe(0)
  })

  it('does not call a file removed that came back', () => {
    const {root, commit} = createRepository()
    commit('made', {'a.ts': '1\n', 'b.ts': '1\n'})
    commit('removed', {'a.ts': undefined})
    commit('back', {'a.ts': '2\n'})
    expect(readHistory(root)?.removed.size).toBe(0)
  })

  it('keeps two files apart that had one name after the other', () => {
    const {root, commit} = createRepository()
    commit('made', {'a.ts': long})
    commit('moved', {'a.ts': undefined, 'b.ts': long})
    commit('anew', {'a.ts': 'export {}\n'})
    expect(filesBySubject(root)).toEqual({anew: ['a.ts'], moved: ['b.ts'], made: ['b.ts']})
    expect(readHistory(root)?.renames.size).toBe(0)
  })

  it('leaves out commits that touch only artifacts, and artifacts in others', () => {
    const {root, commit} = createRepository()
    commit('code', {'a.ts': '1\n', 'ARCHITECTURE.md': '# A\n'})
    commit('artifacts', {'docs/TRIAGE.md': '# T\n', 'DANGER-ZONES.md': '# D\n'})
    commit('empty', {})
    expect(filesBySubject(root)).toEqual({code: ['a.ts']})
  })

  it('reads a folder of a larger work tree relative to the folder', () => {
    const {root, commit} = createRepository()
    commit('inside', {'packages/a/src/x.ts': '1\n'})
    commit('outside', {'packages/b/src/x.ts': '1\n'})
    expect(filesBySubject(join(root, 'packages/a'))).toEqual({inside: ['src/x.ts']})
  })

  it('says that a clone is shallow', () => {
    const {root, commit} = createRepository()
    commit('first', {'a.ts': '1\n'})
    commit('second', {'a.ts': '2\n'})
    const clone = mkdtempSync(join(tmpdir(), 'groundtruth-'))
    folders.push(clone)
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${encodeURI(root)}`, clone], {
      stdio: 'ignore'
    })
    expect(readHistory(clone)).toMatchObject({shallow: true, commits: [{subject: 'second'}]})
  })

  it('dates each line at HEAD by its author', () => {
    const {root, commit, write} = createRepository()
    commit('first', {'a.ts': 'one\ntwo\n'})
    commit('second', {'a.ts': 'one\nTWO\n'})
    write({'a.ts': 'not committed\n', 'new.ts': '1\n'})
    const history = readHistory(root)
    expect(history?.blame('a.ts')).toEqual([1_700_000_060, 1_700_000_120])
    expect(history?.blame('new.ts')).toBeUndefined()
  })

  it('gives the texts of both sides and their base during a merge', () => {
    const {root, commit, git} = createRepository()
    commit('base', {'a.md': 'base\n'})
    git('checkout', '-q', '-b', 'side')
    commit('side', {'a.md': 'side\n'})
    git('checkout', '-q', 'main')
    commit('ours', {'a.md': 'ours\n'})
    try {
      git('merge', 'side')
    } catch {
      // The conflict is what the test is about.
    }
    expect(readHistory(root)?.versions('a.md')).toEqual(['ours\n', 'base\n', 'side\n'])
    expect(readHistory(root)?.versions('none.md')).toEqual([])
    // No process can be asked for it.
    expect(readHistory(root)?.versions('a\0.md')).toEqual([])
  })

  it('is not led astray by the environment of a hook', () => {
    const {root, commit} = createRepository()
    commit('first', {'a.ts': '1\n'})
    process.env.GIT_DIR = '/nowhere'
    try {
      expect(filesBySubject(root)).toEqual({first: ['a.ts']})
    } finally {
      delete process.env.GIT_DIR
    }
  })
})
