import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'

const folder = fileURLToPath(new URL('../', import.meta.url))
const numbered = (letter: string, count: number) =>
  Array.from(
    {length: count},
    (_, index) => `${letter}-${`${index + 1}`.padStart(letter === 'H' ? 2 : 1, '0')}`
  )

/** The audit's findings, the further defects, the contract tests that were demanded, and the files of ctx's own tests. */
const wanted = [
  ...numbered('H', 30),
  ...numbered('D', 10),
  ...numbered('C', 17),
  ...['auth', 'entry_validate', 'store', 'server', 'integration', 'fanout', 'failover', 'replicate'].map(
    name => `ctx ${name}_test`
  )
]

/** What the title of a test begins with: a list of labels. */
const label = /(?:[HDC]-\d+|ctx \w+_test)/.source
const title = new RegExp(`\\(\\s*'(${label}(?:, ${label})*)\\b[^'\\n]*',`, 'g')

function labelsIn(text: string): readonly string[] {
  return [...text.matchAll(title)].flatMap(([, labels = '']) => labels.split(', '))
}

test('every finding has a test that is named after it', () => {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(
    name => name.endsWith('.ts') && !name.endsWith('complete.test.ts')
  )
  const texts = files.map(name => readFileSync(join(folder, name), 'utf8'))
  const found = new Set(texts.flatMap(labelsIn))
  expect(wanted.filter(each => !found.has(each))).toEqual([])
  expect([...found].filter(each => !wanted.includes(each))).toEqual([])
  for (const text of texts) expect(text).not.toMatch(/\b(?:test|it|describe)\.(?:skip|todo|only|fails)\b/)
})

test('labels are read from titles alone', () => {
  const text = `// H-01: a comment
    test('H-02, C-3 forged: a title', () => undefined)
    test.each([])(
      'ctx auth_test, D-4: %s', () => undefined)
    expect('H-05: no title').toBe("H-06: nor this")
    test('a title with H-07 inside', () => undefined)`
  expect(labelsIn(text)).toEqual(['H-02', 'C-3', 'ctx auth_test', 'D-4'])
})
