import {expect, test} from 'vitest'
import {extractClaims} from '../../src/claims/extract.ts'
import {openExtractedClaims} from '../../src/claims/extracted-claims.ts'
import type {CacheFolder} from '../../src/repo/repo.ts'

function createFolder(): CacheFolder & {texts: Map<string, string>; writes: number} {
  const texts = new Map<string, string>()
  return {
    texts,
    writes: 0,
    read: name => texts.get(name),
    write(name, text) {
      this.writes++
      texts.set(name, text)
    }
  }
}

const text =
  '# A\n\nSee `src/a.ts:3`, [b](src/b.ts).\n\n- `src/a.ts` must not import `src/b.ts` at run time.\n'

function read(folder: CacheFolder, doc: string, markdown: string, engine = 'engine 1') {
  const claims = openExtractedClaims(folder, engine)
  expect(claims.extract(doc, markdown)).toEqual(extractClaims(doc, markdown))
  claims.save()
}

test('the claims of a document are those that are read out of it, kept or not', () => {
  const folder = createFolder()
  read(folder, 'a.md', text)
  read(folder, 'a.md', text)
  expect(folder.writes).toBe(1)
  read(folder, 'a.md', `${text}\nSee \`src/c.ts\`.\n`)
  read(folder, 'docs/a.md', text)
  read(folder, 'a.md', text, 'engine 2')
  expect(folder.writes).toBe(4)
})

test('what is kept is what was read, not what a caller made of it', () => {
  const folder = createFolder()
  const claims = openExtractedClaims(folder, 'engine 1')
  claims.extract('a.md', text).pop()
  expect(claims.extract('a.md', text)).toEqual(extractClaims('a.md', text))
})

test('a damaged cache is made anew', () => {
  const folder = createFolder()
  read(folder, 'a.md', text)
  folder.texts.set('claims', (folder.texts.get('claims') ?? '').replace('src/b.ts', 'src/z.ts'))
  read(folder, 'a.md', text)
  expect(folder.writes).toBe(2)
})
