import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files = {
  'src/ui/page.ts': "import {store} from '../domain/store.ts'\nexport const page = store\n",
  'src/domain/store.ts':
    "import {read} from '../base/read.ts'\nimport type {Row} from '../ui/row.ts'\nexport const store = read as Row\n",
  'src/ui/row.ts': 'export type Row = number\n',
  'src/base/read.ts': "import {readFileSync} from 'node:fs'\nexport const read = readFileSync\n",
  'src/log/log.ts': 'export const log = (text: string) => console.log(text)\n'
}

function check(markdown: string, expected: string[], more: Files = {}): void {
  expect(judge(markdown, {...files, ...more}).filter(line => line.includes(' absence '))).toEqual(expected)
}

test('verifies a rule that no import breaks', () => {
  check('`src/base` must never import `src/ui`.', ['1 absence src/base -> src/ui: verified (no import)'])
})

test('refutes a rule by one import', () => {
  check('`src/ui` must not depend on `src/domain`.', ['1 absence src/ui -> src/domain: refuted (imports it)'])
})

test('names a breach by types alone', () => {
  check('`src/domain` does not import `src/ui`.', ['1 absence src/domain -> src/ui: refuted (type-only)'])
})

test('lets types pass where the text binds only run time', () => {
  check('`src/domain` must not import `src/ui` at run time.', [
    '1 absence src/domain -> src/ui: verified (no import)'
  ])
})

test('keeps a rule open whose target is gone', () => {
  check('`src/base` must not import `src/legacy/`.', [
    '1 absence src/base -> src/legacy/: unverifiable (target is gone)'
  ])
})

test('keeps a rule open when an import did not resolve', () => {
  check(
    '`src/base` must not import `src/ui`.',
    ['1 absence src/base -> src/ui: unverifiable (unresolved imports)'],
    {
      'src/base/odd.ts': "import '../ui/lost.ts'\n"
    }
  )
})

test('takes a path that is not there and lies elsewhere for no breach', () => {
  check('`src/base` must not import `src/ui`.', ['1 absence src/base -> src/ui: verified (no import)'], {
    'src/base/odd.ts': "import './lost.ts'\n"
  })
})

test('judges built-in modules and globals', () => {
  check(
    '`src/ui` must not import `node:fs`.\n\n`src/base` must not import `fs`.\n\n`src/log` must not call `console.log()`.',
    [
      '1 absence src/ui -> node:fs: verified (no use)',
      '3 absence src/base -> fs: refuted (imports it)',
      '5 absence src/log -> console.log(): refuted (uses it)'
    ]
  )
})

test('reads who alone may import', () => {
  check('Only `src/domain` may import `src/base`.\n\nOnly `src/ui` may import `src/base`.', [
    '1 absence all but src/domain -> src/base: verified (no import)',
    '3 absence all but src/ui -> src/base: refuted (imports it)'
  ])
})

test('reads nothing and only', () => {
  check('`src/base` imports nothing.\n\n`src/ui` imports only `src/domain`.\n\n`src/ui` imports nothing.', [
    '1 absence src/base -> anything: verified (no import)',
    '3 absence src/ui -> anything but src/domain: verified (no import)',
    '5 absence src/ui -> anything: refuted (imports it)'
  ])
})

test('reads layers from the top down, one rule per pair', () => {
  check('Layers: `src/ui` → `src/domain` → `src/base`', [
    '1 absence src/domain -> src/ui: refuted (type-only)',
    '1 absence src/base -> src/domain: verified (no import)',
    '1 absence src/base -> src/ui: verified (no import)'
  ])
})

test('reads a list of what the subject of its heading may not do', () => {
  check('## `src/base`\n\nThis folder may not:\n\n- Access the file system.\n- Call `process.exit()`.', [
    '5 absence src/base -> fs: refuted (imports it)',
    '6 absence src/base -> process.exit(): verified (no use)'
  ])
})

test('reads the column of allowed imports', () => {
  check('| folder | may import |\n| --- | --- |\n| `src/base` | nothing |\n| `src/ui` | `src/base` |', [
    '3 absence src/base -> anything: verified (no import)',
    '4 absence src/ui -> anything but src/base: refuted (imports it)'
  ])
})

test('makes no rule of conditions, the past and other subjects', () => {
  check(
    '`src/ui` no longer imports `src/domain`.\n\n`src/ui` does not import `src/domain` when it is lazy.\n\nUsers must not import `src/ui`.',
    []
  )
})

test('reads a list of layers whose introduction gives the direction', () => {
  check('Layers, top to bottom:\n\n1. `src/ui`\n2. `src/domain`\n3. `src/base`', [
    '4 absence src/domain -> src/ui: refuted (type-only)',
    '5 absence src/base -> src/domain: verified (no import)',
    '5 absence src/base -> src/ui: verified (no import)'
  ])
  check('Layers:\n\n1. `src/ui`\n2. `src/domain`', [])
})

test('reads both directions where the text says so, and says how a rule is broken', () => {
  check('`src/base` must not import `src/ui`, and vice versa.', [
    '1 absence src/base -> src/ui: verified (no import)',
    '1 absence src/ui -> src/base: verified (no import)'
  ])
  check(
    '`src/all` must not depend on `src/base`.',
    ['1 absence src/all -> src/base: refuted (re-exports it)'],
    {
      'src/all/index.ts': "export * from '../base/read.ts'\n"
    }
  )
})

test('reads that modules have no local dependencies', () => {
  check(
    'Bottom-up: `src/base` (files, text) and `src/log` (lines) sit at the bottom with no local dependencies.',
    [
      '1 absence src/base -> anything: verified (no import)',
      '1 absence src/log -> anything: verified (no import)'
    ]
  )
})

test('reads several that alone may import something', () => {
  check('Only `src/domain` and `src/ui` import `src/base`.', [
    '1 absence all but src/domain, src/ui -> src/base: verified (no import)'
  ])
  check('Only `src/log` and `src/ui` may import `src/base`.', [
    '1 absence all but src/log, src/ui -> src/base: refuted (imports it)'
  ])
  check('Only `src/domain` and `src/gone` import `src/base`.', [
    '1 absence all but src/domain, src/gone -> src/base: unverifiable (unknown subject)'
  ])
  check('Only `src/domain` and `src/ui` are built before `src/base`.', [])
})
