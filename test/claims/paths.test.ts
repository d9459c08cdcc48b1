import {expect, test} from 'vitest'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {check, judge, worldOf} from './check.ts'

const files = {
  'src/hub/lock.ts': 'export const a = 1\n',
  'src/hub/store.ts': '',
  'src/main.ts': '',
  'package.json': '{}'
}

test('verifies a file and a folder that exist', () => {
  check('See `src/hub/lock.ts` in `src/hub/`.', files, [
    '1 path src/hub/lock.ts: verified (exists)',
    '1 path src/hub/: verified (exists)'
  ])
})

test('refutes a missing file below a folder that exists', () => {
  check('The lock lives in `src/hub/mutex.ts`.', files, ['1 path src/hub/mutex.ts: refuted (no such file)'])
})

test('keeps a missing path below an unknown folder open', () => {
  check('Users keep theirs in `pages/home.tsx`.', files, [
    '1 path pages/home.tsx: unverifiable (unknown folder)'
  ])
})

test('refutes a path that git renamed and names the new one', () => {
  const world = worldOf(files, {renames: new Map([['lib/lock.ts', 'src/hub/lock.ts']])})
  const [claim] = judgeDocument('doc.md', 'The lock lives in `lib/lock.ts`.', world)
  expect(claim).toMatchObject({verdict: 'refuted', suggestion: 'src/hub/lock.ts'})
})

test('finds a shortened path and leaves a doubtful one open', () => {
  check('Read `hub/lock.ts` and `index.ts`.', {...files, 'src/a/index.ts': '', 'src/b/index.ts': ''}, [
    '1 path hub/lock.ts: verified (shortened)',
    '1 path index.ts: unverifiable (several files)'
  ])
})

test('reads names below the folder that their item names', () => {
  check('- `src/hub/` holds `lock.ts` and `store.ts`', {...files, 'src/other/lock.ts': ''}, [
    '1 path src/hub/: verified (exists)',
    '1 path lock.ts: verified (in place)',
    '1 path store.ts: verified (in place)'
  ])
})

test('takes a JavaScript name for its TypeScript source', () => {
  check('See `src/main.js`.', files, ['1 path src/main.js: verified (source of)'])
})

test('says no more than generated of what git ignores', () => {
  check('The bundle is `dist/bundle.css`, the log `logs/run.json`.', {...files, '.gitignore': 'logs/\n'}, [
    '1 path dist/bundle.css: unverifiable (generated)',
    '1 path logs/run.json: unverifiable (generated)'
  ])
})

test('refutes a line beyond the end of its file', () => {
  check('See `src/hub/lock.ts:40` and `src/hub/lock.ts:1`.', files, [
    '1 path src/hub/lock.ts:40: refuted (no such line)',
    '1 path src/hub/lock.ts:1: verified (exists)'
  ])
})

test('makes no claim of what is gone, planned, an example or struck through', () => {
  check(
    [
      '`src/old.ts` was removed.',
      'We will add `src/new.ts` later.',
      'A file, e.g. `src/example.ts`.',
      '~~`src/struck.ts`~~',
      '<!-- `src/comment.ts` -->',
      '## Roadmap',
      '`src/future.ts` caches.'
    ].join('\n\n'),
    files,
    ['1 absence src -> file old.ts: verified (gone)']
  )
})

test('makes no claim of what only looks like a path', () => {
  check(
    'Uses `application/json`, `@scope/name`, `import/no-cycle`, `/api/users`, `src/**/*.ts`, `<dir>/a.ts`, `path/to/file.ts`, `.d.ts`, `https://a.b/c.ts`, `NNN-name/spec.md`, `$HOME/a.ts`.',
    files,
    ['1 path import/no-cycle: unverifiable (unknown folder)']
  )
})

test('refutes the entry of a tree whose siblings exist', () => {
  const tree = [
    '```',
    'src/',
    '├── main.ts   # entry',
    '└── hub/',
    '    ├── lock.ts',
    '    └── gone.ts',
    '```'
  ].join('\n')
  expect(judge(tree, files)).toEqual([
    '2 path src: verified (exists)',
    '3 path src/main.ts: verified (exists)',
    '4 path src/hub: verified (exists)',
    '5 path src/hub/lock.ts: verified (exists)',
    '6 path src/hub/gone.ts: refuted (not among its siblings)'
  ])
})

test('stays silent about a tree that shows another project', () => {
  const tree = ['```', 'my-app/', '├── pages/', '│   └── home.tsx', '└── public/', '```'].join('\n')
  check(tree, files, [])
})

test('refutes the outlier of a list that a folder introduces', () => {
  const packages = {'packages/a/x.ts': '', 'packages/b/x.ts': '', 'packages/c/x.ts': '', 'private/d/x.ts': ''}
  const list =
    'The packages lie in the `packages` folder:\n\n- `a`: one\n- `b`: two\n- `c`: three\n- `d`: four'
  expect(judge(list, packages)).toEqual([
    '3 path a: verified (in place)',
    '4 path b: verified (in place)',
    '5 path c: verified (in place)',
    '6 path d: refuted (not among its siblings)'
  ])
})

test('marks what stands in a generated region and reads no refuted or coverage region', () => {
  const text = [
    '<!-- groundtruth:begin code-map hash=000000000000 -->',
    '`src/hub`',
    '<!-- groundtruth:end code-map -->',
    '',
    '<!-- groundtruth:begin refuted hash=000000000000 -->',
    '`src/gone.ts`',
    '<!-- groundtruth:end refuted -->',
    '',
    '`src/main.ts`'
  ].join('\n')
  const claims = judgeDocument('doc.md', text, worldOf(files))
  expect(claims.map(({subject, generated}) => [subject, generated])).toEqual([
    ['src/hub', true],
    ['src/main.ts', false]
  ])
})

test('keeps settings folders, patterns and pairs of words in passing open', () => {
  check('It reads `.agent/skills/a.md`, `src/[name].ts` and `src/billing`.', files, [
    '1 path .agent/skills/a.md: unverifiable (unknown folder)',
    '1 path src/[name].ts: unverifiable (unknown folder)',
    '1 path src/billing: unverifiable (unknown folder)'
  ])
})

test('refutes a folder that an item is about', () => {
  check('- `src/billing/`: invoices', files, ['1 path src/billing/: refuted (no such folder)'])
})

test.each([
  ['src/app/(main)', 'verified (exists)'],
  ['src/app/(main)/page.ts', 'verified (exists)'],
  ['src/(a)', 'verified (exists)'],
  ['src/app/(other)', 'refuted (no such folder)'],
  ['src/app/(main)/other.ts', 'refuted (no such file)']
])('reads the parentheses of a group of routes in %s', (path, verdict) => {
  const grouped = {'src/app/(main)/page.ts': 'export {}\n', 'src/(a)/b.ts': 'export {}\n'}
  check(`The code lies in \`${path}\`.`, grouped, [`1 path ${path}: ${verdict}`])
})

test('takes off the parentheses around a path', () => {
  check('The code lies in `(src/hub/lock.ts)`.', files, ['1 path (src/hub/lock.ts): verified (exists)'])
})

test('takes names of another list below the same heading for no siblings', () => {
  const folders = {
    'src/types/a/x.ts': '',
    'src/types/b/x.ts': '',
    'src/types/c/x.ts': '',
    'src/types/d.ts': 'let count = 0\n'
  }
  const doc = [
    '## `src/types`',
    '',
    '- Folders:',
    '  - `a`: first',
    '  - `b`: second',
    '  - `c`: third',
    '- State:',
    '  - `count`, let',
    ''
  ].join('\n')
  expect(judge(doc, folders).filter(line => line.includes('refuted'))).toEqual([])
})

test('refutes a name among the folders of its own list', () => {
  const folders = {'src/types/a/x.ts': '', 'src/types/b/x.ts': '', 'src/types/c/x.ts': ''}
  const doc = '## `src/types`\n\n- `a`: first\n- `b`: second\n- `c`: third\n- `count`: fourth\n'
  expect(judge(doc, folders).filter(line => line.includes('refuted'))).toHaveLength(1)
})

test('refutes a folder of a nested list that lies elsewhere than the introduction of all says', () => {
  const packages = {'packages/a/x.ts': '', 'packages/b/x.ts': '', 'packages/c/x.ts': '', 'private/d/x.ts': ''}
  const list =
    'The packages lie in `packages`:\n\n- `a`: one\n- `b`: two\n- `c`: three\n- Private packages:\n  - `d`: four'
  expect(judge(list, packages).at(-1)).toBe('7 path d: refuted (not among its siblings)')
})

test('makes no claim of names of branches, placeholders and files that users make', () => {
  check('Name branches after their kind:\n\n- `src/new-lock`', files, [])
  check(
    'Copy `src/PROVIDER_NAME.ts`. Files can be placed in `src/mine.ts`. Write `src/probe.ts` first.',
    files,
    []
  )
  check(
    'Nested folders (e.g., `src/guides/`) work. If the repository has a `src/lock.json`, it is read.',
    files,
    []
  )
})

test('takes a heading without quotes for the place of what stands below it', () => {
  const two = {'packages/a/src/x.ts': '', 'packages/b/src/x.ts': ''}
  check('### packages/b\n\n- `src/x.ts` starts', two, ['3 path src/x.ts: verified (in place)'])
})

test('reads the files that the comment of a tree lists', () => {
  const tree = ['```', 'src/', '├── main.ts', '└── hub/   # lock.ts, store.ts', '```'].join('\n')
  expect(judge(tree, files).slice(2)).toEqual([
    '4 path src/hub: verified (exists)',
    '4 path src/hub/lock.ts: verified (exists)',
    '4 path src/hub/store.ts: verified (exists)'
  ])
  expect(judge(tree.replace('main.ts', 'main.ts  # deprecated'), files)[1]).toBe(
    '3 path src/main.ts: verified (exists)'
  )
})

test('leaves open what another repository holds', () => {
  const mounted = {...files, '.gitmodules': '[submodule "bench"]\n\tpath = src/bench\n\turl = ../bench.git\n'}
  const text = 'See `src/bench/tasks.ts` and [tasks](src/bench/tasks.ts).'
  check(text, mounted, [
    '1 path src/bench/tasks.ts: unverifiable (submodule)',
    '1 link src/bench/tasks.ts: unverifiable (submodule)'
  ])
  check(text, files, [
    '1 path src/bench/tasks.ts: refuted (no such file)',
    '1 link src/bench/tasks.ts: refuted (no such file)'
  ])
})

test('asks for no entry of a tree that comes and goes', () => {
  const tree = (comment: string) =>
    ['```', 'src/', '├── main.ts', '├── hub/', `└── results/   # ${comment}`, '```'].join('\n')
  for (const comment of ['if any', 'cleaned each run', 'generated', 'not committed'])
    expect(judge(tree(comment), files).filter(line => line.includes('results'))).toEqual([])
  expect(judge(tree('what came out'), files).at(-1)).toBe(
    '5 path src/results: refuted (not among its siblings)'
  )
})

test('asks for nothing that a command is said to make', () => {
  check('- `src/names.json` is generated by a script', files, [])
  check('It needs the bundled binaries (`src/bin/tool.ts`).', files, [])
  check('- `src/names.json` holds the names', files, ['1 path src/names.json: refuted (no such file)'])
})

test('takes an import that a text writes with a sign for none of its paths', () => {
  check('- `@./src/none.md` - the same folder', files, [])
})

test('takes a column of locations at its word, and others for words in passing', () => {
  const table = (header: string) => `| domain | ${header} |\n| --- | --- |\n| Hub | \`src/post/\` |`
  check(table('Location'), files, ['3 path src/post/: refuted (no such folder)'])
  check(table('Notes'), files, ['3 path src/post/: unverifiable (unknown folder)'])
})

test('takes no name with xxx in it for a file, and what a tool generates only when it is there', () => {
  const lock = {'src/lock.ts': 'export {}\n'}
  check('Tests: `src/xxx.ts`, `src/xxxLock.ts`, `src/lock-xxx.ts`. See `src/gone.ts`.', lock, [
    '1 path src/gone.ts: refuted (no such file)'
  ])
  check('The watcher will auto-generate:\n\n- `src/lock.ts` - x\n- `src/gone.ts` - y', lock, [
    '3 path src/lock.ts: verified (exists)'
  ])
  check('The watcher reads:\n\n- `src/lock.ts` - x\n- `src/gone.ts` - y', lock, [
    '3 path src/lock.ts: verified (exists)',
    '4 path src/gone.ts: refuted (no such file)'
  ])
})
