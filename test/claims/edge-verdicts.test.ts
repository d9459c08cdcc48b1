import {expect, test} from 'vitest'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {type Files, judge, worldOf} from './check.ts'

const files: Files = {
  'src/ui/page.ts': "import {store} from '../domain/index.ts'\nexport const page = store\n",
  'src/domain/index.ts': "export {store} from './store.ts'\n",
  'src/domain/store.ts': "import {read} from '../base/read.ts'\nexport const store = read\n",
  'src/domain/other.ts': 'export const other = 1\n',
  'src/base/read.ts': 'export const read = 1\n',
  'src/sdk/client.ts': "import {query} from '@acme/agent-sdk'\nexport const client = query\n",
  'package.json': '{"dependencies": {"@acme/agent-sdk": "^1.0.0"}}'
}

function edges(markdown: string, more: Files = {}): string[] {
  return judge(markdown, {...files, ...more})
    .filter(line => line.includes(' edge '))
    .map(line => line.replace(/^\d+ edge /, ''))
}

test('refutes an edge the wrong way round, with the import that is there', () => {
  const text = '`src/base/read.ts` depends on `src/domain/store.ts`.'
  const [edge] = judgeDocument('doc.md', text, worldOf({...files, 'doc.md': text}))
  expect(edge).toMatchObject({
    verdict: 'refuted',
    reason: 'the other way round',
    evidence: [{path: 'src/domain/store.ts', line: 1}],
    suggestion: 'src/domain/store.ts → src/base/read.ts'
  })
})

test('verifies an import through a module that hands the declaration on', () => {
  expect(edges('`src/ui/page.ts` imports `src/domain/store.ts`.')).toEqual([
    'src/ui/page.ts -> src/domain/store.ts: verified (imports through another)'
  ])
})

test('refutes an import that is only indirect, and keeps a dependency open', () => {
  expect(edges('`src/ui/page.ts` imports `src/base/read.ts`.')).toEqual([
    'src/ui/page.ts -> src/base/read.ts: refuted (only indirectly)'
  ])
  expect(edges('`src/ui/page.ts` depends on `src/base/read.ts`.')).toEqual([
    'src/ui/page.ts -> src/base/read.ts: unverifiable (only indirectly)'
  ])
})

test('keeps a call without an import open: it may come about by events or injection', () => {
  expect(edges('`src/base/read.ts` calls `src/ui/page.ts`.')).toEqual([
    'src/base/read.ts -> src/ui/page.ts: unverifiable (no import)'
  ])
})

test('keeps an edge open when the folder holds files that are not parsed', () => {
  const text = '`src/base` imports `src/ui`.'
  expect(edges(text)).toEqual(['src/base -> src/ui: refuted (no import)'])
  expect(edges(text, {'src/base/view.svelte': '<p>hello</p>\n'})).toEqual([
    'src/base -> src/ui: unverifiable (not parsed)'
  ])
})

test('refutes the import of a package that nothing knows, and names the nearest', () => {
  const text = '- Dynamic import of `@acme/agent-code` SDK'
  const [edge] = judgeDocument('doc.md', text, worldOf({...files, 'doc.md': text}))
  expect(edge).toMatchObject({
    subject: 'the project',
    verdict: 'refuted',
    reason: 'no such package',
    evidence: [{path: 'src/sdk/client.ts', line: 1}],
    suggestion: '@acme/agent-sdk'
  })
})

test('keeps the import of a package open that none of ours is nearly called like', () => {
  expect(edges('- Type import of `@other/thing` in your code')).toEqual([])
})

test('keeps the import of a package open that code names as a text', () => {
  const more = {
    'src/sdk/load.ts': "const name = '@acme/agent-code'\nexport const load = () => import(name)\n"
  }
  expect(edges('- Dynamic import of `@acme/agent-code` SDK', more)).toEqual([])
})

test('refutes the use of a file that is gone, unless its name is imported from elsewhere', () => {
  const text = '- `src/domain/gone-parser.ts`\n  - parses letters, used by `src/domain/other.ts`'
  expect(edges(text)).toEqual(['src/domain/other.ts -> src/domain/gone-parser.ts: refuted (no such file)'])
  const more = {'src/domain/other.ts': "import {parse} from 'acme/gone-parser'\nexport const other = parse\n"}
  expect(edges(text, more)).toEqual([])
})

test('says nothing of a folder that uses its own file', () => {
  expect(edges('`src/domain` uses `src/domain/store.ts`.')).toEqual([])
})

test('keeps scripts of other languages open, and takes no arrow between them for a statement', () => {
  const more = {'scripts/a.py': 'import b\n', 'scripts/b.py': '\n'}
  expect(edges('`scripts/a.py` depends on `scripts/b.py`.', more)).toEqual([
    'scripts/a.py -> scripts/b.py: unverifiable (not parsed)'
  ])
  expect(edges('`scripts/a.py` → `scripts/b.py`', more)).toEqual([])
})
