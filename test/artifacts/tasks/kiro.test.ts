import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {inShort, readFixture, shortItems} from './read-fixture.ts'

const path = '.kiro/specs/a/tasks.md'

describe('tasks of Kiro', () => {
  const {value, problems} = readFixture('kiro', '.kiro/specs/route-planner/tasks.md')

  it('reads sub-tasks at any indent and leaves requirements out', () => {
    expect(problems).toEqual([])
    expect(value.map(inShort)).toEqual([
      '3 1 done 1. Set up the planner - Create `src/planner/` with an `index.ts`',
      '8 2 open 2. Plan a route',
      '9 2.1 done 2.1 Implement `shortestRoute` in `src/planner/route.ts` - Use the distance table of the depot',
      '14 2.2 open 2.2 Write a property test for `shortestRoute` - **Property 1: a route never visits a stop twice**',
      '18 3 open 3. Checkpoint - ensure all tests pass'
    ])
    expect(value.map(({parentLine}) => parentLine ?? 0)).toEqual([0, 0, 8, 8, 0])
  })

  it('takes a dash for in progress and a star for optional', () => {
    expect(value.map(({tags}) => tags)).toEqual([[], ['in-progress'], [], ['optional'], []])
    expect(readTasks(path, '- [ ]\\* 14.3 Write tests\n').value.map(({text, tags}) => [text, tags])).toEqual([
      ['14.3 Write tests', ['optional']]
    ])
    expect(shortItems('TASKS.md', '- [-] a — not needed\n')[0]).toContain('skipped')
  })

  it('keeps other words in italics', () => {
    expect(shortItems(path, '- [ ] a\n  - _Requirements: 1.1_\n  - _Careful: b_\n')).toEqual([
      '1 - open a - _Careful: b_'
    ])
  })

  it('leaves requirements out in other bold, and keeps what else is told so', () => {
    expect(
      shortItems(path, '- [ ] a\n  - **Verifies**: Requirement 3, 4.1\n  - **Verifies**: the sum\n')
    ).toEqual(['1 - open a - **Verifies**: the sum'])
  })

  it('takes the parent below the same headings', () => {
    const {value: tasks} = readTasks(path, '## A\n- [ ] 1. a\n## B\n- [ ] 1.1 b\n- [ ] 2. c\n- [ ] 2.1 d\n')
    expect(tasks.map(({parentLine}) => parentLine ?? 0)).toEqual([0, 0, 0, 5])
  })
})

describe('tasks of cc-sdd', () => {
  const {value} = readFixture('cc-sdd', '.kiro/specs/depot-sync/tasks.md')

  it('leaves boundaries, dependencies and (P) out', () => {
    expect(value.map(inShort)).toEqual([
      '3 1 open 1. Depot store',
      '4 1.1 open 1.1 Add `saveDepot` to `src/depots/store.ts` - One row per depot',
      '8 2 open 2. Sync loop',
      '9 2.1 open 2.1 Poll with `pollDepots`'
    ])
    expect(value.map(({tags}) => tags)).toEqual([[], ['P'], ['P'], []])
  })

  it('keeps (P) within the words', () => {
    expect(shortItems(path, '- [ ] 1. Scale P (P) by two\n')).toEqual(['1 1 open 1. Scale P (P) by two'])
  })
})
