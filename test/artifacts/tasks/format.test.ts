import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {TaskFormat} from '../../../src/artifacts/task.ts'
import {taskFormatOf} from '../../../src/artifacts/tasks/format.ts'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import {fixtureText} from './read-fixture.ts'

const fixtures: readonly (readonly [string, string, TaskFormat])[] = [
  ['ctx', '.context/TASKS.md', 'ctx'],
  ['spec-kit', 'specs/004-parcel-labels/tasks.md', 'spec-kit'],
  ['openspec', 'openspec/changes/add-carrier-retry/tasks.md', 'openspec'],
  ['kiro', '.kiro/specs/route-planner/tasks.md', 'kiro'],
  ['cc-sdd', '.kiro/specs/depot-sync/tasks.md', 'kiro'],
  ['backlog', 'backlog/tasks/depot-17 - Merge-depots-by-postcode.md', 'backlog-md'],
  ['task-master', '.taskmaster/tasks/tasks.json', 'task-master'],
  ['todo-txt', 'todo.txt', 'todo-txt'],
  ['obsidian', 'TODO.md', 'gfm']
]

describe('taskFormatOf', () => {
  it.each(fixtures)('knows %s by its place', (leaf, path, format) => {
    expect(taskFormatOf(path, fixtureText(leaf, path))).toBe(format)
  })

  it.each(fixtures)('knows %s by its text, wherever it lies', (leaf, path, format) => {
    const elsewhere = path.replace(/^.*(\.\w+)$/, '../plans/x$1')
    expect(taskFormatOf(elsewhere, fixtureText(leaf, path))).toBe(format)
  })

  it('knows each by the place alone', () => {
    expect(taskFormatOf('.kiro/specs/a/tasks.md', '- [ ] a\n')).toBe('kiro')
    expect(taskFormatOf('openspec/changes/a/tasks.md', '- [ ] a\n')).toBe('openspec')
    expect(taskFormatOf('specs/001-a/tasks.md', '- [ ] a\n')).toBe('spec-kit')
    expect(taskFormatOf('specs/20260319-143022-a/tasks.md', '- [ ] a\n')).toBe('spec-kit')
    expect(taskFormatOf('.context/TASKS.md', '- [ ] a\n')).toBe('ctx')
  })

  it('takes what only looks like one for a list of boxes', () => {
    expect(taskFormatOf('specs/2026-01-22-a/tasks.md', '- [ ] 1. a\n')).toBe('gfm')
    expect(taskFormatOf('TASKS.md', '- [ ] T1 a\n- [ ] see _Requirements: 1_ above\n')).toBe('gfm')
    expect(taskFormatOf('TASKS.md', '## 1. A\n\nText\n\n- [ ] 1.1 a\n')).toBe('gfm')
  })
})

describe('each format', () => {
  it.each(fixtures)('reads %s the same with other line ends', (leaf, path) => {
    const text = fixtureText(leaf, path)
    expect(readTasks(path, text.replaceAll('\n', '\r\n')).value).toEqual(readTasks(path, text).value)
  })

  it.each(fixtures)(
    'reads %s cut short at any place, each item at a line that holds its words',
    (leaf, path) => {
      const text = fixtureText(leaf, path)
      fc.assert(
        fc.property(fc.nat({max: text.length}), end => {
          const lines = text.slice(0, end).split('\n')
          for (const task of readTasks(path, text.slice(0, end)).value) {
            const word = /[A-Za-z]{3,}/.exec(task.text)?.[0] ?? ''
            expect(lines[task.line - 1]).toContain(word)
          }
        })
      )
    }
  )
})
