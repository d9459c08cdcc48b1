import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import type {DocumentPlan} from '../../src/artifacts/block.ts'
import {readBothSides} from '../../src/artifacts/conflicts.ts'
import {parseDocument} from '../../src/artifacts/regions.ts'
import {updateDocument} from '../../src/artifacts/update-document.ts'
import {changing, fullPlan, plan, region, zone} from './sample-plan.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundtruth-merge-'))
  git('init', '--quiet', '--initial-branch=main')
})
afterEach(() => rmSync(folder, {recursive: true, force: true}))

const identity = [
  '-c',
  'user.name=A',
  '-c',
  'user.email=a@example.com',
  '-c',
  'commit.gpgsign=false',
  '-c',
  'core.autocrlf=false'
]

function git(...args: string[]): string {
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
}

const path = () => join(folder, 'D.md')
const read = () => readFileSync(path(), 'utf8')

function commit(text: string): void {
  writeFileSync(path(), text)
  git('add', '.')
  git('commit', '--quiet', '-m', 'x')
}

/** The texts that the repository knows: HEAD, its parents, MERGE_HEAD, the merge base. */
function versions(): string[] {
  const show = (revision: string) => {
    try {
      return [git('show', `${revision}:D.md`)]
    } catch {
      // No such revision: no parent, no merge under way.
      return []
    }
  }
  const heads = ['HEAD', 'HEAD^1', 'HEAD^2', 'MERGE_HEAD'].flatMap(show)
  return [...heads, ...(heads.length > 0 ? show('main~1') : [])]
}

function update(old: string | undefined, to: DocumentPlan) {
  return updateDocument({name: 'D.md', old, plan: to, versions, policy: 'stop'})
}

/** Merges a branch that wrote `theirs` into one that wrote `ours`, both from `base`; gives whether git had a conflict. */
function merge(base: string, ours: string, theirs: string): boolean {
  commit(base)
  git('checkout', '--quiet', '-b', 'theirs')
  commit(theirs)
  git('checkout', '--quiet', 'main')
  commit(ours)
  try {
    git('merge', '--quiet', '--no-edit', 'theirs')
    return false
  } catch {
    return true
  }
}

const base = update(undefined, fullPlan()).text
const merged = changing(fullPlan(), 'diagram', () => 'Both.')

describe('two branches that both wrote anew', () => {
  test('and conflict need no hand', () => {
    const one = changing(
      changing(fullPlan(), 'diagram', () => 'One.'),
      zone(7, '').id,
      body => body.replace('= 8', '= 7')
    )
    const two = changing(
      changing(fullPlan(), 'diagram', () => 'Two.'),
      zone(7, '').id,
      body => body.replace('= 8', '= 6')
    )
    expect(merge(base, update(base, one).text, update(base, two).text)).toBe(true)
    const result = update(read(), merged)
    expect(result.stopped).toBeUndefined()
    expect(result.text).toBe(update(base, merged).text)
    expect(result.messages.map(({kind}) => kind)).toEqual(['merged-region', 'merged-region'])
  })

  test('and were joined by git line by line need no hand, before and after the merge is committed', () => {
    const lines = (first: string, last: string) => `${first}\n\nSame.\n\nSame too.\n\nThe same.\n\n${last}`
    const from = update(
      undefined,
      changing(fullPlan(), 'diagram', () => lines('a', 'b'))
    ).text
    const ours = update(
      from,
      changing(fullPlan(), 'diagram', () => lines('c', 'b'))
    ).text
    const theirs = update(
      from,
      changing(fullPlan(), 'diagram', () => lines('a', 'd'))
    ).text
    // Only the markers conflict; a person takes ours for them, as a merge tool would offer.
    expect(merge(from, ours, theirs)).toBe(true)
    const joined = readBothSides(read())?.ours ?? ''
    expect(joined).toContain('c\n\nSame.')
    expect(update(joined, merged)).toMatchObject({
      messages: [{kind: 'merged-region'}],
      text: update(base, merged).text
    })
    commit(joined)
    expect(update(joined, merged)).toMatchObject({
      messages: [{kind: 'merged-region'}],
      text: update(base, merged).text
    })
  })

  test('and each added a zone keep both, and what people said about them', () => {
    const small = (...numbers: number[]) =>
      plan([{heading: 'Critical', blocks: numbers.map(n => zone(n, `zone ${n}`))}])
    const from = update(undefined, small(1)).text
    const ours = update(from, small(1, 2)).text.replace(/open(?=[\s\S]*zone 2)/, 'accepted: ours')
    const theirs = update(from, small(1, 3)).text.replace(/(zone 3[\s\S]*?)open/, '$1accepted: theirs')
    expect(merge(from, ours, theirs)).toBe(true)
    const {text, stopped} = update(read(), small(1, 2, 3))
    expect(stopped).toBeUndefined()
    expect(parseDocument(text).blocks.map(({body}) => /Status\*\*: (.*)/.exec(body)?.[1])).toEqual([
      'accepted: ours',
      'open',
      'accepted: theirs'
    ])
  })

  test('and said different things about one zone are stopped', () => {
    const say = (words: string, score: string) =>
      update(
        base,
        changing(fullPlan(), zone(7, '').id, body => body.replace('= 8', score))
      ).text.replace('**Status**: open', `**Status**: ${words}`)
    expect(merge(base, say('accepted: rare', '= 7'), say('false positive: no', '= 6'))).toBe(true)
    const old = read()
    expect(update(old, fullPlan())).toMatchObject({text: old, stopped: {blocks: [zone(7, '').id]}})
  })

  test('and a person who edited a region on one of them are stopped', () => {
    const edited = base.replace('What *this* file is.', 'What I say it is.')
    const theirs = update(
      base,
      changing(fullPlan(), 'intro', () => 'Generated anew.')
    ).text
    expect(merge(base, edited, theirs)).toBe(true)
    const old = read()
    expect(update(old, fullPlan())).toMatchObject({text: old, stopped: {blocks: ['intro']}})
  })

  test('keep a region of another stage that only one has', () => {
    const own = (words: string) =>
      plan([{heading: 'A', blocks: [region('a', words)]}], {owns: (_, id) => id === 'a'})
    const other = plan([{heading: 'A', blocks: [region('b', 'Theirs.')]}], {owns: (_, id) => id === 'b'})
    const from = update(undefined, own('x')).text
    const theirs = update(update(from, own('z')).text, other).text
    expect(merge(from, update(from, own('y')).text, theirs)).toBe(true)
    const {text, stopped} = update(read(), own('w'))
    expect(stopped).toBeUndefined()
    expect(parseDocument(text).blocks.map(({id, body}) => `${id} ${body}`)).toEqual(['a w', 'b Theirs.'])
  })
})

test('two people who wrote different things are left to settle it', () => {
  const say = (words: string) => base.replace('## Accepted\n', `## Accepted\n\n${words}\n`)
  expect(merge(base, say('Ada.'), say('Bob.'))).toBe(true)
  const old = read()
  const line = old.split('\n').findIndex(text => text.startsWith('<<<<<<<')) + 1
  expect(update(old, fullPlan())).toMatchObject({
    text: old,
    stopped: {},
    messages: [{kind: 'human-conflict', line}]
  })
})
