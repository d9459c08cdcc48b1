import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files: Files = {
  'package.json': JSON.stringify({
    scripts: {
      test: 'npm run cleanup && vitest',
      cleanup: 'rimraf dist',
      all: 'turbo run test',
      lint: 'biome check'
    }
  }),
  'tsconfig.json': '{"compilerOptions": {"target": "ES2022", "noUnusedLocals": true}}',
  'src/tick.ts': 'const tickMs = 100\nexport const limit = 5 * 60 * 1000\nexport const tick = tickMs\n',
  'src/tools.ts': "export const tools = ['a', 'b', 'c'] as const\n",
  'src/shops/red-shop.ts': '',
  'src/shops/blue-shop.ts': '',
  'src/core/a.ts': '',
  'src/web/b.ts': ''
}

function check(markdown: string, kind: string, expected: readonly string[]): void {
  expect(judge(markdown, files).filter(line => line.includes(` ${kind} `))).toEqual(expected)
}

test('compares options of the compiler', () => {
  check('Target ES2022 / NodeNext.', 'count', ['1 count compile target -> ES2022: verified (set)'])
  check('The target is ES2019: targets ES2019.', 'count', [
    '1 count compile target -> ES2019: refuted (another value)'
  ])
  check('`noUnusedLocals` on; `strict` on; `dragons` on.', 'symbol', [
    '1 symbol noUnusedLocals -> tsconfig: true: verified (set)',
    '1 symbol strict -> tsconfig: true: unverifiable (not set)'
  ])
  check('`noUnusedLocals` off.', 'symbol', [
    '1 symbol noUnusedLocals -> tsconfig: false: refuted (another value)'
  ])
})

test('compares what scripts call', () => {
  check('The `test` script simply calls the `vitest` binary.', 'command', [
    '1 command test calls vitest -> vitest: verified (called)'
  ])
  check('- `npm test` — all of it (runs `cleanup` first).', 'command', [
    '1 command npm test: verified (script exists)',
    '1 command npm test runs cleanup first -> cleanup: verified (called)'
  ])
  check('The `lint` script calls `eslint`. The `all` script calls `vitest`.', 'command', [
    '1 command lint calls eslint -> eslint: refuted (calls another)',
    '1 command all calls vitest -> vitest: unverifiable (may call it)'
  ])
})

test('finds intervals in the code of the module that an item is about, and says nothing of others', () => {
  check(
    '- `src/tick.ts`\n  - a timer (invoked every 100ms), reset every 5 minutes\n  - polls every 7 seconds',
    'count',
    ['2 count interval in src/tick.ts -> 100 ms: verified (stands in code)']
  )
})

test('counts rows of a list by its name', () => {
  check(
    'There are 3 tools in `src/tools.ts`.\n\n`src/tools.ts` declares 5 tools.\n\nThere are 4 winds in `src/tools.ts`.',
    'count',
    [
      '1 count tools in src/tools.ts -> 3: verified (counted)',
      '3 count tools in src/tools.ts -> 5: refuted (another number)'
    ]
  )
})

test('counts what the folder of the heading holds, and contradicts nothing that is only implied', () => {
  check(
    '## Shops (`src/shops/`)\n\nTwo shops ship today.\n\n## Host (`src/`)\n\nThe code organises around three directories.\n\nThere are five packages.',
    'count',
    [
      '3 count shops in src/shops/ -> 2: verified (counted)',
      '7 count directories in src/ -> 3: verified (counted)',
      '9 count packages in src/ -> 5: unverifiable (another number)'
    ]
  )
})

test('takes no version of words, and of a page about one feature no minimum of the whole', () => {
  check('## Tech stack\n\nThe VM is slightly older 22.x; currently 11.6.0.', 'count', [])
  expect(
    judge('Lib 2 requires Node 18.', {...files, 'package.json': '{"engines": {"node": ">=22"}}'})
  ).toEqual([])
})
