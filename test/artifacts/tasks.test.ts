import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {readTasks} from '../../src/artifacts/tasks.ts'

/** Reads a text and compares the named fields of each item. */
function check(text: string, expected: object[]) {
  const {value} = readTasks('TASKS.md', text)
  expect(value).toHaveLength(expected.length)
  expect(value).toMatchObject(expected)
}

describe('readTasks', () => {
  it('reads all five list markers', () => {
    check('- [ ] a\n* [x] b\n+ [X] c\n1. [ ] d\n2) [ ] e\n', [
      {text: 'a', state: 'open', line: 1},
      {text: 'b', state: 'done', line: 2},
      {text: 'c', state: 'done', line: 3},
      {text: 'd', state: 'open', line: 4},
      {text: 'e', state: 'open', line: 5}
    ])
  })

  it('takes an unknown marker letter for open and a dash for skipped', () => {
    check('- [~] a\n- [-] b\n- [] c\n', [{state: 'open'}, {state: 'skipped'}, {state: 'open'}])
  })

  it('reads boxes at any indent', () => {
    check('Text\n\n        - [ ] deep\n', [{text: 'deep', line: 3}])
  })

  it('nests boxes', () => {
    check('- [ ] a\n    - [ ] b\n        - [x] c\n- [ ] d\n', [
      {text: 'a'},
      {text: 'b', parentLine: 1},
      {text: 'c', parentLine: 2},
      {text: 'd'}
    ])
    expect(readTasks('a', '- [ ] a\n- [ ] b\n').value[1]).not.toHaveProperty('parentLine')
  })

  it('nests by two columns at least, a tab reaching to the fourth', () => {
    check('- [ ] a\n - [ ] b\n\t- [ ] c\n', [{text: 'a'}, {text: 'b'}, {text: 'c', parentLine: 2}])
    expect(readTasks('a', '- [ ] a\n - [ ] b\n').value[1]).not.toHaveProperty('parentLine')
  })

  it('ends an item at a rule', () => {
    check('- [ ] a\n---\nb\n', [{text: 'a'}])
    check('- [ ] a\n--- b\nc\n', [{text: 'a --- b c'}])
  })

  it('takes the indent before the number', () => {
    check('- [ ] 1. a\n- [ ] 2. b\n  - [ ] 1.1 c\n', [{id: '1'}, {id: '2'}, {id: '1.1', parentLine: 2}])
  })

  it('takes 1.1 for a child of 1 at the same indent', () => {
    check('- [ ] 1. a\n- [ ] 1.1 b\n', [{id: '1'}, {id: '1.1', parentLine: 1}])
  })

  it('joins wrapped lines, paragraphs and plain sub-bullets to their box', () => {
    check('- [ ] one\n  two\nthree\n\n  four\n  - five\n- six\n', [{text: 'one two three four - five'}])
  })

  it('gives a line after a nested box to the box it is indented under', () => {
    check('- [ ] a\n    - [ ] b\n\n  more of a\n', [{text: 'a more of a'}, {text: 'b'}])
  })

  it('takes tags out and leaves issues, colours and code', () => {
    check('- [ ] fix #844 in `#added:x` #fff #in-progress #added:2026-04-08-194612\n', [
      {text: 'fix #844 in `#added:x` #fff', tags: ['in-progress', 'added:2026-04-08-194612']}
    ])
  })

  it('keeps headings outermost first', () => {
    check('# T\n## Phase 1\n### A\n- [ ] a\n## Phase 2 ##\n- [ ] b\n', [
      {headings: ['T', 'Phase 1', 'A']},
      {headings: ['T', 'Phase 2']}
    ])
  })

  it('finds explicit ids', () => {
    check(
      '- [ ] **T001** [P] a\n- [ ] PD.4.5 b\n- [ ] **H-21**: c\n- [ ] #1 d\n- [ ] 2026 e\n- [ ] API f\n',
      [{id: 'T001'}, {id: 'PD.4.5'}, {id: 'H-21'}, {id: '#1'}, {text: '2026 e'}, {text: 'API f'}]
    )
    expect(readTasks('a', '- [ ] 2026 e\n').value[0]).not.toHaveProperty('id')
  })

  it('does not take code, comments, front matter or links for items', () => {
    check(
      '---\n- [ ] no\n---\n\n```md\n- [ ] no\n```\n\n<!--\n- [ ] no\n-->\n\nuse `- [ ] no`\n\n- [x](y) no\n',
      []
    )
    check('- [ ] yes\n\n  ```\n  - [ ] no\n  ```\n\n  tail\n', [{text: 'yes tail'}])
    check('   ```\n   - [ ] no\n   ```\n- [ ] yes\n', [{text: 'yes'}])
    check('Text\n\n        ```\n        - [ ] no\n        ```\n        - [ ] yes\n', [{text: 'yes'}])
    check('- [a] no\n\n[a]: b\n', [])
  })

  it('reads boxes between HTML tags', () => {
    check('<details>\n<summary>More</summary>\n\n- [ ] yes\n</details>\n', [{text: 'yes', line: 4}])
  })

  it('writes every plain sub-bullet with a dash', () => {
    check('- [ ] a\n  * b\n  + c\n  1. d\n', [{text: 'a - b - c 1. d'}])
  })

  it('takes a slash for in progress', () => {
    check('- [/] a\n- [?] b\n', [
      {state: 'open', tags: ['in-progress']},
      {state: 'open', tags: []}
    ])
  })

  it('takes an unclosed comment to the end of the file', () => {
    check('- [ ] yes\n\n<!-- open\n- [ ] no\n', [{text: 'yes'}])
  })

  it('reads CRLF, a byte order mark and block quotes', () => {
    check('\uFEFF- [ ] a\r\n  b\r\n> - [x] c\r\n', [{text: 'a b'}, {text: 'c', state: 'done'}])
  })

  it('warns of an id that stands twice', () => {
    expect(readTasks('a.md', '- [ ] T001 a\n- [x] T001 b\n').problems).toEqual([
      {kind: 'repeated-id', path: 'a.md', line: 2, message: 'id T001 already stands in line 1'}
    ])
  })

  it('never throws, and each line of an item holds its box', () => {
    const piece = fc.constantFrom(
      '- [ ] a',
      '* [x] b',
      '  ',
      '\n',
      '```',
      '<!--',
      '-->',
      '# h',
      '    ',
      '`',
      '\t- [-] c',
      '\r\n',
      '> '
    )
    fc.assert(
      fc.property(
        fc.array(piece).map(pieces => pieces.join('')),
        text => {
          const lines = text.split(/\r\n|\r|\n/)
          for (const task of readTasks('a', text).value) expect(lines[task.line - 1]).toMatch(/\[.?\]/)
        }
      )
    )
  })
})
