import {expect, test} from 'vitest'
import {
  codeSpan,
  emphasis,
  heading,
  html,
  link,
  list,
  listItem,
  mermaid,
  orderedList,
  paragraph,
  strong,
  table,
  taskItem
} from '../../src/markdown/build.ts'
import {formatMarkdown} from '../../src/markdown/format.ts'
import {listItems, readField} from '../../src/markdown/list-items.ts'
import {parseFragment, parseMarkdown} from '../../src/markdown/parse.ts'
import {plainText} from '../../src/markdown/plain-text.ts'
import {findSection, splitSections} from '../../src/markdown/sections.ts'
import {tableRows} from '../../src/markdown/table-rows.ts'

test('writes every kind of block', () => {
  const text = formatMarkdown([
    heading(2, ['Lock ', codeSpan('a`b')]),
    paragraph(['1. is *no* list; ', emphasis('but'), ' ', strong('this'), ' ', link('a b.md', 'link')]),
    list([
      listItem('one', [list([taskItem(true, 'two')]), html('<!-- key: k hash=0 -->')]),
      listItem('three')
    ]),
    orderedList([listItem('a'), listItem('b')]),
    table(['a', 'b'], [[codeSpan('x|y'), 'p|q'], ['1']]),
    mermaid('a --> b')
  ])
  expect(text).toMatchInlineSnapshot(`
    "## Lock \`\`a\`b\`\`

    1\\. is \\*no\\* list; _but_ **this** [link](<a b.md>)

    - one
      - [x] two
      <!-- key: k hash=0 -->
    - three

    1. a
    2. b

    | a | b |
    | - | - |
    | \`x\\|y\` | p\\|q |
    | 1 | |

    \`\`\`mermaid
    a --> b
    \`\`\`"
  `)
  expect(formatMarkdown(parseFragment(text))).toBe(text)
})

test('keeps pipes in the cells of a table', () => {
  const [node] = parseFragment(
    formatMarkdown([table(['flag', 'values'], [[codeSpan('a|b'), 'c | d']])])
  ).children
  const rows = node?.type === 'table' ? tableRows(node) : []
  expect(rows.map(row => [plainText(row.flag ?? []), plainText(row.values ?? [])])).toEqual([
    ['a|b', 'c | d']
  ])
})

test('reads the fields of a list', () => {
  const {children} = parseFragment(
    '- **Status**: open\n- Owner: Ada `x`\n- **Notes** none\n- plain\n- **Empty**:\n'
  )
  const fields = listItems(children).map(item => readField(item))
  expect(fields.map(field => field && `${field.label}=${field.value}`)).toEqual([
    'Status=open',
    'Owner=Ada `x`',
    undefined,
    undefined,
    'Empty='
  ])
})

test('splits at headings of a level and above', () => {
  const root = parseMarkdown('intro\n\n# A\n\n## B\n\n### C\n\ntext\n\n## D\n')
  expect(splitSections(root, 2).map(({title, content}) => `${title} ${content.length}`)).toEqual([
    ' 1',
    'A 0',
    'B 2',
    'D 0'
  ])
  expect(findSection(root, 'B')?.content).toHaveLength(2)
})

test('reads front matter only where it ends', () => {
  expect(parseMarkdown('---\na: b\n---\n\n- x\n').children.map(({type}) => type)).toEqual(['yaml', 'list'])
  expect(parseMarkdown('---\n\n- x\n').children.map(({type}) => type)).toEqual(['thematicBreak', 'list'])
})
