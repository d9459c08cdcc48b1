import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'

/** The reason of a skipped item, and whether it is said to lack one. */
function check(text: string, rationale: string | undefined, isReported = false) {
  const {value, problems} = readTasks('TASKS.md', `- [-] ${text}\n`)
  expect(value[0]?.rationale).toBe(rationale)
  expect(problems.map(({kind}) => kind)).toEqual(isReported ? ['skipped-without-reason'] : [])
}

describe('why an item is skipped', () => {
  it('stands behind a dash, in a sentence, in parentheses, behind struck text or a label', () => {
    check('Cache quotes — not needed, they are cheap', 'not needed, they are cheap')
    check('Cache quotes. Already done by the carrier.', 'Already done by the carrier.')
    check('Cache quotes (superseded by C-4)', 'superseded by C-4')
    check('~~Cache quotes~~ moved to the billing plan', 'moved to the billing plan')
    check('Cache quotes\n  - Reason: they are cheap', 'Reason: they are cheap')
  })

  it('begins where the reason does and ends with the item', () => {
    check(
      'Cache quotes. Keep the last. Skipped: they are cheap. See C-4.',
      'Skipped: they are cheap. See C-4.'
    )
  })

  it('is not made of the words of the item itself', () => {
    check('Remove obsolete quotes', undefined, true)
    check('Cache quotes', undefined, true)
  })

  it('may be a remark that no word gives away: then nothing is said', () => {
    check('Cache quotes — low value', undefined)
    check('Cache quotes. The night shift said no.', undefined)
  })

  it('is asked of skipped items only', () => {
    expect(readTasks('TASKS.md', '- [ ] Cache quotes — not needed\n').value[0]).not.toHaveProperty(
      'rationale'
    )
    expect(readTasks('TASKS.md', '- [ ] Cache quotes\n').problems).toEqual([])
  })
})
