import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {TaskFormat} from '../../../src/artifacts/task.ts'
import {editTasks, type TaskEdit} from '../../../src/artifacts/task-edits/edit-tasks.ts'
import {readTasks} from '../../../src/artifacts/tasks.ts'

const note = {text: 'Triaged 2026-11-20 (abc1234): partial: one of two.', key: '0a1b2c3d'}
const end = '<!-- triage 0a1b2c3d -->'

function edit(text: string, edits: readonly TaskEdit[], format: TaskFormat = 'gfm', day?: string): string {
  return editTasks(text, format, edits, day).text
}

const tick = (line: number): TaskEdit => ({line, mark: 'tick'})
const untick = (line: number): TaskEdit => ({line, mark: 'untick'})
const noted = (line: number): TaskEdit => ({line, note})

describe('ticks', () => {
  it('change the marker and nothing else', () => {
    expect(edit('\uFEFF# A \r\n\r\n*\t[ ]  a  \r\n1) [ ] b', [tick(3), tick(4)])).toBe(
      '\uFEFF# A \r\n\r\n*\t[x]  a  \r\n1) [x] b'
    )
    expect(edit('> - [ ] a\n+ [/] b\n- [] c\n', [tick(1), tick(2), tick(3)])).toBe(
      '> - [x] a\n+ [x] b\n- [x] c\n'
    )
    expect(edit('\uFEFF- [ ] a\n', [tick(1)])).toBe('\uFEFF- [x] a\n')
  })

  it('are written as the file writes them', () => {
    expect(edit('- [X] a\n- [ ] b\n', [tick(2)])).toBe('- [X] a\n- [X] b\n')
    expect(edit('- [X] a\n- [x] b\n- [ ] c\n', [tick(3)])).toBe('- [X] a\n- [x] b\n- [x] c\n')
  })

  it('leave skipped items and letters of a person', () => {
    for (const text of ['- [-] a\n', '- [>] a\n', '- [x] a\n', 'a\n', '```\n- [ ] a\n```\n'])
      for (const line of [1, 2]) expect(editTasks(text, 'gfm', [tick(line)])).toEqual({text, changes: []})
    expect(edit('- [-] a\n', [tick(1)], 'kiro')).toBe('- [x] a\n')
    expect(edit('- [ ]* 1.1 a\n', [tick(1)], 'kiro')).toBe('- [x]* 1.1 a\n')
  })

  it('are taken back where that is asked for', () => {
    expect(edit('- [X] a\n- [x] b\n', [untick(1)])).toBe('- [ ] a\n- [x] b\n')
    expect(edit('- [ ] a\n', [untick(1)])).toBe('- [ ] a\n')
  })

  it('say what was changed, by line', () => {
    const {changes} = editTasks('- [ ] a\n- [x] b\n', 'gfm', [untick(2), {...tick(1), note}])
    expect(changes).toEqual([
      {line: 1, change: 'tick'},
      {line: 1, change: 'note'},
      {line: 2, change: 'untick'}
    ])
  })
})

describe('todo.txt', () => {
  const mark = (line: string, day?: string) => edit(`${line}\nb\n`, [tick(1)], 'todo-txt', day).split('\n')[0]

  it('gets an x, and the day in front of a day of creation', () => {
    expect(mark('a +p')).toBe('x a +p')
    expect(mark('a', '2026-11-20')).toBe('x a')
    expect(mark('(A) 2026-01-02 a', '2026-11-20')).toBe('x 2026-11-20 (A) 2026-01-02 a')
    expect(mark('2026-01-02 a', '2026-11-20')).toBe('x 2026-11-20 2026-01-02 a')
  })

  it('is left when a day of creation would turn into one of completion', () => {
    expect(mark('2026-01-02 a')).toBe('2026-01-02 a')
    expect(mark('x a')).toBe('x a')
  })

  it('reads as the same item, done', () => {
    const before = '(A) 2026-01-02 Add it +p\n'
    const after = edit(before, [tick(1)], 'todo-txt', '2026-11-20')
    const [open] = readTasks('todo.txt', before).value
    expect(readTasks('todo.txt', after).value[0]).toEqual({...open, state: 'done'})
  })

  it('has no place for notes', () => {
    expect(edit('a +p\n', [noted(1)], 'todo-txt')).toBe('a +p\n')
  })
})

describe('notes', () => {
  it('are bullets where items have bullets, with the list marker of the item', () => {
    expect(edit('- [ ] a\n- [ ] b\n', [noted(1)])).toBe(`- [ ] a\n  - ${note.text} ${end}\n- [ ] b\n`)
    expect(edit('* [ ] a\n  * detail\n', [noted(1)])).toBe(`* [ ] a\n  * detail\n  * ${note.text} ${end}\n`)
    expect(edit('1. [ ] a\n', [noted(1)])).toBe(`1. [ ] a\n   - ${note.text} ${end}\n`)
  })

  it('are further lines of text where items are wrapped', () => {
    const text = '- [ ] a\n  and more\n\n- [ ] b\n'
    expect(edit(text, [noted(1)])).toBe(`- [ ] a\n  and more\n  ${note.text} ${end}\n\n- [ ] b\n`)
    const long = {...note, text: `${note.text} Next: write a test that calls \`acquire now\`, then tick it.`}
    expect(edit(text, [{line: 1, note: long}])).toBe(
      `- [ ] a\n  and more\n  ${note.text} Next: write a test that\n  calls \`acquire now\`, then tick it. ${end}\n\n- [ ] b\n`
    )
    expect(edit('- [ ] a #added:2026-01-02\n', [noted(1)], 'ctx')).toBe(
      `- [ ] a #added:2026-01-02\n  ${note.text} ${end}\n`
    )
  })

  it('stand behind the own lines and before the children, indented like them', () => {
    expect(edit('- [ ] a\n    - [ ] child\n', [noted(1)])).toBe(
      `- [ ] a\n    - ${note.text} ${end}\n    - [ ] child\n`
    )
    expect(edit('- [ ] a\n\t- one\n\n\ttwo\n\t- [ ] child\n', [noted(1)])).toBe(
      `- [ ] a\n\t- one\n\n\ttwo\n\t- ${note.text} ${end}\n\t- [ ] child\n`
    )
    expect(edit('- [ ] a\n  ```sh\n  - [ ] code\n\n  ```\n\ntext\n', [noted(1)])).toBe(
      `- [ ] a\n  \`\`\`sh\n  - [ ] code\n\n  \`\`\`\n  - ${note.text} ${end}\n\ntext\n`
    )
  })

  it('are as deep as the words of the item, so that they belong to it', () => {
    expect(edit('10. [ ] a\n  lazy\n', [noted(1)])).toBe(`10. [ ] a\n  lazy\n    ${note.text} ${end}\n`)
    expect(edit('> - [ ] a\n', [noted(1)])).toBe(`> - [ ] a\n>   - ${note.text} ${end}\n`)
  })

  it('do not run into a bullet, a table or a heading', () => {
    const wrapped = '- [ ] w\n  w\n- [ ] v\n  v\n'
    expect(edit(`- [ ] a\n  - b\n${wrapped}`, [noted(1)])).toContain(`  - b\n  - ${note.text} ${end}\n`)
    expect(edit(`- [ ] a\n  | b |\n${wrapped}`, [noted(1)])).toContain(`  | b |\n  - ${note.text} ${end}\n`)
    expect(edit('- [ ] a\n# B\n', [noted(1)])).toBe(`- [ ] a\n  - ${note.text} ${end}\n# B\n`)
    expect(edit('- [ ] a\n---\n', [noted(1)])).toBe(`- [ ] a\n  - ${note.text} ${end}\n---\n`)
  })

  it('keep line endings and a missing last line break', () => {
    expect(edit('- [ ] a\r\n- [ ] b', [noted(1), noted(2)])).toBe(
      `- [ ] a\r\n  - ${note.text} ${end}\r\n- [ ] b\r\n  - ${note.text} ${end}`
    )
    expect(edit('- [ ] a', [noted(1)])).toBe(`- [ ] a\n  - ${note.text} ${end}`)
  })

  it('are added once, and again when they say something else', () => {
    const once = edit('- [ ] a\n', [noted(1)])
    expect(editTasks(once, 'gfm', [noted(1)])).toEqual({text: once, changes: []})
    const other = {text: 'Triaged 2026-11-21 (abc1235): phantom: gone.', key: 'ffffffff'}
    const twice = edit(once, [{line: 1, note: other}])
    expect(twice).toBe(`- [ ] a\n  - ${note.text} ${end}\n  - ${other.text} <!-- triage ffffffff -->\n`)
    // What held before, then did not, and holds again is news.
    expect(edit(twice, [noted(1)]).split(note.text)).toHaveLength(3)
  })

  it('are no part of the item, whatever form they have', () => {
    for (const text of ['- [ ] a\n  b\n  - [ ] c\n', '- [ ] a\n  - b\n- [ ] c\n', '- [ ] a\n'])
      for (const line of [1]) {
        const shorten = (file: string) =>
          readTasks('TASKS.md', file).value.map(task => ({...task, line: 0, parentLine: 0}))
        const long = {
          ...note,
          text: `${note.text} Next: write \`a b\` - then more and more, and yet more words.`
        }
        expect(shorten(edit(text, [{line, note: long}]))).toEqual(shorten(text))
      }
  })

  it('are not written where a tool owns the list', () => {
    for (const format of ['backlog-md', 'next-actions', 'task-master'] as const)
      expect(edit('- [ ] #1 a\n', [noted(1)], format)).toBe('- [ ] #1 a\n')
    expect(edit('- [ ] #1 a\n', [tick(1)], 'backlog-md')).toBe('- [x] #1 a\n')
    expect(edit('- [ ] NA-1 a\n', [tick(1)], 'next-actions')).toBe('- [ ] NA-1 a\n')
  })
})

it('every line of the file is still there, in order, save for the markers', () => {
  const line = fc.constantFrom(
    '- [ ] a',
    '- [x] b `c d`',
    '  - [ ] nested',
    '  more',
    '\t* tabbed',
    '* [X] c',
    '1. [/] d',
    '> - [ ] quoted',
    '',
    '# H',
    '```',
    'text | text',
    '<!-- c -->'
  )
  const texts = fc
    .tuple(fc.array(line, {maxLength: 12}), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, lineEnd, closed]) => lines.join(lineEnd) + (closed ? lineEnd : ''))
  fc.assert(
    fc.property(texts, fc.constantFrom<TaskFormat>('gfm', 'ctx', 'kiro'), (text, format) => {
      const edits = readTasks('TASKS.md', text).value.map(
        ({line, state}): TaskEdit => ({
          line,
          mark: state === 'done' ? 'untick' : 'tick',
          note
        })
      )
      const after = edit(text, edits, format)
      const plain = (file: string) => file.replace(/\[[ xX/]?\]/g, '[ ]').split(/\r?\n/)
      const kept = plain(after).filter(
        one => !one.includes('Triaged') && !one.includes(end) && !one.includes('one of two')
      )
      expect(kept).toEqual(plain(text))
      const marks = edits.map(
        ({line, mark}) => ({line, mark: mark === 'tick' ? 'untick' : 'tick'}) as TaskEdit
      )
      const lineOf = new Map(readTasks('TASKS.md', after).value.map(({line}, index) => [index, line]))
      // There and back the markers are as they were, and the notes stand.
      const back = edit(
        after,
        marks.map((one, index) => ({...one, line: lineOf.get(index) ?? 0, note})),
        format
      )
      expect(back.split('Triaged').length).toBe(after.split('Triaged').length)
    })
  )
})
