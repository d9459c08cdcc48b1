import {describe, expect, it} from 'vitest'
import {parseDays} from '../../../src/pipeline/sweep/duration.ts'
import {olderThan} from '../../../src/pipeline/sweep/older-than.ts'
import type {History} from '../../../src/repo/history.ts'
import {withWorkTreeLines} from '../../../src/repo/work-tree-blame.ts'
import {judgedTask} from './sample.ts'

const day = (text: string) => Date.parse(`${text}T12:00:00Z`) / 1000

function history(blame: readonly number[] | undefined, head = ''): History {
  return {
    head: 'abc',
    headTime: () => day('2026-11-20'),
    shallow: false,
    commits: [],
    renames: new Map(),
    removed: new Map(),
    blame: () => blame,
    versions: () => [head]
  }
}

describe('the age of items', () => {
  const blamed = history([day('2026-11-19'), day('2026-10-01'), day('2026-11-12')])

  it('is counted to HEAD, from the tag or else the line, and ranks', () => {
    const tasks = [
      judgedTask(1, 'partial', {task: {added: '2026-11-06'}}),
      judgedTask(2, 'partial'),
      judgedTask(3, 'partial'),
      judgedTask(4, 'partial')
    ]
    const {old, undated} = olderThan(tasks, 7, blamed)
    expect(old.map(({task, ageDays}) => [task.line, ageDays])).toEqual([
      [2, 50],
      [1, 14],
      [3, 8]
    ])
    expect(undated).toBe(0)
    expect(olderThan(tasks, 9, blamed).old.map(({task}) => task.line)).toEqual([2, 1])
  })

  it('is unknown without git, or for a file that git does not know', () => {
    const tasks = [judgedTask(1, 'partial', {task: {added: '2026-11-06'}}), judgedTask(2, 'partial')]
    expect(olderThan(tasks, 0, undefined)).toEqual({old: [], undated: 2})
    const {old, undated} = olderThan(tasks, 0, history(undefined))
    expect([old.map(({task}) => task.line), undated]).toEqual([[1], 1])
  })

  it('is none for a line that HEAD does not have, and for a day to come', () => {
    const tasks = [judgedTask(9, 'partial'), judgedTask(1, 'partial', {task: {added: '2027-01-01'}})]
    expect(olderThan(tasks, 0, blamed).old.map(({ageDays}) => ageDays)).toEqual([0, 0])
    expect(olderThan(tasks, 1, blamed).old).toEqual([])
  })
})

it('durations have a unit', () => {
  expect(['10d', '3w', '2m', '1y', ' 3W '].map(parseDays)).toEqual([10, 21, 60, 365, 21])
  expect(['3', 'w', '3x', '-3d', '3.5w', ''].map(parseDays)).toEqual(Array(6).fill(undefined))
})

describe('the time of lines in the work tree', () => {
  const timesOf = (head: string, now: string, times: readonly number[]) => {
    const blame = withWorkTreeLines(history(times, head), () => now).blame('TASKS.md')
    return Array.from({length: now.split('\n').length - 1}, (_, index) => blame?.[index] ?? 0)
  }

  it('follows a line that moved', () => {
    expect(timesOf('a\nb\n', 'new\na\nb\n', [1, 2])).toEqual([0, 1, 2])
    expect(timesOf('a\nb\nc\n', 'c\n', [1, 2, 3])).toEqual([3])
  })

  it('is that of the line which a changed one stands for', () => {
    expect(timesOf('- [ ] a\n- [ ] b\n', '- [x] a\n  note\n- [ ] b\n', [1, 2])).toEqual([1, 0, 2])
    expect(timesOf('a\nb\n', 'c\nb\n', [1, 2])).toEqual([1, 2])
  })

  it('stays as git tells it when HEAD does not have these lines', () => {
    const known = history([1, 2], 'other\n')
    expect(withWorkTreeLines(known, () => 'a\nb\nc\n').blame('x')).toEqual([1, 2])
    expect(withWorkTreeLines(known, () => undefined).blame('x')).toEqual([1, 2])
    expect(withWorkTreeLines(history(undefined), () => 'a\n').blame('x')).toBeUndefined()
  })
})
