import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {inShort, readFixture, shortItems} from './read-fixture.ts'

const path = 'specs/004-parcel-labels/tasks.md'

describe('tasks of spec-kit', () => {
  const {value, problems} = readFixture('spec-kit', path)

  it('reads the house styles and leaves what documents the format', () => {
    expect(problems).toEqual([])
    expect(value.map(inShort)).toEqual([
      '11 T001 done T001 Create `src/labels/` with an `index.ts`',
      '12 T002 done T002 Add the `pdf-lib` dependency to package.json',
      '18 T003 open **T003** Add `LabelSize` to the shared types + src/labels/size.ts',
      '19 T004 open **T004** Render a label (mirrors `renderInvoice`) · src/labels/render.ts',
      '20 T005 open **T005** Address block — `src/labels/address.ts` - **Do**: Add `addressLines` and break at 35 characters - **Verify**: `npm test` is green'
    ])
  })

  it('makes tags of [P] and [US1]', () => {
    expect(value.map(({tags}) => tags)).toEqual([[], ['P'], ['P', 'US1'], ['US1', 'US2'], []])
  })

  it('takes only labels in front for labels', () => {
    expect(shortItems(path, '- [ ] T001 Sort [P] before [US1]\n')).toEqual([
      '1 T001 open T001 Sort [P] before [US1]'
    ])
    expect(shortItems(path, '- [ ] [T001] [P] a\n')).toEqual(['1 T001 open [T001] a'])
  })

  it('takes only requirements at the end of the line for requirements', () => {
    expect(shortItems(path, '- [ ] T001 a | R1\n- [ ] T002 a | R1 of b\n- [ ] T003 a | b\n')).toEqual([
      '1 T001 open T001 a',
      '2 T002 open T002 a | R1 of b',
      '3 T003 open T003 a | b'
    ])
  })

  it('takes out what an item depends on, and nothing else in parentheses', () => {
    expect(shortItems(path, '- [ ] T002 a (depends on T001)\n- [ ] T003 a (depends on the clock)\n')).toEqual(
      ['1 T002 open T002 a', '2 T003 open T003 a (depends on the clock)']
    )
  })

  it('takes a placeholder for no item, and a link for one', () => {
    expect(
      shortItems(path, '- [ ] T001 [Description]\n- [ ] {{task}}\n- [ ] <name>\n- [ ]\n- [ ] [docs](a.md)\n')
    ).toEqual(['5 - open [docs](a.md)'])
  })

  it('keeps a box without words when others stand below it', () => {
    expect(shortItems('a.md', '- [ ]\n  - [ ] b\n')).toEqual(['1 - open ', '2 - open b'])
  })

  it('warns of an id that stands twice anywhere in the file, of a number only below the same headings', () => {
    const lines = (text: string) => readTasks(path, text).problems.map(({line}) => line)
    expect(lines('## A\n- [ ] T001 a\n## B\n- [x] T001 b\n')).toEqual([4])
    expect(lines('## A\n- [ ] 1. a\n## B\n- [x] 1. b\n')).toEqual([])
    expect(lines('## A\n- [ ] 1. a\n- [x] 1. b\n')).toEqual([3])
    expect(readTasks(path, '- [ ] T001 a\n- [ ] T001 b\n- [ ] T001 c\n').problems).toEqual([
      {
        kind: 'repeated-id',
        path,
        line: 2,
        message: 'id T001 already stands in line 1, and stands 1 more time below'
      }
    ])
  })
})
