import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {toGraph} from '../../../src/base/graph.ts'
import {shortestLoop} from '../../../src/base/shortest-loop.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {findCycles} from '../../../src/stages/map/cycles.ts'
import {describeCycles} from '../../../src/stages/map/describe-cycles.ts'

type Files = Readonly<Record<string, string>>

function cyclesOf(files: Files) {
  return findCycles(
    readFacts(createMemoryRepo({'package.json': '{"name": "x", "type": "module"}', ...files}))
  )
}

/** `members | loop | from:line to | reason` for each ring. */
function check(files: Files, expected: readonly string[]): void {
  const lines = cyclesOf(files).map(
    ({members, loop, cut}) =>
      `${members.join(' ')} | ${loop.join(' ')} | ${cut.from}:${cut.line} ${cut.to} | ${cut.reason}`
  )
  expect(lines).toEqual(expected)
}

const whole = 'without it no ring of these files is left'

describe('findCycles', () => {
  it('gives nothing without a ring', () =>
    check({'a.ts': "import {b} from './b.ts'\nexport const a = b\n", 'b.ts': 'export const b = 1\n'}, []))

  it('cuts where fewest names are taken, of two that break the ring', () =>
    check(
      {
        'a.ts': "import {b, c} from './b.ts'\nexport const a = () => b + c\n",
        'b.ts':
          "import fs from 'node:fs'\nimport {a} from './a.ts'\nexport const b = 1\nexport const c = () => [a, fs]\n"
      },
      [`a.ts b.ts | a.ts b.ts | b.ts:2 a.ts | it takes one name, \`a\`; ${whole}`]
    ))

  it('prefers an import that breaks the whole ring over one that takes fewer names', () =>
    check(
      {
        'a.ts': "import {b, bb} from './b.ts'\nexport const a = () => [b, bb]\n",
        'b.ts':
          "import {a} from './a.ts'\nimport {c} from './c.ts'\nexport const b = () => [a, c]\nexport const bb = 1\n",
        'c.ts': "import {a} from './a.ts'\nexport const c = () => a\n"
      },
      [`a.ts b.ts c.ts | a.ts b.ts | a.ts:1 b.ts | it takes 2 names, \`b\` and \`bb\`; ${whole}`]
    ))

  it('says where all loops of a larger ring meet when no single import breaks it', () =>
    check(
      {
        'hub.ts': "export * from './x.ts'\nexport * from './y.ts'\n",
        'x.ts': "import {y} from './hub.ts'\nexport const x = () => y\n",
        'y.ts': "import {x} from './hub.ts'\nexport const y = () => x\n"
      },
      [
        'hub.ts x.ts y.ts | hub.ts x.ts | x.ts:1 hub.ts | it takes one name, `y`; it breaks this loop, while others, all of them through `hub.ts`, stay'
      ]
    ))

  it('names the module that declares what is taken from a barrel, where that one does not lead back', () =>
    check(
      {
        'a.ts': "import {b} from './index.ts'\nexport const a = () => b\n",
        'b.ts': 'export const b = 1\n',
        'index.ts': "export {a} from './a.ts'\nexport {b} from './b.ts'\n"
      },
      [
        `a.ts index.ts | a.ts index.ts | a.ts:1 index.ts | what it takes, \`b\`, can be had from \`b.ts\`, which declares it; ${whole}`
      ]
    ))

  it('does not send past the door of another package', () =>
    check(
      {
        'package.json': '{"name": "x", "workspaces": ["p", "q"]}',
        'p/package.json': '{"name": "p", "exports": "./index.ts"}',
        'p/index.ts': "export {a} from './a.ts'\nexport {b} from './b.ts'\n",
        'p/a.ts': "import {q} from 'q'\nexport const a = () => q\n",
        'p/b.ts': 'export const b = 1\n',
        'q/package.json': '{"name": "q", "exports": "./index.ts"}',
        'q/index.ts': "import {b} from 'p'\nexport const q = () => b\n"
      },
      [
        `p/a.ts p/index.ts q/index.ts | p/a.ts q/index.ts p/index.ts | p/a.ts:1 q/index.ts | it takes one name, \`q\`; ${whole}`
      ]
    ))

  it('says when all that is taken is used as a type', () => {
    const files = (use: string) => ({
      'tsconfig.json': '{"compilerOptions": {"verbatimModuleSyntax": true}}',
      'a.ts': `import {B} from './b.ts'\nexport const a = ${use}\n`,
      'b.ts': "import {a} from './a.ts'\nexport class B {\n  run() {\n    return a\n  }\n}\n"
    })
    check(files('(b: B) => b'), [
      `a.ts b.ts | a.ts b.ts | a.ts:1 b.ts | what it takes, \`B\`, is used as types only, so \`import type\` is enough; ${whole}`
    ])
    check(files('() => new B()'), [
      `a.ts b.ts | a.ts b.ts | a.ts:1 b.ts | it takes one name, \`B\`; ${whole}`
    ])
  })

  it('calls a default export by its own name, and says when a module is taken whole or for its effect', () => {
    const ring = (back: string) => ({
      'a.ts': `${back}\nexport default function run() {}\n`,
      'b.ts': "import run from './a.ts'\nexport const b = () => run\nexport const c = 1\n"
    })
    check(ring("import * as all from './b.ts'\nexport const x = all"), [
      `a.ts b.ts | a.ts b.ts | b.ts:1 a.ts | it takes one name, \`run\`; ${whole}`
    ])
    check(ring("import './b.ts'"), [
      `a.ts b.ts | a.ts b.ts | b.ts:1 a.ts | it takes one name, \`run\`; ${whole}`
    ])
    check({'a.ts': "import './b.ts'\n", 'b.ts': "import './a.ts'\n"}, [
      `a.ts b.ts | a.ts b.ts | a.ts:1 b.ts | it takes no name, and is there for what the module does at load; ${whole}`
    ])
  })

  const back = (text: string) => ({
    'a.ts': "import {b} from './b.ts'\nexport const a = () => b\n",
    'b.ts': `${text}\nexport const b = 1\n`
  })

  it('leaves out what is not followed while a module loads', () => {
    check(back("import type {a} from './a.ts'\nexport type A = typeof a"), [])
    check(back("export const load = () => import('./a.ts')"), [])
  })

  it('leaves out tests and declaration files', () => {
    check({'a.test.ts': "import './b.test.ts'\n", 'b.test.ts': "import './a.test.ts'\n"}, [])
    check({'x.ts': '', 'a.d.ts': "import './b'\n", 'b.d.ts': "import './a'\n"}, [])
  })

  it('counts a require where it runs at load, and not inside a function that is called later', () => {
    const files = (text: string) => ({
      'package.json': '{"name": "x"}',
      'a.js': "const {b} = require('./b')\nexports.a = () => b\n",
      'b.js': `${text}\nexports.b = 1\n`
    })
    const found = [`a.js b.js | a.js b.js | a.js:1 b.js | it takes one name, \`b\`; ${whole}`]
    check(files("const {a, c} = require('./a')\nexports.x = () => [a, c]"), found)
    check(files("const {a, c} = (function () {\n  return require('./a')\n})()\nexports.x = [a, c]"), [
      expect.stringContaining('a.js b.js | a.js b.js | a.js:1 b.js') as never
    ])
    check(files("exports.x = () => require('./a').a"), [])
    check(files("class X {\n  a = require('./a')\n}\nexports.X = X"), [])
  })
})

describe('describeCycles', () => {
  const ring = (count: number, from = 0) =>
    Object.fromEntries(
      Array.from({length: count}, (_, n) => [
        `m${from}${n}.ts`,
        `import {v as w} from './m${from}${(n + 1) % count}.ts'\nexport const v = () => w\n`
      ])
    )

  it('shows three, the shortest loops first, and counts the rest', () => {
    const {cycles, moreCycles} = describeCycles(
      cyclesOf({...ring(3, 1), ...ring(2, 2), ...ring(2, 3), ...ring(2, 4)})
    )
    expect(cycles).toHaveLength(3)
    expect(cycles?.[0]).toBe(
      `\`m20.ts\` and \`m21.ts\` import each other. Cheapest to cut: \`m20.ts\` imports \`m21.ts\`; it takes one name, \`v\`; ${whole}.`
    )
    expect(moreCycles).toBe(1)
  })

  it('writes a loop of a few files out, and a long one from both ends', () => {
    expect(describeCycles(cyclesOf(ring(3))).cycles?.[0]).toContain(
      '`m00.ts` imports `m01.ts`, `m01.ts` imports `m02.ts`, and `m02.ts` imports `m00.ts`.'
    )
    expect(describeCycles(cyclesOf(ring(9))).cycles?.[0]).toContain(
      'and so on until `m08.ts` imports `m00.ts`.'
    )
  })

  it('says nothing without a ring', () => expect(describeCycles([])).toEqual({}))
})

describe('shortestLoop', () => {
  const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const edges = fc.array(
    fc.tuple(node, node).filter(([from, to]) => from !== to),
    {maxLength: 14}
  )

  it('is a loop, and none is shorter', () => {
    fc.assert(
      fc.property(edges, list => {
        const graph = toGraph([], list)
        const loop = shortestLoop(graph)
        const lengths = [...graph.keys()].flatMap(start => distanceBack(graph, start) ?? [])
        expect(loop?.length).toBe(lengths.length === 0 ? undefined : Math.min(...lengths))
        loop?.forEach((from, index) => {
          expect(graph.get(from)?.has(loop[(index + 1) % loop.length] ?? '')).toBe(true)
        })
      })
    )
  })

  it('does not depend on the order of edges', () => {
    fc.assert(
      fc.property(edges, list => {
        expect(shortestLoop(toGraph([], [...list].reverse()))).toEqual(shortestLoop(toGraph([], list)))
      })
    )
  })
})

function distanceBack(graph: ReadonlyMap<string, ReadonlySet<string>>, start: string): number | undefined {
  let frontier = new Set(graph.get(start))
  for (let distance = 1; distance <= graph.size; distance++) {
    if (frontier.has(start)) return distance
    frontier = new Set([...frontier].flatMap(each => [...(graph.get(each) ?? [])]))
  }
  return undefined
}
