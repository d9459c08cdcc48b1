import {describe, expect, test} from 'vitest'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {renameOf} from '../../src/claims/rename.ts'
import {applyEdits, renameEdit} from '../../src/claims/rename-edit.ts'
import type {History} from '../../src/repo/history.ts'
import {type Files, worldOf} from './check.ts'

interface Given {
  readonly doc?: string
  readonly files?: Files
  readonly renames?: Readonly<Record<string, string>>
  readonly removed?: readonly string[]
}

/** The document with every rename made that a refuted claim of it allows. */
function fix(text: string, {doc = 'doc.md', files = {}, renames, removed = []}: Given): string {
  const history: Partial<History> = {
    renames: new Map(Object.entries(renames ?? {})),
    removed: new Map(removed.map(path => [path, 'b']))
  }
  const world = worldOf({[doc]: text, 'src/hub/other.ts': 'export const other = 1\n', ...files}, history)
  const edits = judgeDocument(doc, text, world).flatMap(claim => {
    const rename = renameOf(claim, world)
    const edit = rename && renameEdit(text, claim, rename)
    return edit ? [edit] : []
  })
  return applyEdits(text, [...new Map(edits.map(edit => [edit.start, edit])).values()])
}

function check(text: string, given: Given, expected: string): void {
  expect(fix(text, given)).toBe(expected)
}

const moved: Given = {
  files: {'src/hub/mutex.ts': 'export function acquireLock() {}\n'},
  renames: {'src/hub/lock.ts': 'src/hub/mutex.ts'}
}

describe('a file that git saw renamed', () => {
  test.each([
    ['a code span', 'See `src/hub/lock.ts`.', 'See `src/hub/mutex.ts`.'],
    ['a line anchor stays', 'See `src/hub/lock.ts:1`.', 'See `src/hub/mutex.ts:1`.'],
    ['a symbol anchor stays', 'See `src/hub/lock.ts#acquireLock`.', 'See `src/hub/mutex.ts#acquireLock`.'],
    ['a wider code span', 'See `` src/hub/lock.ts ``.', 'See `` src/hub/mutex.ts ``.'],
    ['twice in a line', '`src/hub/lock.ts`, `src/hub/lock.ts`.', '`src/hub/mutex.ts`, `src/hub/mutex.ts`.'],
    ['a link', 'See [a](src/hub/lock.ts#L1 "t").', 'See [a](src/hub/mutex.ts#L1 "t").'],
    ['a link in angle brackets', 'See [a](<src/hub/lock.ts>).', 'See [a](<src/hub/mutex.ts>).'],
    ['an image', '![a](src/hub/lock.ts)', '![a](src/hub/mutex.ts)'],
    ['a definition', 'See [a][b].\n\n[b]: src/hub/lock.ts\n', 'See [a][b].\n\n[b]: src/hub/mutex.ts\n'],
    ['a link that begins with a dot', 'See [a](./src/hub/lock.ts).', 'See [a](./src/hub/mutex.ts).']
  ])('%s', (_, text, expected) => check(text, moved, expected))

  test('counts from the document where the old name did', () => {
    const given = {...moved, doc: 'docs/a.md'}
    check(
      'See `../src/hub/lock.ts`, [a](../src/hub/lock.ts).',
      given,
      'See `../src/hub/mutex.ts`, [a](../src/hub/mutex.ts).'
    )
    check('See `src/hub/lock.ts`.', given, 'See `src/hub/mutex.ts`.')
  })

  test('keeps line endings, a byte order mark and all that stands around', () => {
    const text =
      '\uFEFF# A\r\n\r\n* `src/hub/lock.ts`  \r\n*  [a]( src/hub/lock.ts )\r\n\r\nSee `src/hub/lock.ts`.'
    check(
      text,
      moved,
      text
        .replace('* `src/hub/lock.ts`', '* `src/hub/mutex.ts`')
        .replace('See `src/hub/lock.ts`', 'See `src/hub/mutex.ts`')
    )
  })

  test.each([
    ['a sentence about the past', 'We used to have `src/hub/lock.ts`.'],
    ['a text that tells of a move', 'The cache moves on. `src/hub/lock.ts` holds the lock.'],
    ['a link that is spelled with entities', 'See [a](src/hub/&#108;ock.ts).'],
    ['a tree', '```\nsrc/\n├── hub/\n│   ├── lock.ts\n│   └── other.ts\n```'],
    [
      'a generated region',
      '<!-- groundtruth:begin x hash=0 -->\nSee `src/hub/lock.ts`.\n<!-- groundtruth:end x -->'
    ]
  ])('is left in %s', (_, text) => check(text, moved, text))
})

describe('the one file of that name', () => {
  const files = {'lib/store/lock-file.ts': 'export {}\n'}

  test('is written', () => {
    check('See `src/hub/lock-file.ts`.', {files}, 'See `lib/store/lock-file.ts`.')
    check('See [a](src/hub/lock-file.ts).', {files}, 'See [a](lib/store/lock-file.ts).')
  })

  test.each<[string, string, Given]>([
    ['when git saw it removed', 'src/hub/lock-file.ts', {files, removed: ['src/hub/lock-file.ts']}],
    ['when there are two', 'src/hub/lock-file.ts', {files: {...files, 'a/lock-file.ts': ''}}],
    ['when a test has that name, too', 'src/hub/lock-file.ts', {files: {...files, 'test/lock-file.ts': ''}}],
    ['when it is one word', 'src/hub/init.ts', {files: {'lib/init.ts': ''}}],
    ['when it is a word and a purpose', 'src/hub/vite.config.ts', {files: {'lib/vite.config.ts': ''}}],
    ['when only the spelling is close', 'src/hub/othr.ts', {}],
    ['when another ending has that stem', 'src/hub/other.js', {files: {'src/hub/other.mts': ''}}]
  ])('is not %s', (_, path, given) => check(`See \`${path}\`.`, given, `See \`${path}\`.`))
})

describe('the one place that declares a symbol', () => {
  const files = {'src/a.ts': 'export const one = 1\n', 'src/b.ts': 'export function acquireLock() {}\n'}

  test('takes the place of the wrong one', () => {
    check('`acquireLock` is defined in `src/a.ts`.', {files}, '`acquireLock` is defined in `src/b.ts`.')
  })

  test('does not where the place is named twice, or the symbol is declared twice', () => {
    const twice = '`acquireLock` is defined in `src/a.ts`; so `src/a.ts` is small.'
    check(twice, {files}, twice)
    const text = '`acquireLock` is defined in `src/a.ts`.'
    check(text, {files: {...files, 'src/c.ts': 'export function acquireLock() {}\n'}}, text)
  })
})
