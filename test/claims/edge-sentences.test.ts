import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files: Files = {
  'src/run-page.ts': "import {Store} from './domain/store.ts'\nexport const runPage = () => new Store()\n",
  'src/domain/store.ts':
    "import {read} from '../base/read.ts'\nimport {safeStorage} from 'electron'\nimport {EventBus} from 'event-bus'\nexport class Store {}\nexport const both = [read, safeStorage, EventBus]\n",
  'src/domain/base.ts': 'export class Base {}\n',
  'src/domain/letter.ts': "import {Base} from './base.ts'\nexport class Letter extends Base {}\n",
  'src/domain/parcel.ts': "import {Base} from './base.ts'\nexport class Parcel extends Base {}\n",
  'src/base/read.ts': 'export const read = 1\n',
  'src/base/codes.ts': 'export enum Codes {\n  READ_FAILED = 1\n}\n',
  'src/base/fail.ts': "import {Codes} from './codes.ts'\nexport const fail = () => Codes.READ_FAILED\n",
  'build.config.ts': "import {read} from './src/base/read.ts'\nexport default read\n",
  'package.json': '{"dependencies": {"electron": "^30.0.0", "event-bus": "1.0.0"}}'
}

/** The edges of a text without their line. */
function edges(markdown: string, more: Files = {}): string[] {
  return judge(markdown, {...files, ...more})
    .filter(line => line.includes(' edge '))
    .map(line => line.replace(/^\d+ edge /, ''))
}

test('reads each verb with its own subject and objects', () => {
  expect(
    edges(
      '`src/run-page.ts` imports `src/domain/store.ts`, and `src/base/fail.ts` imports `src/base/codes.ts`.'
    )
  ).toEqual([
    'src/run-page.ts -> src/domain/store.ts: verified (imports)',
    'src/base/fail.ts -> src/base/codes.ts: verified (imports)'
  ])
})

test('gives a second verb without a subject that of the first', () => {
  expect(edges('`src/domain/store.ts` imports `electron` and uses `src/base/read.ts`.')).toEqual([
    'src/domain/store.ts -> electron: verified (imports)',
    'src/domain/store.ts -> src/base/read.ts: verified (imports)'
  ])
})

test('turns passives round', () => {
  expect(edges('`src/base/read.ts` is used by `src/domain/store.ts`.')).toEqual([
    'src/domain/store.ts -> src/base/read.ts: verified (imports)'
  ])
  expect(edges('`READ_FAILED` is raised by [src/base/fail.ts](src/base/fail.ts).')).toEqual([
    'src/base/fail.ts -> READ_FAILED: verified (imports)'
  ])
})

test('keeps a raised code open that the module does not name', () => {
  const more = {'src/base/odd.ts': "import {Codes} from './codes.ts'\nexport const odd = Codes\n"}
  expect(edges('`READ_FAILED` is raised by `src/base/odd.ts`.', more)).toEqual([
    'src/base/odd.ts -> READ_FAILED: unverifiable (does not name it)'
  ])
})

test('takes what leads an item as the subject of what it says', () => {
  expect(edges('- `src/run-page.ts` - the page. It shows letters and then uses the `Store` class.')).toEqual([
    'src/run-page.ts -> Store: verified (imports)'
  ])
  expect(
    edges('- [src/domain/store.ts](src/domain/store.ts)\n  - keeps letters, handing them to `electron`')
  ).toEqual(['src/domain/store.ts -> electron: verified (imports)'])
})

test('says nothing of hints that no import bears out', () => {
  expect(edges('- `src/base/read.ts` - reads letters with the `Store` class.')).toEqual([])
})

test('finds a module by the words that spell its name', () => {
  expect(edges('- `src/domain/store.ts`\n  - keeps letters, used by run-page')).toEqual([
    'src/run-page.ts -> src/domain/store.ts: verified (imports)'
  ])
  expect(edges('- `src/domain/store.ts`\n  - keeps letters, used by the run page')).toEqual([
    'src/run-page.ts -> src/domain/store.ts: verified (imports)'
  ])
  expect(edges('- `src/domain/store.ts`\n  - keeps letters, used by the whole world')).toEqual([])
})

test('reads a list of subclasses after their base', () => {
  const text =
    'All share `base.ts` (abstract base). Concrete subclasses: `letter.ts`, `parcel.ts` (large ones).'
  expect(edges(text)).toEqual([
    'letter.ts -> base.ts: verified (imports)',
    'parcel.ts -> base.ts: verified (imports)'
  ])
  expect(edges('All share `base.ts`. Examples: `letter.ts`.')).toEqual([])
})

test('finds the configuration of a tool that is called by its name', () => {
  expect(edges('Build and Deploy share the same constants from `src/base/read.ts`.')).toEqual([
    'build.config.ts -> src/base/read.ts: verified (imports)'
  ])
})

test('reads a group of packages as the members that its section lists', () => {
  const more = {
    'packages/core/package.json': '{"name": "@post/core"}',
    'packages/core/index.ts': 'export const core = 1\n',
    'packages/air/package.json': '{"name": "@post/air", "dependencies": {"@post/core": "1.0.0"}}',
    'packages/air/index.ts': "import {core} from '@post/core'\nexport const air = core\n",
    'packages/sea/package.json': '{"name": "@post/sea"}',
    'packages/sea/index.ts': 'export const sea = 1\n',
    'package.json': '{"workspaces": ["packages/*"]}'
  }
  const table =
    '## Packages (`packages/`)\n\n| Package | For |\n| --- | --- |\n| `core` | all |\n| `air` | air |\n| `sea` | sea |\n\n'
  expect(edges(`${table}Carrier packages depend on \`@post/core\`.`, more)).toEqual([
    'air -> @post/core: verified (imports)'
  ])
  expect(edges(`${table}Elephants depend on \`@post/core\`.`, more)).toEqual([])
})

test('speaks of the project where a sentence names no subject, and only of packages', () => {
  expect(edges('Events are handled using [EventBus](https://github.com/acme/event-bus).')).toEqual([
    'the project -> event-bus: verified (imports)'
  ])
  expect(edges('You can handle events using [EventBus](https://github.com/acme/event-bus).')).toEqual([])
  expect(edges('Events are handled using `src/base/read.ts`.')).toEqual([])
})

test('finds a name that a package exports in the comment of a tree', () => {
  const tree =
    '```\nsrc/\n├── base/\n│   └── read.ts\n└── domain/\n    └── store.ts   # Encrypted (safeStorage, otherThing)\n```'
  expect(edges(tree)).toEqual(['src/domain/store.ts -> safeStorage: verified (imports)'])
})

test('reads no edge from what is denied, conditional, allowed, planned or asked of the reader', () => {
  for (const text of [
    '`src/base/read.ts` does not use `src/domain/store.ts`.',
    'If `src/base/read.ts` imports `src/domain/store.ts`, the build fails.',
    '`src/base/read.ts` may import `src/domain/store.ts`.',
    '`src/base/read.ts` will soon import `src/domain/store.ts`.',
    'Import `src/domain/store.ts` into `src/base/read.ts`.',
    'Does `src/base/read.ts` import `src/domain/store.ts`?'
  ])
    expect(edges(text)).toEqual([])
})

test('takes no part of a name for a denial', () => {
  const more = {'src/not-found.ts': "import {read} from './base/read.ts'\nexport const notFound = read\n"}
  expect(edges('`src/not-found.ts` imports `src/base/read.ts`.', more)).toEqual([
    'src/not-found.ts -> src/base/read.ts: verified (imports)'
  ])
})

test('keeps what a sentence says before a denial closes it', () => {
  expect(edges('`src/domain/store.ts` imports `src/base/read.ts`, not `src/run-page.ts`.')).toEqual([
    'src/domain/store.ts -> src/base/read.ts: verified (imports)'
  ])
})
