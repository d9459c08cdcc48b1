import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {mainExports} from '../../../src/stages/map/main-exports.ts'

/** What `src/index.ts` is known for, with `a` and `z` of one file, `run` and `Flag` of their own. */
function check(readme: string | undefined, expected: string[], entries = ['.']): void {
  const repo = createMemoryRepo({
    'package.json': '{"name": "pack", "main": "src/index.ts"}',
    'src/index.ts':
      "export {a, z} from './rest.ts'\nexport {run} from './run.ts'\nexport {flag} from './flag.ts'\nexport * from './types.ts'\n",
    'src/rest.ts': 'export function a() {}\nexport function z() {}\n',
    'src/run.ts': 'export function run() {}\n',
    'src/flag.ts': 'export const flag = 1\n',
    'src/types.ts': 'export interface Shape {}\n',
    'src/user.ts': "import {a} from './rest.ts'\na()\n",
    ...(readme === undefined ? {} : {'README.md': readme})
  })
  const sources = {facts: readFacts(repo), readText: (path: string) => repo.read(path)}
  expect(mainExports('src/index.ts', entries, sources)).toEqual(expected)
}

describe('mainExports', () => {
  it('takes what the code in the README shows first, in its order', () =>
    check('Call `z` first.\n\n```js\nimport {flag} from "pack"\n```\n', ['z', 'flag', 'run']))

  it('leaves the last place to use when the README shows many', () =>
    check('`flag`, `run`, `z`', ['flag', 'run', 'a']))

  it('does not take a word of the prose for a name', () =>
    check('There is a flag to run.\n', ['run', 'a', 'flag']))

  it('takes functions with files of their own before what modules import most', () =>
    check(undefined, ['run', 'a', 'flag']))

  it('puts the namesake of an entry before everything', () =>
    check('`z`, `a`', ['flag', 'z', 'a'], ['./flag']))
})
