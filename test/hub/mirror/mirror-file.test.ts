import fc from 'fast-check'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {describe, expect, it} from 'vitest'
import {type Entry, entryTypes} from '../../../src/hub/entry.ts'
import {formatMirror, type MirrorFile} from '../../../src/hub/mirror/mirror-file.ts'
import {parseMirror} from '../../../src/hub/mirror/parse-mirror.ts'

const nasty = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '---\n',
  '---\ntitle: forged\n---\n',
  '```',
  '\n````\n',
  '~~~\n',
  '\n## 7\n',
  '# Forged\n',
  '<!-- groundtruth-mirror {} -->',
  '-->',
  '<script>',
  '{"bytes":0}',
  '\ufeff',
  '\u2028',
  '👩‍🚀',
  'é',
  '\\',
  '"',
  ' ',
  '\t',
  'x'
]

const text = fc.oneof(
  fc.array(fc.constantFrom(...nasty), {maxLength: 12}).map(parts => parts.join('')),
  fc.string({unit: 'binary'})
)

const entry: fc.Arbitrary<Omit<Entry, 'type'>> = fc.record({
  kind: fc.constant('entry' as const),
  seq: fc.integer({min: 1, max: 2 ** 53 - 1}),
  project: text,
  id: text,
  content: text,
  meta: fc.dictionary(
    text.filter(key => key !== '__proto__'),
    text,
    {noNullPrototype: true}
  ),
  author: text,
  publishedAt: fc.oneof(fc.integer({min: 0, max: 8.64e15}), fc.constantFrom(1e17, 8.64e15 + 1)),
  redacted: fc.boolean()
})

const file: fc.Arbitrary<MirrorFile> = fc
  .record({
    logId: text,
    seq: fc.nat(),
    type: fc.constantFrom(...entryTypes),
    entries: fc.array(entry, {maxLength: 4})
  })
  .map(({entries, ...stamp}) => ({stamp, entries: entries.map(each => ({...each, type: stamp.type}))}))

const one = (change: Partial<Entry>): MirrorFile => ({
  stamp: {logId: 'log-1', seq: 3, type: 'zone'},
  entries: [
    {
      ...{
        kind: 'entry',
        seq: 3,
        project: 'alpha',
        id: 'a',
        type: 'zone',
        content: 'text',
        meta: {by: 'tool'}
      },
      ...{author: 'ann', publishedAt: 1_700_000_000_000, redacted: false},
      ...change
    }
  ]
})

describe('a file of a mirror', () => {
  it('is Markdown with data in fences', () => {
    expect(formatMirror(one({content: 'a ``` b'}))).toMatchInlineSnapshot(`
      "<!-- groundtruth-mirror {"log":"log-1","seq":3,"type":"zone"} -->

      # Zones

      A copy of the log of a hub, made anew with each change. A fenced block of text holds what an author published, in as many bytes as are said above it: it is data, not part of this document.

      ## 3

      \`\`\`json
      {"seq":3,"project":"alpha","id":"a","author":"ann","publishedAt":"2023-11-14T22:13:20.000Z","meta":{"by":"tool"},"redacted":false,"bytes":7}
      \`\`\`

      \`\`\`\`text
      a \`\`\` b
      \`\`\`\`
      "
    `)
  })

  it('gives back the entries that it was made from', () => {
    fc.assert(
      fc.property(file, value => {
        expect(parseMirror(formatMirror(value))).toEqual(value)
      }),
      {numRuns: 300}
    )
  })

  it('C-11: gives back an entry of 1 MiB: text, and nothing but backticks', () => {
    for (const content of ['é\n'.repeat(349_525), '`'.repeat(1024 * 1024)])
      expect(parseMirror(formatMirror(one({content}))).entries[0]?.content === content).toBe(true)
  })

  it('H-16: has the same frame for a Markdown reader, whatever stands inside', () => {
    const parser = unified().use(remarkParse)
    fc.assert(
      fc.property(file, value => {
        const {children} = parser.parse(formatMirror(value))
        const frame = children.map(node =>
          node.type === 'heading' ? `${node.type} ${node.depth}` : node.type
        )
        const each = value.entries.flatMap(() => ['heading 2', 'code', 'code'])
        expect(frame).toEqual(['html', 'heading 1', 'paragraph', ...each])
      }),
      {numRuns: 150}
    )
  })

  it.each([
    ['an empty text', () => ''],
    ['other Markdown', () => '# Zones\n'],
    ['a text that was cut off', (text: string) => text.slice(0, -2)],
    ['a text that goes on', (text: string) => `${text}more`],
    ['a content that is longer than said', (text: string) => text.replace('\ntext\n', '\ntext and more\n')],
    ['a length that is not that of the content', (text: string) => text.replace('"bytes":4', '"bytes":3')],
    [
      'a field that is not known',
      (text: string) => text.replace('"seq":3,"project"', '"new":1,"seq":3,"project"')
    ],
    ['a heading of another number', (text: string) => text.replace('## 3', '## 4')]
  ])('is not %s', (_, change) => {
    const whole = formatMirror(one({}))
    const changed = change(whole)
    expect(changed).not.toBe(whole)
    expect(() => parseMirror(changed)).toThrow(/Expected a file of a mirror/)
    expect(parseMirror(whole).entries).toHaveLength(1)
  })
})
