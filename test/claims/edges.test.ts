import {test} from 'vitest'
import {check} from './check.ts'

const files = {
  'src/ui/page.ts': "import {store} from '../domain/store.ts'\nexport const page = store\n",
  'src/domain/store.ts':
    "import {read} from '../base/read.ts'\nimport 'express'\nexport const store = read\n",
  'src/base/read.ts': 'export const read = 1\n',
  'src/base/read.test.ts': "import '../ui/page.ts'\n",
  'package.json': '{"dependencies": {"express": "^4.0.0", "left": "1.0.0"}}'
}

test('verifies an import between folders', () => {
  check('`src/ui` imports `src/domain`.', files, [
    '1 edge src/ui -> src/domain: verified (imports)',
    '1 path src/ui: verified (exists)',
    '1 path src/domain: verified (exists)'
  ])
})

test('refutes an import that is not there, tests left out', () => {
  check('`src/base/read.ts` imports `src/ui/page.ts`.', files, [
    '1 edge src/base/read.ts -> src/ui/page.ts: refuted (no import)',
    '1 path src/base/read.ts: verified (exists)',
    '1 path src/ui/page.ts: verified (exists)'
  ])
})

test('keeps a use through a third module open', () => {
  check('`src/ui/page.ts` uses `src/base/read.ts`.', files, [
    '1 edge src/ui/page.ts -> src/base/read.ts: unverifiable (only indirectly)',
    '1 path src/ui/page.ts: verified (exists)',
    '1 path src/base/read.ts: verified (exists)'
  ])
})

test('keeps an edge open when an import of the subject did not resolve', () => {
  check('`src/ui/odd.ts` imports `src/base/read.ts`.', {...files, 'src/ui/odd.ts': "import './lost.ts'\n"}, [
    '1 edge src/ui/odd.ts -> src/base/read.ts: unverifiable (unresolved imports)',
    '1 path src/ui/odd.ts: verified (exists)',
    '1 path src/base/read.ts: verified (exists)'
  ])
})

test('judges packages that are imported or not', () => {
  check('`src/domain/store.ts` imports `express` and `left`.', files, [
    '1 edge src/domain/store.ts -> express: verified (imports)',
    '1 edge src/domain/store.ts -> left: refuted (no import)',
    '1 path src/domain/store.ts: verified (exists)'
  ])
})

test('reads the arrows of a dependency diagram by their labels', () => {
  const diagram = [
    '## Dependencies',
    '',
    '```mermaid',
    'flowchart TD',
    '  u["src/ui"] --> d["src/domain"] & b[(src/base)]',
    '  b -.-> u',
    '  x[Browser] --> u',
    '```'
  ].join('\n')
  check(diagram, files, [
    '5 edge src/ui -> src/base: unverifiable (only indirectly)',
    '5 edge src/ui -> src/domain: verified (imports)',
    '6 edge src/base -> src/ui: refuted (no import)'
  ])
})

test('refutes no arrow of a diagram that does not speak of dependencies', () => {
  const diagram = [
    '## Data flow',
    '',
    '```mermaid',
    'graph LR',
    '  b[src/base] -->|rows| u[src/ui]',
    '```'
  ].join('\n')
  check(diagram, files, ['5 edge src/base -> src/ui: unverifiable (no import)'])
})

test('reads columns of a table that say who depends on whom', () => {
  const table = [
    '| folder | depends on | used by |',
    '| --- | --- | --- |',
    '| `src/base` | `src/ui` | `src/domain` |'
  ].join('\n')
  check(table, files, [
    '3 edge src/base -> src/ui: refuted (no import)',
    '3 edge src/domain -> src/base: verified (imports)',
    '3 path src/base: verified (exists)',
    '3 path src/ui: verified (exists)',
    '3 path src/domain: verified (exists)'
  ])
})

test('reads entity codes in labels as the characters they stand for', () => {
  const routed = {
    'src/[id]/a.ts': "import {b} from '../b/b'\nexport const a = b\n",
    'src/b/b.ts': 'export const b = 1\n'
  }
  const diagram = [
    '```mermaid',
    'flowchart TD',
    '  n1["src/#91;id#93;"]',
    '  n2["src/b"]',
    '  n1 --> n2',
    '```'
  ].join('\n')
  check(diagram, routed, ['5 edge src/[id] -> src/b: verified (imports)'])
})
