import {expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {shortItems} from './read-fixture.ts'

const text = `# Next actions

## Now

- [ ] **NA-3** refactor, S: create the lock with one atomic open
  - Zones: [DZ-7](DANGER-ZONES.md#dz-7)
  - Why now: score 8, and \`acquire\` has
    3 direct dependents
  - Steps: open \`src/lock.ts\` with \`wx\`
  - Done when: a test of \`acquire\` fails on the old code
  - After: NA-2
  <!-- key: refactor/a hash=91b2c03d4e5f -->
`

it('reads actions as items without what cites, explains or assigns', () => {
  expect(shortItems('docs/NEXT-ACTIONS.md', text)).toEqual([
    '5 NA-3 open **NA-3** create the lock with one atomic open - Steps: open `src/lock.ts` with `wx` - Done when: a test of `acquire` fails on the old code'
  ])
  expect(readTasks('NEXT-ACTIONS.md', text).value[0]?.format).toBe('next-actions')
})

it('keeps such lines in any other file', () => {
  expect(shortItems('TODO.md', '- [ ] NA-3 refactor, S: a\n  - Zones: b\n')).toEqual([
    '1 NA-3 open NA-3 refactor, S: a - Zones: b'
  ])
})
