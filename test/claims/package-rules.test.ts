import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const manifest = (name: string, dependencies: Readonly<Record<string, string>> = {}) =>
  JSON.stringify({name, main: 'src/index.ts', dependencies})

const files: Files = {
  'package.json': '{"name": "root", "private": true, "workspaces": ["packages/*"]}',
  'packages/parser-core/package.json': manifest('@x/parser-core'),
  'packages/parser-core/src/index.ts': 'export const parse = 1\nexport type Tree = number\n',
  'packages/engine-core/package.json': manifest('@x/engine-core'),
  'packages/engine-core/src/index.ts': 'export const run = 1\n',
  'packages/engine-dom/package.json': manifest('@x/engine-dom', {'@x/engine-core': '*'}),
  'packages/engine-dom/src/index.ts': "export {run} from '@x/engine-core'\n"
}
const typeImport = {
  'packages/engine-core/src/more.ts': "import type {Tree} from '@x/parser-core'\nexport type More = Tree\n"
}
const valueImport = {
  'packages/engine-core/src/more.ts': "import {parse} from '@x/parser-core'\nexport const more = parse\n"
}

function check(markdown: string, expected: readonly string[], more: Files = {}): void {
  expect(judge(markdown, {...files, ...more}).filter(line => line.includes(' absence '))).toEqual(expected)
}

const groups = 'Parser packages should not import items from the engine, and vice versa.'

test('reads a rule between groups of packages in both directions', () => {
  check(groups, [
    '1 absence engine-* packages -> parser-* packages: verified (no import)',
    '1 absence parser-* packages -> engine-* packages: verified (no import)'
  ])
})

test('names the package that breaks it, and says what types alone break', () => {
  check(
    groups,
    [
      '1 absence packages/engine-core -> parser-* packages: refuted (imports it)',
      '1 absence parser-* packages -> engine-* packages: verified (no import)'
    ],
    valueImport
  )
  check(
    groups,
    [
      '1 absence packages engine-core, engine-dom -> parser-* packages: verified (no import)',
      '1 absence packages/engine-core -> parser-* packages: refuted (type-only)',
      '1 absence parser-* packages -> engine-* packages: verified (no import)'
    ],
    typeImport
  )
})

test('makes no rule of groups that no package belongs to', () => {
  check('Desktop packages should not import from the server.', [])
  check('Internal packages must not import other packages.', [])
})

const across = 'Never use direct relative paths when importing items from another package.'

test('judges relative imports into another package, those of tests too', () => {
  check(across, ['1 absence any package file -> relative import into another package: verified (no import)'])
  check(
    across,
    ['1 absence any package file -> relative import into another package: refuted (imports it)'],
    {'packages/engine-dom/src/more.ts': "import '../../engine-core/src/index.ts'\n"}
  )
  check(
    across,
    ['1 absence any package file -> relative import into another package: refuted (imports it in tests)'],
    {'packages/engine-dom/src/more.test.ts': "import '../../engine-core/src/index.ts'\n"}
  )
})

const listed =
  'If a package (A) has a non-type import of another package (B), then (B) should be listed as a dependency in its `package.json`.'

test('judges that packages list what they import', () => {
  check(listed, [
    '1 absence import of a package missing from its package.json -> any package: verified (all listed)'
  ])
  check(
    listed,
    [
      '1 absence import of a package missing from its package.json -> packages/engine-core: refuted (not listed)'
    ],
    valueImport
  )
  check(
    listed,
    ['1 absence import of a package missing from its package.json -> any package: verified (all listed)'],
    typeImport
  )
})

test('reads orders that say whom they bind', () => {
  check(
    '- Do not import `@x/parser-core` directly from `packages/engine-core`.\n- Imports from `@x/parser-core` in `packages/engine-core` must be type-only.',
    [
      '1 absence packages/engine-core -> @x/parser-core: refuted (type-only)',
      '2 absence packages/engine-core -> @x/parser-core: verified (no import)'
    ],
    typeImport
  )
  check(
    '### packages/engine-core\n\nDo not import from `@x/parser-core`; it is for tools.',
    ['3 absence packages/engine-core -> @x/parser-core: refuted (imports it)'],
    valueImport
  )
  check('Never import `useState` from `react`. Do not import `@x/parser-core` source directly.', [])
})

test('reads words that items of the document give a folder', () => {
  const items =
    '- `packages/engine-core/` runs.\n- `packages/parser-core/` parses. engine-core must not import parser-core.'
  check(
    items,
    ['2 absence packages/engine-core/ -> packages/parser-core/: refuted (imports it)'],
    valueImport
  )
})

test('judges that a package has no dependencies', () => {
  check(
    'Engine-core has zero dependencies. Engine-dom has zero dependencies. It has no runtime dependencies.',
    [
      '1 absence Engine-core -> runtime dependencies: verified (none listed)',
      '1 absence Engine-dom -> runtime dependencies: refuted (listed)'
    ]
  )
})

test('keeps a package open that can be used alone and lists others', () => {
  check(
    '- `packages/engine-dom`: the DOM. It can be used standalone.\n- `packages/engine-core`: It can be used standalone.',
    [
      '1 absence packages/engine-dom -> other packages: unverifiable (lists packages of the repository)',
      '2 absence packages/engine-core -> other packages: verified (none listed)'
    ]
  )
})
