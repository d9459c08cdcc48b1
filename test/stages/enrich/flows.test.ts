import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {readReferences} from '../../../src/facts/references.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {findFlows} from '../../../src/stages/enrich/flows.ts'

function check(files: Record<string, string>, expected: string[]) {
  const repo = createMemoryRepo({
    'package.json': '{"name": "x", "type": "module", "main": "./src/index.ts"}',
    ...files
  })
  const facts = readFacts(repo)
  expect(findFlows(facts, readReferences(repo, facts))).toEqual(expected)
}

const tail = {
  'src/c.ts': 'export function c() {}\n',
  'src/b.ts': "import {c} from './c.ts'\nexport function b() {\n  c()\n}\n"
}

describe('findFlows', () => {
  it('follows calls from an exported function', () =>
    check({...tail, 'src/index.ts': "import {b} from './b.ts'\nexport function a() {\n  b()\n}\n"}, [
      '`a` (`src/index.ts`) → `b` (`src/b.ts`) → `c` (`src/c.ts`)'
    ]))

  it('follows calls from a method of an exported class, and not from a private one', () => {
    const method = (name: string) =>
      `import {b} from './b.ts'\nexport class A {\n  ${name}() {\n    b()\n  }\n}\n`
    check({...tail, 'src/index.ts': method('run')}, [
      '`A.run` (`src/index.ts`) → `b` (`src/b.ts`) → `c` (`src/c.ts`)'
    ])
    check({...tail, 'src/index.ts': method('_run')}, [])
  })

  it('ends before a member of an interface, which may lead anywhere', () =>
    check(
      {
        'src/index.ts':
          'export interface Door {\n  open(): void\n}\nfunction b(door: Door) {\n  door.open()\n}\nexport function a(door: Door) {\n  b(door)\n}\n'
      },
      []
    ))

  it('ends before a variable whose value a call gave while its module loaded', () => {
    const check2 = (c: string, expected: string[]) =>
      check(
        {
          'src/c.ts': `function make() {\n  return () => {}\n}\n${c}\n`,
          'src/b.ts': "import {c} from './c.ts'\nexport function b() {\n  c()\n}\n",
          'src/index.ts': "import {b} from './b.ts'\nexport function a() {\n  b()\n}\n"
        },
        [`\`a\` (\`src/index.ts\`) → \`b\` (\`src/b.ts\`) → ${expected.join(' → ')}`]
      )
    check2('export const c = make()', ['`c` (`src/c.ts`)'])
    check2('export const c = () => make()', ['`c` (`src/c.ts`)', '`make` (`src/c.ts`)'])
  })

  it('takes a chain of two for no flow', () =>
    check({'src/index.ts': 'function b() {}\nexport function a() {\n  b()\n}\n'}, []))
})
