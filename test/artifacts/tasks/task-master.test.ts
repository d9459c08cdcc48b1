import {describe, expect, it} from 'vitest'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {inShort, readFixture, shortItems} from './read-fixture.ts'

const path = '.taskmaster/tasks/tasks.json'

describe('tasks of Task Master', () => {
  const {value, problems} = readFixture('task-master', path)

  it('reads tasks and sub-tasks of each tag at the lines of their titles', () => {
    expect(problems).toEqual([])
    expect(value.map(inShort)).toEqual([
      '6 1 open Print labels',
      '12 1.1 done Add `LabelSize`',
      '16 1.2 open Render the address block',
      '23 2 skipped Print on paper',
      '21 2.1 skipped Find a printer',
      '26 3 open Print in colour',
      '31 1 open Accept returns'
    ])
    expect(value.map(({headings}) => headings[0])).toEqual([
      ...Array.from({length: 6}, () => 'master'),
      'returns'
    ])
    expect(value.map(({parentLine}) => parentLine ?? 0)).toEqual([0, 6, 6, 0, 23, 0, 0])
  })

  it('makes tags of the states that are neither done nor to do', () => {
    expect(value.map(({tags}) => tags)).toEqual([['in-progress'], [], ['review'], [], [], ['deferred'], []])
  })

  it('puts description and details around a task, and its title around the sub-tasks', () => {
    expect(value[0]?.surroundings).toEqual({
      description: 'A label per parcel.\n\nUse `renderLabel` in src/labels/render.ts.'
    })
    expect(value[1]?.surroundings).toEqual({title: 'Print labels'})
    expect(value[5]).not.toHaveProperty('surroundings')
  })

  it('reads the list of older versions', () => {
    expect(shortItems('tasks.json', '{"tasks": [\n{"id": "4", "title": "a", "status": "done"}]}')).toEqual([
      '2 4 done a'
    ])
  })

  it('takes a task without a state for open', () => {
    expect(readTasks('a.json', '{"tasks": [{"title": "a"}]}').value).toMatchObject([
      {state: 'open', tags: []}
    ])
  })

  it('names no parent where titles share a line', () => {
    const {value: tasks} = readTasks(
      path,
      '{"tasks": [{"id": 1, "title": "a", "subtasks": [{"id": 1, "title": "b"}]}]}'
    )
    expect(tasks.map(({id}) => id)).toEqual(['1', '1.1'])
    expect(tasks[1]).not.toHaveProperty('parentLine')
  })

  it('reads JSON of another shape as no tasks', () => {
    for (const text of [
      '[]',
      '{}',
      '"a"',
      '{"tasks": {"a": 1}}',
      '{"tasks": [1, {"title": 2, "id": []}, null]}'
    ])
      expect(readTasks('a.json', text).problems).toEqual([])
    expect(readTasks('a.json', '{"tasks": [1, {"id": 2}, {"title": ""}]}').value).toEqual([])
  })

  it('says where JSON breaks', () => {
    expect(readTasks(path, '{\n"tasks": [}\n')).toEqual({
      value: [],
      problems: [{kind: 'task-file-unreadable', path, line: 2, message: 'not JSON: ValueExpected'}]
    })
  })
})
