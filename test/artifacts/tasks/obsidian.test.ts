import {expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {inShort, readFixture, shortItems} from './read-fixture.ts'

const {value} = readFixture('obsidian', 'TODO.md')

it('takes signs and fields of Obsidian out of the words, not out of code', () => {
  expect(value.map(inShort)).toEqual([
    '3 size1 open Add `LabelSize`',
    '4 - open Render with `renderLabel`',
    '5 - skipped Print twice — not needed',
    '6 - done Water the plants',
    '7 - open Keep `[created:: 2026-05-01]` and `📅 2026-05-10` of [[notes]]'
  ])
  expect(value.map(({added}) => added ?? '')).toEqual(['2026-05-07', '', '', '2026-05-01', ''])
  expect(value[1]?.tags).toEqual(['in-progress'])
})

it('takes only a day for the day of creation', () => {
  expect(readTasks('a.md', '- [ ] a [created:: soon] b\n').value[0]).toMatchObject({text: 'a b'})
  expect(readTasks('a.md', '- [ ] a [created:: soon] b\n').value[0]).not.toHaveProperty('added')
})

it('keeps signs that say nothing', () => {
  expect(shortItems('a.md', '- [ ] Show ✅ and 📅 in the list\n')).toEqual([
    '1 - open Show ✅ and 📅 in the list'
  ])
})
