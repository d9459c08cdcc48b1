import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {fixtureText, inShort, readFixture, shortItems} from './read-fixture.ts'

const path = 'backlog/tasks/depot-17 - Merge-depots-by-postcode.md'
const head = (rest: string) => `---\nid: A-1\ntitle: Merge\n${rest}---\n\n`

describe('tasks of Backlog.md', () => {
  const {value, problems} = readFixture('backlog', path)

  it('reads the title, what the description says of the code, and the boxes between the markers', () => {
    expect(problems).toEqual([])
    expect(value.map(inShort)).toEqual([
      '3 DEPOT-17 open Depots: merge by postcode',
      '23 - open Two carriers call one depot by two names. `saveDepot` compares names only (src/depots/store.ts:12-19), so each gets its own row.',
      '28 - open `listDepots` hides the second row (src/depots/list.ts:8)',
      '34 #1 done #1 `mergeDepots` joins rows with one postcode',
      '35 #2 open #2 The name of the older row is kept, also in `listDepots`',
      '43 #1 open #1 `npm test` passes'
    ])
  })

  it('puts the criteria below the title, and what is described beside it', () => {
    expect(value.map(({parentLine}) => parentLine ?? 0)).toEqual([0, 0, 0, 3, 3, 3])
    expect(value.map(({tags}) => tags)).toEqual([['in-progress'], ['premise'], ['premise'], [], [], []])
    expect(value.map(({headings}) => headings.join(' > '))).toEqual([
      '',
      'Depots: merge by postcode > Description',
      'Depots: merge by postcode > Description',
      'Depots: merge by postcode > Acceptance Criteria',
      'Depots: merge by postcode > Acceptance Criteria',
      'Depots: merge by postcode > Definition of Done'
    ])
  })

  it('gives each criterion the day and what stands around it', () => {
    expect(value.every(({added}) => added === '2026-04-02')).toBe(true)
    expect(value[4]?.surroundings?.title).toBe('Depots: merge by postcode')
    expect(value[4]?.surroundings?.description).toMatch(/^Two carriers [\s\S]*Wanted by the night shift/)
    expect(value[4]?.surroundings?.references).toEqual(['src/depots/store.ts', 'src/depots/merge.ts'])
    expect(value[0]?.surroundings).not.toHaveProperty('title')
  })

  it('reads the same with other line ends and a byte order mark', () => {
    const windows = `\uFEFF${fixtureText('backlog', path).replaceAll('\n', '\r\n')}`
    expect(readTasks(path, windows)).toEqual(readTasks(path, fixtureText('backlog', path)))
  })

  it('says when a done task has open criteria', () => {
    const text = `${head('status: Done\n')}## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [ ] a\n- [x] b\n- [ ] c\n<!-- AC:END -->\n`
    expect(readTasks('a.md', text).problems).toEqual([
      {
        kind: 'open-criteria',
        path: 'a.md',
        line: 9,
        message: 'the task is done by its status, but 2 boxes below it are open'
      }
    ])
    expect(readTasks('a.md', text.replace('Done', 'To Do')).problems).toEqual([])
    expect(readTasks('a.md', text.replaceAll('[ ]', '[x]')).problems).toEqual([])
  })

  it('knows the words for done and for given up, and takes others for open', () => {
    const stateOf = (status: string) => readTasks('a.md', head(`status: ${status}\n`)).value[0]
    expect(stateOf('"✔ Done"')).toMatchObject({state: 'done', tags: []})
    expect(stateOf("Won't Do")).toMatchObject({state: 'skipped'})
    expect(stateOf('To Do')).toMatchObject({state: 'open', tags: []})
    expect(stateOf('Ready for QA')).toMatchObject({state: 'open', tags: ['ready-for-qa']})
  })

  it('skips the open criteria of a task that was given up', () => {
    const text = `${head("status: Won't Do\n")}<!-- AC:BEGIN -->\n- [ ] a\n- [x] b\n<!-- AC:END -->\n`
    expect(shortItems('a.md', text).slice(1)).toEqual(['8 - skipped a', '9 - done b'])
  })

  it('reads the criteria of older files by their headings, and no other box', () => {
    const text = `${head('status: Done\n')}## Acceptance Criteria\n\n- [x] a\n\n## Implementation Notes\n\n- [ ] no\n\n## Definition of Done (DoD)\n\n- [x] b\n`
    expect(shortItems('a.md', text).slice(1)).toEqual(['9 - done a', '17 - done b'])
  })

  it('judges no description of a task that is done', () => {
    const text = `${head('status: Done\n')}## Description\n\n\`merge\` is missing (src/a.ts:3).\n`
    expect(shortItems('a.md', text)).toEqual(['3 A-1 done Merge'])
    expect(shortItems('a.md', text.replace('Done', 'To Do'))).toHaveLength(2)
  })

  it('takes the first part that names code and complains for a premise, and no other without an anchor', () => {
    const text = `${head('status: To Do\n')}## Description\n\nNobody but us likes it.\n\n\`merge\` still sorts twice.\n\nOnly \`sort\` is fast.\n`
    expect(shortItems('a.md', text).slice(1)).toEqual(['11 - open `merge` still sorts twice.'])
    expect(shortItems('a.md', text.replace(' still', '')).slice(1)).toEqual([])
    expect(shortItems('a.md', text.replace(' still', ' currently'))).toHaveLength(2)
    expect(shortItems('a.md', text.replace(' still sorts', ' sorts what is currently new'))).toHaveLength(1)
  })

  it('reads front matter that is no YAML as it is meant', () => {
    const check = (title: string) => {
      const text = `---\nid: A-1\ntitle: ${title}\nassignee: @mira\nstatus: To Do\n---\n`
      expect(shortItems('a.md', text)).toEqual([`3 A-1 open ${title}`])
    }
    check("Fix: the merge isn't stable")
    check('Close #3 twice')
    check("Close #3, it isn't stable")
    check('`merge` sorts twice')
    check('@mira merges')
  })

  it('reads front matter only at the start', () => {
    expect(shortItems('a.md', `Text\n${head('status: To Do\n')}- [ ] b\n`)).toEqual(['8 - open b'])
  })

  it('keeps a criterion below the one it stands under', () => {
    const text = `${head('status: To Do\n')}<!-- AC:BEGIN -->\n- [ ] a\n  - [ ] b\n<!-- AC:END -->\n`
    expect(readTasks('a.md', text).value.map(({parentLine}) => parentLine ?? 0)).toEqual([0, 3, 8])
  })

  it('takes headings below the description for a part of it', () => {
    const text = `${head('status: To Do\n')}## Description\n\na\n\n### More\n\nb\n\n## Other\n\nc\n`
    expect(readTasks('a.md', text).value[0]?.surroundings?.description).toBe('a\n\n### More\n\nb')
  })

  it('reads front matter that says less as a list of boxes', () => {
    expect(shortItems('a.md', '---\nid: A-1\ntitle: b\n---\n- [ ] c\n')).toEqual(['5 - open c'])
  })
})
