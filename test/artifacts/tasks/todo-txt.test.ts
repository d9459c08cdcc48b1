import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {inShort, readFixture, shortItems} from './read-fixture.ts'

describe('todo.txt', () => {
  const {value} = readFixture('todo-txt', 'todo.txt')

  it('reads a task per line without dates, priority and what tags it at the end', () => {
    expect(value.map(inShort)).toEqual([
      '1 - done Add retry to src/carriers/retry.ts',
      '2 - done Pay the domain',
      '3 - open Name the +labels team in `CODEOWNERS`',
      '4 - open Replace fs with node:fs in src/files.ts',
      '7 d7 open Ask the depot about postcodes'
    ])
    expect(value.map(({tags}) => tags)).toEqual([
      ['+carriers', '@code'],
      [],
      ['pri:A', '+labels', 'due:2026-03-20'],
      ['@code', 'rec:1w'],
      ['id:d7']
    ])
  })

  it('tells the day of creation from that of completion', () => {
    expect(value.map(({added}) => added ?? '')).toEqual(['2026-03-01', '', '2026-03-02', '2026-03-03', ''])
  })

  it('keeps a priority behind the x', () => {
    expect(readTasks('todo.txt', 'x (B) 2026-03-01 a\nx 2026-03-04 (B) 2026-03-01 a\n').value).toMatchObject([
      {text: 'a', tags: ['pri:B']},
      {text: 'a', tags: ['pri:B'], added: '2026-03-01'}
    ])
  })

  it('keeps words that only look like a pair or a context', () => {
    expect(shortItems('todo.txt', '(A) Import node:fs\n')).toEqual(['1 - open Import node:fs'])
    expect(shortItems('todo.txt', '(A) Add @Injectable to Depot\n')).toEqual([
      '1 - open Add @Injectable to Depot'
    ])
    expect(shortItems('todo.txt', '(A) +labels @code\n')).toEqual(['1 - open +labels @code'])
  })

  it('does not take notes of that name for tasks', () => {
    expect(shortItems('todo.txt', 'Things to do:\n- fix labels\n  x 3 are wrong\n(A) or not\n')).toEqual([])
    expect(shortItems('todo.txt', 'labels are wrong\nask the depot\n')).toEqual([])
    expect(shortItems('todo.txt', '- [ ] a box\n')).toEqual(['1 - open a box'])
  })

  it('takes a file of another name for one when every second line says so', () => {
    expect(shortItems('plan.txt', '(A) a\n(B) b\nc\n')).toHaveLength(3)
    expect(shortItems('plan.txt', '(A) a\nb\nc\n')).toEqual([])
    expect(shortItems('plan.md', '(A) a\n(B) b\n')).toEqual([])
  })
})
