import {describe, expect, test} from 'vitest'
import type {NewEntry} from '../../src/hub/entry.ts'
import {HubError} from '../../src/hub/hub-error.ts'
import {limits} from '../../src/hub/limits.ts'
import {
  entryBytes,
  validateNewEntry,
  validateProject,
  validatePublish,
  validateReason,
  validateSubject
} from '../../src/hub/validate-entry.ts'

const fine: NewEntry = {id: 'a', type: 'zone', content: 'b', meta: {}}

/** Undefined where it is fine, else what the error says; it must be one that a caller can act on. */
function complaint(validate: () => void): string | undefined {
  try {
    validate()
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(HubError)
    expect(error).toMatchObject({kind: 'invalid'})
    return (error as HubError).message
  }
}
const ofEntry = (change: Partial<NewEntry>) => complaint(() => validateNewEntry({...fine, ...change}))

describe('an entry', () => {
  test.each<[string, Partial<NewEntry>]>([
    ['empty meta', {meta: {}}],
    ['an empty content', {content: ''}],
    ['any character in its content', {content: 'NUL \0, bell \x07, line\nline, 🙂, \u2028, ---'}],
    ['a tab in its meta', {meta: {key: 'a\tb'}}],
    ['an id at the limit', {id: 'é'.repeat(limits.maxIdBytes / 2)}],
    ['a content at the limit', {content: 'é'.repeat(limits.maxContentBytes / 2)}],
    ['a meta at the limit', {meta: {k: 'v'.repeat(limits.maxMetaBytes - 1)}}]
  ])('ctx entry_validate_test: may have %s', (_, change) => {
    expect(ofEntry(change)).toBeUndefined()
  })

  test.each<[string, Partial<NewEntry>, string]>([
    ['no id', {id: ''}, 'id'],
    ['an id over the limit', {id: `${'é'.repeat(limits.maxIdBytes / 2)}x`}, 'id'],
    ['a tab in its id', {id: 'a\tb'}, 'id'],
    ['a line separator in its id', {id: 'a\u2028b'}, 'id'],
    ['half a character in its id', {id: 'secret\ud800'}, 'id'],
    ['a content over the limit', {content: `${'é'.repeat(limits.maxContentBytes / 2)}x`}, 'content'],
    ['half a character in its content', {content: 'secret\udc00'}, 'content'],
    ['a meta over the limit', {meta: {k: 'v'.repeat(limits.maxMetaBytes)}}, 'meta'],
    ['a line break in its meta', {meta: {key: 'secret\n'}}, 'meta'],
    ['a control character in a key of its meta', {meta: {'secret\x1b': 'v'}}, 'meta'],
    ['half a character in its meta', {meta: {key: 'secret\ud800'}}, 'meta']
  ])(
    'ctx entry_validate_test: may not have %s, and the error names the field and no text',
    (_, change, field) => {
      expect(ofEntry(change)).toMatch(new RegExp(`^Expected ${field} to have`))
      expect(ofEntry(change)).not.toContain('secret')
    }
  )
})

describe('a publish', () => {
  const many = (count: number) => Array.from({length: count}, (_, index) => ({...fine, id: `${index}`}))
  const big = (bytes: number) => ({...fine, content: 'x'.repeat(bytes - 1)})

  test('H-17: has 1 to 64 entries', () => {
    expect(complaint(() => validatePublish([]))).toContain('entries')
    expect(complaint(() => validatePublish(many(1)))).toBeUndefined()
    expect(complaint(() => validatePublish(many(limits.maxEntries)))).toBeUndefined()
    expect(complaint(() => validatePublish(many(limits.maxEntries + 1)))).toContain('entries')
  })

  test('H-17, ctx entry_validate_test: has at most 4 MiB together', () => {
    const quarter = limits.maxPublishBytes / 4
    expect(complaint(() => validatePublish([1, 2, 3, 4].map(() => big(quarter))))).toBeUndefined()
    expect(complaint(() => validatePublish([...[1, 2, 3, 4].map(() => big(quarter)), fine]))).toContain(
      'together'
    )
  })

  test('is refused for one wrong entry, which the error names', () => {
    expect(complaint(() => validatePublish([fine, {...fine, id: ''}]))).toContain('entries[1].id')
  })
})

test('a project is a short name of plain characters', () => {
  for (const name of ['a', 'Team-1/repo.ts', 'x@y_z', '9', 'a'.repeat(128)])
    expect(complaint(() => validateProject(name))).toBeUndefined()
  for (const name of ['', '*', '-a', '/a', '.a', 'a b', 'a\n', 'ä', 'a'.repeat(129)])
    expect(complaint(() => validateProject(name))).toContain('project')
})

test('a subject and a reason are one line', () => {
  for (const validate of [validateSubject, validateReason]) {
    expect(complaint(() => validate('Ann Example <ann@example.org>'))).toBeUndefined()
    expect(complaint(() => validate(''))).toBeDefined()
    expect(complaint(() => validate('a\nb'))).toBeDefined()
  }
  expect(complaint(() => validateSubject('x'.repeat(limits.maxSubjectBytes + 1)))).toContain('subject')
  expect(complaint(() => validateReason('x'.repeat(limits.maxReasonBytes + 1)))).toContain('reason')
})

test('an entry counts its id, content and meta in bytes of UTF-8', () => {
  expect(entryBytes({id: 'é', content: '🙂', meta: {k: 'vv'}})).toBe(2 + 4 + 3)
})
