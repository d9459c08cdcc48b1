import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files: Files = {
  'packages/cli/package.json': '{"name": "@post/cli"}',
  'packages/cli/main.ts': "import {core} from '@post/core'\nexport const main = core\n",
  'packages/core/package.json': '{"name": "@post/core"}',
  'packages/core/index.ts':
    "import {base} from '@post/base'\nexport class Office {}\nexport const core = base\n",
  'packages/core/branch.ts': "import {Office} from './index.ts'\nexport class Branch extends Office {}\n",
  'packages/base/package.json': '{"name": "@post/base"}',
  'packages/base/index.ts': 'export const base = 1\n',
  'package.json': '{"workspaces": ["packages/*"]}'
}

function edges(...lines: string[]): string[] {
  return judge(lines.join('\n'), files)
    .filter(line => line.includes(' edge '))
    .map(line => line.replace(/^\d+ edge /, ''))
}

const fenced = (lang: string, ...lines: string[]) => [`\`\`\`${lang}`, ...lines, '```']

test('reads what is written like code in a label, and packages by their bare names', () => {
  expect(
    edges(
      ...fenced(
        'mermaid',
        'flowchart LR',
        '  a["CLI<br/>packages/cli"] --> b["core"] --> c[Base]',
        '  a -. "no import" .-> c'
      )
    )
  ).toEqual(['core -> @post/base: verified (imports)', 'packages/cli -> core: verified (imports)'])
})

test('takes the path that a tool gives a node as its id', () => {
  expect(
    edges(...fenced('mermaid', 'graph TD', '  packages/cli["/cli"] --> packages/core["/core"]'))
  ).toEqual(['packages/cli -> packages/core: verified (imports)'])
})

test('keeps a diagram open in which all arrows lead against the imports, and refutes one among others', () => {
  const [head, a, b] = [
    'flowchart TD',
    '  c["packages/core"] --> l["packages/cli"]',
    '  b["packages/base"] --> c'
  ]
  expect(edges('## Dependencies', '', ...fenced('mermaid', head ?? '', a ?? '', b ?? ''))).toEqual([
    'packages/core -> packages/cli: unverifiable (drawn the other way round)',
    'packages/base -> packages/core: unverifiable (drawn the other way round)'
  ])
  expect(
    edges('## Dependencies', '', ...fenced('mermaid', head ?? '', a ?? '', '  c --> b["packages/base"]'))
  ).toEqual([
    'packages/core -> packages/cli: refuted (the other way round)',
    'packages/core -> packages/base: verified (imports)'
  ])
})

test('counts an arrow that can only be seen to hold backwards, though it is open itself', () => {
  const unresolved = {...files, 'packages/base/index.ts': "import './gone.js'\nexport const base = 1\n"}
  const lines = [
    '## Dependencies',
    '',
    ...fenced(
      'mermaid',
      'flowchart TD',
      '  b["packages/base"] --> c["packages/core"]',
      '  c --> l["packages/cli"]'
    )
  ]
  const verdicts = judge(lines.join('\n'), unresolved).filter(line => line.includes(' edge '))
  expect(verdicts).toEqual([
    '5 edge packages/base -> packages/core: unverifiable (unresolved imports)',
    '6 edge packages/core -> packages/cli: unverifiable (drawn the other way round)'
  ])
})

test('reads class diagrams: heirs depend on their base', () => {
  expect(edges(...fenced('mermaid', 'classDiagram', '  Office <|-- Branch', '  Office : +open()'))).toEqual([
    'Branch -> Office: verified (imports)'
  ])
})

test('keeps messages of a sequence diagram that an import bears out, and leaves answers out', () => {
  expect(
    edges(
      ...fenced(
        'mermaid',
        'sequenceDiagram',
        '  participant C as packages/cli',
        '  participant O as packages/core',
        '  C->>+O: send',
        '  O-->>-C: sent',
        '  O->>C: ping'
      )
    )
  ).toEqual(['packages/cli -> packages/core: verified (imports)'])
})

test('reads arrows of plain blocks, lists at their ends, and arrows between code spans', () => {
  expect(edges(...fenced('', 'cli → core', 'packages/core -> packages/base'))).toEqual(
    ['@post/cli -> @post/core: verified (imports)', 'packages/core -> packages/base: verified (imports)'].map(
      line => line.replace('@post/cli -> @post/core', 'cli -> core')
    )
  )
  expect(edges('`packages/cli` → `packages/core`')).toEqual([
    'packages/cli -> packages/core: verified (imports)'
  ])
  expect(edges(...fenced('', 'letters arrive → packages/core', '| packages/cli | → packages/core'))).toEqual(
    []
  )
})

test('takes an arrow to the left only where an import bears it out', () => {
  expect(edges(...fenced('', '@post/base ← @post/core'))).toEqual([
    '@post/core -> @post/base: verified (imports)'
  ])
  expect(edges('## Dependencies', '', ...fenced('', '@post/core ← @post/base'))).toEqual([])
})
