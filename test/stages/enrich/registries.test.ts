import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {findRegistries} from '../../../src/stages/enrich/registries.ts'
import {registrySentence} from '../../../src/stages/enrich/sentences.ts'

const rule = (name: string) => `export const ${name}Rule = () => 1\n`
const list =
  "import {aRule} from './rules/a.ts'\nimport {bRule} from './rules/b.ts'\nimport {cRule} from './rules/c.ts'\nexport const rules = [aRule, bRule, cRule]\n"
const files = {
  'package.json': '{"name": "x"}',
  'src/list.ts': list,
  'src/rules/a.ts': rule('a'),
  'src/rules/b.ts': rule('b'),
  'src/rules/c.ts': rule('c')
}
const listing = {path: 'src/rules', listedIn: 'src/list.ts', members: ['a.ts', 'b.ts', 'c.ts']}

function check(more: Record<string, string>, expected: object[]) {
  const repo = createMemoryRepo({...files, ...more})
  expect(findRegistries([listing], readFacts(repo), repo.read)[0]?.unregistered).toEqual(expected)
}

const left = {'src/rules/left.ts': rule('left')}
const found = [{path: 'src/rules/left.ts', tests: []}]

describe('a registry', () => {
  it('leaves out what lies in its folder, exports alike and is imported by nobody', () => check(left, found))

  it('leaves nothing out when the like is imported, an entry point, or of another shape', () => {
    check({...left, 'src/other.ts': "import {leftRule} from './rules/left.ts'\nleftRule()\n"}, [])
    check({...left, 'package.json': '{"name": "x", "exports": {"./left": "./src/rules/left.ts"}}'}, [])
    check({'src/rules/left.ts': 'export const leftOver = () => 1\n'}, [])
    check({'src/rules/left.ts': 'export const leftRule = 1\n'}, [])
    check({'src/rules/index.ts': rule('index')}, [])
  })

  it('leaves nothing out when something may load it unseen', () => {
    check({...left, 'src/load.ts': 'export const load = (name: string) => import("./rules/" + name)\n'}, [])
    check({...left, 'src/load.ts': "export const paths = ['src/rules/left.ts']\n"}, [])
    check({...left, 'src/load.ts': "export const all = import.meta.glob('./rules/*.ts')\n"}, [])
  })

  it('says so when a test alone imports it', () => {
    const test = {'test/left.test.ts': "import {leftRule} from '../src/rules/left.ts'\ntest('x', leftRule)\n"}
    check({...left, ...test}, [{path: 'src/rules/left.ts', tests: ['test/left.test.ts']}])
  })

  it('is put into a sentence', () =>
    expect(registrySentence({...listing, unregistered: [{path: 'src/rules/left.ts', tests: ['t.ts']}]})).toBe(
      '`src/list.ts` lists `a.ts`, `b.ts`, `c.ts` of `src/rules`; exported alike, not in the list and imported by nobody: `src/rules/left.ts` (but by the test `t.ts`)'
    ))
})
