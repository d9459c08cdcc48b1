import fc from 'fast-check'
import {expect, test} from 'vitest'
import {extractClaims} from '../../src/claims/extract.ts'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {readPathText} from '../../src/claims/path-text.ts'
import {worldOf} from './check.ts'

const piece = fc.constantFrom(
  '# `src/a.ts`\n',
  '- `src/`: holds `a.ts`',
  '  - `b.ts` imports `src/a.ts`',
  '`src` must not import `lib`.',
  '| a | depends on |\n| --- | --- |\n| `src` | `lib` |',
  '```mermaid\nflowchart TD\na[src] --> b[(lib)] -.-> c\n```',
  '```\nsrc/\n├── a.ts\n└── b.ts\n```',
  '```sh\nnpm run x && yarn y\n```',
  '[x](src/a.ts#L3) [y]: ../../z',
  '<!-- groundtruth:begin a hash=0 -->',
  '<!-- groundtruth:end a -->',
  '~~`src/c.ts`~~ 3 files in `src/`, `src/a.ts` (~9 lines)',
  '%E0%A4%A `%` `:3` `#` `..` `../..` `/` `@`'
)
const document = fc.array(fc.oneof(piece, fc.string()), {maxLength: 12}).map(parts => parts.join('\n'))
const world = worldOf({
  'src/a.ts': 'export const a = 1\n',
  'src/b.ts': "import './a.ts'\n",
  'package.json': '{'
})

test('never throws, and orders claims by their place in the document', () => {
  fc.assert(
    fc.property(document, text => {
      const claims = judgeDocument('docs/x.md', text, world)
      const places = claims.map(({line, column}) => line * 10_000 + column)
      expect(places).toEqual([...places].sort((one, other) => one - other))
      const lines = text.split(/\r\n|\n|\r/).length
      for (const {line, column} of claims) {
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual(lines)
        expect(column).toBeGreaterThanOrEqual(1)
      }
    }),
    {numRuns: 60}
  )
})

test('gives the same claims twice', () => {
  fc.assert(
    fc.property(document, text => {
      expect(extractClaims('x.md', text)).toEqual(extractClaims('x.md', text))
    }),
    {numRuns: 20}
  )
})

test('takes any text apart as a path', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      expect(readPathText(text).path.startsWith('./')).toBe(false)
    })
  )
})
