import {expect, it} from 'vitest'
import {addLearnings, type Learning} from '../../src/artifacts/learnings.ts'

const learning: Learning = {key: '0a1b2c3d', title: 'T', context: 'C', lesson: 'L', application: 'A'}
const time = Date.parse('2026-11-20T08:09:10Z') / 1000
const body =
  '\n\n**Context**: C\n\n**Lesson**: L\n\n**Application**: A\n\n<!-- groundtruth:learning 0a1b2c3d -->'
const added = (old: string | undefined, at: number | undefined = time) => addLearnings(old, [learning], at)

it('makes the file when there is none', () => {
  expect(added(undefined)).toBe(`# Learnings\n\n## [2026-11-20] T${body}\n`)
  expect(addLearnings(undefined, [learning], undefined)).toBe(`# Learnings\n\n## T${body}\n`)
  expect(addLearnings(undefined, [], time)).toBeUndefined()
})

it('stands at the end, or in front where the newest stands first', () => {
  const older = '## [2026-01-01] Old\n\nold\n'
  const newer = '## [2026-02-01] New\n\nnew\n'
  expect(added(`# L\n\n${older}\n---\n\n${newer}`)).toBe(
    `# L\n\n${older}\n---\n\n${newer}\n---\n\n## [2026-11-20] T${body}\n`
  )
  expect(added(`# L\n\n${newer}\n---\n\n${older}`)).toBe(
    `# L\n\n## [2026-11-20] T${body}\n\n---\n\n${newer}\n---\n\n${older}`
  )
})

it('takes the form of the dates and the line endings of the file, and leaves examples in comments', () => {
  const old = '# L\r\n\r\n<!--\r\n## [2026-01-01] Example\r\n-->\r\n\r\n## [2026-02-01-101112] New\r\n\r\nnew'
  const after = added(old) ?? ''
  expect(
    after.startsWith('# L\r\n\r\n<!--\r\n## [2026-01-01] Example\r\n-->\r\n\r\n## [2026-11-20-080910] T\r\n')
  ).toBe(true)
  expect(after.endsWith('## [2026-02-01-101112] New\r\n\r\nnew')).toBe(true)
  expect(after.replaceAll('\r\n', '')).not.toContain('\n')
})

it('tells a pattern once, however a person has edited it', () => {
  const once = (added('# L\n\nwords') ?? '').replace('**Lesson**: L', '**Lesson**: mine')
  expect(added(once)).toBe(once)
  const more = addLearnings(once, [learning, {...learning, key: 'ffffffff'}], time) ?? ''
  expect(more.replace(/## \[2026-11-20\] T[\s\S]*?learning ffffffff -->\n\n---\n\n/, '')).toBe(once)
})
