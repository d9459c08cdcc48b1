import {describe, expect, it} from 'vitest'
import {defaultConfig} from '../../src/pipeline/config.ts'
import {readTaskItems} from '../../src/pipeline/task-items.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** What is read of a repository: `path:line` of each item. */
function read(files: Record<string, string>, tasks: string[] = [], named: string[] = []) {
  const repo = createMemoryRepo(files)
  const texts = named.map(path => ({path, text: files[path] ?? ''}))
  const {value, problems} = readTaskItems({repo, config: {...defaultConfig, tasks}}, texts)
  return {places: value.map(({file, line}) => `${file}:${line}`), value, problems}
}

const files = {'TODO.md': '- [ ] a\n', 'plan.md': '- [ ] b\n- [ ] c\n', 'notes.md': 'none\n'}

describe('readTaskItems', () => {
  it('reads what is found and what the settings name, by path', () => {
    expect(read(files).places).toEqual(['TODO.md:1'])
    expect(read(files, ['plan.md', 'TODO.md']).places).toEqual(['TODO.md:1', 'plan.md:1', 'plan.md:2'])
  })

  it('reads only what is named, when something is', () => {
    expect(read(files, ['gone.md'], ['plan.md'])).toMatchObject({
      places: ['plan.md:1', 'plan.md:2'],
      problems: []
    })
  })

  it('says what the settings name and is not there', () => {
    expect(read(files, ['gone.md']).problems).toEqual([
      {
        kind: 'task-file-missing',
        path: 'groundtruth.config.json',
        message: 'task file gone.md is not there'
      }
    ])
  })

  it('says that a named file holds no item, and nothing of a found one', () => {
    const problem = {
      kind: 'task-file-empty',
      path: 'notes.md',
      message: 'holds no item: expected a list with boxes, or a format of a task tool'
    }
    expect(read(files, [], ['notes.md']).problems).toEqual([problem])
    expect(read(files, ['notes.md']).problems).toEqual([problem])
    expect(read({'TODO.md': 'none\n'}).problems).toEqual([])
  })

  it('puts the proposal of a change of OpenSpec around its items', () => {
    const change = 'openspec/changes/a/'
    const tasks = {[`${change}tasks.md`]: '- [ ] 1.1 a\n', 'TODO.md': '- [ ] b\n'}
    const {value} = read({...tasks, [`${change}proposal.md`]: '# A\n\n## Why\n\nb\n'})
    expect(value.map(({surroundings}) => surroundings)).toEqual([undefined, {title: 'A', description: 'b'}])
    expect(read(tasks).value.map(({surroundings}) => surroundings)).toEqual([undefined, undefined])
  })
})
