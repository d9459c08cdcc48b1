import {describe, expect, it} from 'vitest'
import {findTaskFiles} from '../../src/artifacts/task-files.ts'

describe('findTaskFiles', () => {
  it('finds the named formats, sorted', () => {
    expect(
      findTaskFiles([
        'docs/ROADMAP.md',
        'TODO.md',
        'todo.txt',
        '.context/TASKS.md',
        'specs/001-x/tasks.md',
        'openspec/changes/a/tasks.md',
        '.kiro/specs/a/tasks.md',
        '.taskmaster/tasks/tasks.json',
        'packages/a/.taskmaster/tasks/tasks.json'
      ])
    ).toEqual([
      '.context/TASKS.md',
      '.kiro/specs/a/tasks.md',
      '.taskmaster/tasks/tasks.json',
      'TODO.md',
      'docs/ROADMAP.md',
      'openspec/changes/a/tasks.md',
      'packages/a/.taskmaster/tasks/tasks.json',
      'specs/001-x/tasks.md',
      'todo.txt'
    ])
  })

  it('finds the tasks of Backlog.md in any folder that holds its settings', () => {
    const files = ['backlog/tasks/back-1 - A.md', '.backlog/tasks/task-1.2 - B.md', 'plan/tasks/a-3 - C.md']
    expect(findTaskFiles(files)).toEqual(['.backlog/tasks/task-1.2 - B.md', 'backlog/tasks/back-1 - A.md'])
    expect(findTaskFiles([...files, 'plan/config.yml'])).toContain('plan/tasks/a-3 - C.md')
    expect(findTaskFiles([...files, 'plan/config.yaml'])).toContain('plan/tasks/a-3 - C.md')
    expect(findTaskFiles([...files, 'plan/tasks/config.yml'])).not.toContain('plan/tasks/a-3 - C.md')
  })

  it('leaves out what of Backlog.md is no task to do', () => {
    expect(
      findTaskFiles([
        'backlog/tasks/readme.md',
        'backlog/tasks/notes/back-1 - A.md',
        'backlog/completed/back-2 - B.md',
        'backlog/archive/tasks/back-3 - C.md',
        'backlog/docs/doc-1 - D.md',
        'backlog/config.yml'
      ])
    ).toEqual([])
  })

  it('leaves out templates, fixtures, tests, changelogs, archives and backups', () => {
    expect(
      findTaskFiles([
        'openspec/changes/archive/2026-01-01-a/tasks.md',
        '.specify/templates/tasks.md',
        '.kiro/backups/1/specs/a/tasks.md',
        'test/TODO.md',
        'fixtures/a/TASKS.md',
        'fixtures/.taskmaster/tasks/tasks.json',
        'test/backlog/tasks/back-1 - A.md',
        'node_modules/a/TODO.md',
        'CHANGELOG.md',
        'tasks-template.md',
        'tasks/tasks.json',
        'my-todo.txt'
      ])
    ).toEqual([])
  })
})
