import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files = {
  'package.json': JSON.stringify({
    name: 'root',
    workspaces: ['packages/*'],
    scripts: {build: 'tsc', test: 'vitest'},
    engines: {node: '>=20.1'},
    devDependencies: {react: '^19.2.0'}
  }),
  'packages/app/package.json': JSON.stringify({name: '@x/app', scripts: {dev: 'vite'}}),
  'src/a.ts': '\n'.repeat(99),
  'src/b.ts': '',
  'src/c/d.ts': ''
}

function check(markdown: string, kind: string, expected: string[], more: Files = {}): void {
  expect(judge(markdown, {...files, ...more}).filter(line => line.includes(` ${kind} `))).toEqual(expected)
}

test('verifies scripts of any package and of the one that is named', () => {
  check(
    '`npm run build`, `npm test`, `pnpm dev`, `npm run dev -w @x/app`, `pnpm --filter @x/app dev`',
    'command',
    [
      '1 command npm run build: verified (script exists)',
      '1 command npm test: verified (script exists)',
      '1 command pnpm dev: verified (script exists)',
      '1 command npm run dev -w @x/app: verified (script exists)',
      '1 command pnpm --filter @x/app dev: verified (script exists)'
    ]
  )
})

test('refutes a script that is not there, and keeps what may be a program open', () => {
  check('`npm run biuld`, `npm run build -w @x/app`, `yarn tsc`', 'command', [
    '1 command npm run biuld: refuted (no such script)',
    '1 command npm run build -w @x/app: refuted (no such script)',
    '1 command yarn tsc: unverifiable (may be a program)'
  ])
})

test('takes commands of the package manager for no scripts', () => {
  check('`npm install`, `pnpm add x`, `yarn`, `npm run <script>`, `bun x.ts`', 'command', [])
})

test('reads shell blocks, and none that makes another project', () => {
  check(
    '```sh\n$ npm run build && npm run gone # all\n```\n\n```sh\nnpm create thing\nnpm run start-it\n```',
    'command',
    ['2 command npm run build: verified (script exists)', '2 command npm run gone: refuted (no such script)']
  )
})

test('compares versions with what manifests ask for', () => {
  check(
    '## Tech stack\n\n- React 19\n- React 18.2\n\nRequires Node.js >= 20 and Python 3.\n\nRequires Node 18.',
    'count',
    [
      '3 count version of React -> 19: verified (listed)',
      '4 count version of React -> 18.2: refuted (another version)',
      '6 count version of Node.js -> >=20: verified (listed)',
      '8 count version of Node -> 18: refuted (another version)'
    ]
  )
})

test('makes no version of a number elsewhere', () => {
  check('In React 18 this was slower. See step 3 of Vite 5.', 'count', [])
})

test('counts files, folders and lines', () => {
  check(
    'There are 3 files in `src/`.\n\nThere are five folders in `src/`.\n\n`src/a.ts` (~105 lines)\n\n`src/a.ts` (300 lines)',
    'count',
    [
      '1 count files in src/ -> 3: verified (counted)',
      '3 count folders in src/ -> 5: refuted (another number)',
      '5 count lines in src/a.ts -> about 105: verified (counted)',
      '7 count lines in src/a.ts -> 300: refuted (another number)'
    ]
  )
})

test('takes the length of a part for no length of its file', () => {
  check('`src/a.ts` has a 140-line switch.', 'count', [])
})

test('keeps a length open that is near and exact, and takes a round one', () => {
  check(
    '`src/a.ts` (93 lines)\n\n`src/a.ts` (99 lines)\n\n`src/a.ts` (100 lines)\n\n`src/a.ts` (~93 lines)',
    'count',
    [
      '1 count lines in src/a.ts -> 93: unverifiable (about that many)',
      '3 count lines in src/a.ts -> 99: verified (counted)',
      '5 count lines in src/a.ts -> 100: verified (counted)',
      '7 count lines in src/a.ts -> about 93: verified (counted)'
    ]
  )
})

test('leaves out the scripts of a project that the reader was told to make before', () => {
  const later = '\n\nStart it:\n\n```sh\nnpm run start-it\n```\n\n## Contribute\n\n```sh\nnpm run gone\n```'
  const gone = (line: number) => `${line} command npm run gone: refuted (no such script)`
  check(`# Thing\n\n## Use\n\n\`\`\`sh\nnpm init thing\n\`\`\`${later}`, 'command', [gone(18)])
  check(`# Thing\n\n## Use\n\n\`\`\`sh\ngit clone x\n\`\`\`${later}`, 'command', [
    '12 command npm run start-it: refuted (no such script)',
    gone(18)
  ])
})

test('keeps the number of folders open that something lives in', () => {
  check(
    'Tests live in two folders under `src/`.\n\nTests live in one folder.\n\nTwo folders under `src/`.',
    'count',
    [
      '1 count folders in src/ -> 2: unverifiable (another number)',
      '5 count folders in src/ -> 2: refuted (another number)'
    ]
  )
})
