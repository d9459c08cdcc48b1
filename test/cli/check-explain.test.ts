import {readFileSync} from 'node:fs'
import {Ajv2020} from 'ajv/dist/2020.js'
import {expect, test} from 'vitest'
import {cli, createFolder, smallPackage} from './cli.ts'

const readme = [
  '# small',
  '',
  '`src/api` must not import `src/index.ts`. The store',
  'is `src/store/counts.ts`.',
  '',
  'We used to have `src/store/old.ts`.',
  '',
  '## Roadmap',
  '',
  'See `src/later.ts`.',
  '',
  '<!-- a comment -->',
  '',
  '```python',
  "open('src/x.ts')",
  '```',
  '',
  'Nothing is named here.',
  ''
].join('\n')

const files = {
  ...smallPackage,
  'README.md': readme,
  'ARCHITECTURE.md':
    '# A\n\n<!-- groundtruth:begin invariants hash=0 -->\n- `src/store` does not import `src/api`.\n<!-- groundtruth:end invariants -->\n'
}

async function explain(...argv: string[]): Promise<string> {
  const {code, out} = await cli(createFolder(files), 'check', '--explain', ...argv)
  expect(code).toBe(0)
  return out
}

test('a rule that is meant, what its names are, and what came of it', async () => {
  const out = await explain('README.md:3')
  expect(out).toMatch(/^README\.md:3 a paragraph or list item, under small\n/)
  expect(out).toContain('  sentence: `src/api` must not import `src/index.ts`.\n')
  expect(out).toContain('  sentence: The store is `src/store/counts.ts`.\n')
  expect(out).toMatch(/ {2}README\.md:3:\d+ verified: absence src\/api not to src\/index\.ts: no import\n/)
  expect(out).toMatch(/ {4}subject: src\/api, 2 modules\n {4}object: module src\/index\.ts\n/)
  expect(out).toMatch(/ {4}rule: meant, outside of the generated regions: check enforces it\n/)
})

test('only the sentences that touch the line are told', async () => {
  const out = await explain('README.md:4:7')
  expect(out).not.toContain('must not import')
  expect(out).toMatch(
    /README\.md:4:4 verified: path src\/store\/counts\.ts: exists\n {4}subject: file src\/store\/counts\.ts \(exists\)/
  )
})

test('a rule that is offered', async () => {
  const out = await explain('4', 'ARCHITECTURE.md')
  expect(out).toMatch(/^ARCHITECTURE\.md:4 a paragraph or list item, under A, in a generated region\n/)
  expect(out).toMatch(/ {4}rule: offered, in a generated region: it tells what holds\n/)
})

test.each([
  ['6', /tells no present state, by "used to" \(history\)/],
  [
    '10',
    /note: a heading above speaks of something else than how things are now \("Roadmap"\): only links are read/
  ],
  ['12', /note: HTML and its comments are not read/],
  ['15', /note: code in python: trees, diagrams and shell commands are read, nothing else/],
  ['18', /note: no code span and no link names anything/],
  ['2', /note: the line is blank/]
])('why line %s makes no claim', async (line, reason) => {
  const out = await explain(`README.md:${line}`)
  expect(out).toMatch(reason)
  expect(out).toMatch(/ {2}no claim\n$/)
})

test('JSON has the claims, and how each was understood', async () => {
  const {out} = await cli(createFolder(files), 'check', '--explain', 'README.md:3', '--json')
  const document = JSON.parse(out)
  const schema = readFileSync(new URL('../../schema/check.json', import.meta.url), 'utf8')
  const validate = new Ajv2020().compile(JSON.parse(schema))
  validate(document)
  expect(validate.errors).toBeNull()
  expect(document.claims).toHaveLength(document.explanation.understood.length)
  expect(document.explanation).toMatchObject({doc: 'README.md', line: 3, type: 'prose', headings: ['small']})
  expect(document.explanation.understood).toContainEqual(expect.objectContaining({rule: 'meant'}))
  const past = JSON.parse((await cli(createFolder(files), 'check', '--explain', 'README.md:6', '--json')).out)
  expect(past.explanation.sentences[0].reservation).toEqual({mood: 'history', word: 'used to'})
})

test.each([
  [['--explain', 'README.md'], /Expected a line, or FILE:LINE, after --explain, got 'README\.md'/],
  [['--explain', 'README.md:99'], /Expected a line from 1 to 19 of README\.md, got 99/],
  [['--explain', '3'], /Expected --explain FILE:LINE, or one FILE, got several documents/],
  [['--explain', 'gone.md:3'], /Expected gone\.md to be a UTF-8 text file, got nothing there/]
])('%j is one line and exit 2', async (flags, message) => {
  const {code, err} = await cli(createFolder(files), 'check', ...flags)
  expect([code, err]).toEqual([2, expect.stringMatching(message)])
})
