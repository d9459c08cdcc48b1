import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {createWorld} from '../../../src/claims/world.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {annotate, citationProblems} from '../../../src/pipeline/sweep/annotate.ts'
import {findCitations} from '../../../src/pipeline/sweep/find-citations.ts'
import type {History} from '../../../src/repo/history.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {judgedTask} from './sample.ts'

const decisions =
  '# Decisions\n\n## [2026-05-11-083000] Keep labels in memory, not on disk\n\n**Status**: Accepted\n\n## [2026-01-02] Old\n'
const files = {
  'src/post.ts': 'export const post = 1\n',
  'specs/carrier.md': '# Carrier\n',
  '.context/DECISIONS.md': decisions,
  '.context/decisions/hub.md': '# Hub\n\n## [2025-12-01-101500] One peer at a time\n'
}
const subjects = ['Retry a carrier (#93)']
const history: History = {
  head: 'abc',
  shallow: false,
  commits: subjects.map(subject => ({
    hash: 'abcdef0123',
    time: 0,
    author: 'Ada',
    subject,
    files: ['src/post.ts']
  })),
  renames: new Map(),
  removed: new Map(),
  blame: () => undefined,
  versions: () => []
}

function annotated(item: string, more: Record<string, string> = {}) {
  const repo = createMemoryRepo({...files, ...more})
  const world = createWorld({repo, facts: readFacts(repo), history})
  const [task] = readTasks('.context/TASKS.md', item).value
  if (!task) throw new Error(`Expected an item in ${item}`)
  return annotate(judgedTask(1, 'not-checkable', {item: {checked: task.state === 'done'}}).item, task, world)
}

/** `specs/a.md refuted no such file`, for each citation of an item. */
function cited(text: string, more: Record<string, string> = {}): string[] {
  const {citations = []} = annotated(`- [ ] a ${text}\n`, more)
  return citations.map(({text: name, verdict, reason, path, line}) =>
    [name, verdict, reason, ...(path === undefined ? [] : [`${path}:${line}`])].join(' | ')
  )
}

describe('citations', () => {
  it('of a spec are judged as a path', () => {
    const found = 'specs/carrier.md | verified | exists | specs/carrier.md:1'
    for (const form of [
      '`specs/carrier.md`',
      'specs/carrier.md.',
      '[carrier](specs/carrier.md)',
      'specs/carrier.md, then'
    ])
      expect(cited(`Spec: ${form}`)).toEqual([found])
    expect(cited('spec: specs/gone.md')).toEqual(['specs/gone.md | refuted | no such file'])
    expect(cited('Write a spec: what to do')).toEqual([])
  })

  it('of a decision are judged as a heading, by date, title or anchor', () => {
    const found = (name: string) => `${name} | verified | exists | .context/DECISIONS.md:3`
    expect(cited('see DECISIONS.md [2026-05-11]')).toEqual([found('DECISIONS.md [2026-05-11]')])
    expect(cited('see `DECISIONS.md` "Keep labels in memory …"')).toEqual([
      found('DECISIONS.md "Keep labels in memory …"')
    ])
    expect(cited('decision recorded 2026-05-11')).toEqual([found('decision of 2026-05-11')])
    expect(cited('DECISIONS.md#2026-05-11-083000-keep-labels-in-memory-not-on-disk')).toEqual([
      found('DECISIONS.md#2026-05-11-083000-keep-labels-in-memory-not-on-disk')
    ])
    expect(cited('see DECISIONS.md [2026-05-12]')).toEqual([
      'DECISIONS.md [2026-05-12] | refuted | no such heading | .context/DECISIONS.md:1'
    ])
    expect(cited('see DECISIONS.md "Keep labels on disk"')).toEqual([
      'DECISIONS.md "Keep labels on disk" | refuted | no such heading | .context/DECISIONS.md:1'
    ])
  })

  it('find decisions that were folded into files by theme', () => {
    expect(cited('see DECISIONS.md [2025-12-01]')).toEqual([
      'DECISIONS.md [2025-12-01] | verified | exists | .context/decisions/hub.md:3'
    ])
  })

  it('of an issue hold when a commit names it, and are open otherwise', () => {
    expect(cited('as #93 says, #9 too')).toEqual([
      '#93 | verified | named by commit abcdef0',
      '#9 | unverifiable | no tracker is read'
    ])
    expect(cited('colour `#93` and C#93, a#93')).toEqual([])
    expect(findCitations('#1 the first criterion')).toEqual([])
  })

  it('are none when only the file is named: the item may be to write it', () => {
    expect(cited('add an entry to DECISIONS.md with the reason')).toEqual([])
  })

  it('that lead nowhere are told for items that are not ticked, and change no verdict', () => {
    const text = 'a Spec: specs/gone.md'
    const open = annotated(`- [ ] ${text}\n`)
    expect(open.verdict).toBe('not-checkable')
    expect(citationProblems([open])).toEqual([
      {
        kind: 'cited-missing',
        path: 'TASKS.md',
        line: 1,
        message: expect.stringMatching(/^cites specs\/gone\.md: no such file/)
      }
    ])
    expect(
      citationProblems([annotated(`- [x] ${text}\n`), annotated('- [ ] a Spec: specs/carrier.md\n')])
    ).toEqual([])
  })
})

describe('skipped items', () => {
  it('carry the rationale of their author', () => {
    const item = annotated(
      '- [-] Cache labels. Skipped: they are printed once, see DECISIONS.md [2026-05-11]\n'
    )
    expect([item.rule, item.rationale, item.citations?.[0]?.verdict]).toEqual([
      'all is said',
      'Skipped: they are printed once, see DECISIONS.md [2026-05-11]',
      'verified'
    ])
  })

  it('without one are told', () => {
    expect(annotated('- [-] Cache labels\n').rule).toBe('skipped by its author, without a rationale')
    expect(annotated('- [ ] Cache labels\n').rule).toBe('all is said')
  })
})
