import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {readReferences} from '../../../src/facts/references.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {flowText} from '../../../src/stages/enrich/flows/flow-text.ts'
import {rankFlows} from '../../../src/stages/enrich/flows/rank-flows.ts'
import {toSequenceDiagram} from '../../../src/stages/enrich/flows/sequence-diagram.ts'
import {variedFlows} from '../../../src/stages/enrich/flows/varied-flows.ts'
import {listFlows, listFlowsTo} from '../../../src/stages/enrich/flows.ts'

const manifest = '{"name": "x", "type": "module", "main": "./src/index.ts"}'

function read(files: Record<string, string>) {
  const repo = createMemoryRepo({'package.json': manifest, ...files})
  const facts = readFacts(repo)
  const references = readReferences(repo, facts)
  const flows = listFlows(facts, references)
  const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'))
  return {facts, references, flows, ranked: rankFlows(flows, folderOf)}
}

function check(files: Record<string, string>, expected: string[]) {
  const {facts, ranked} = read(files)
  expect(ranked.map(flow => flowText(flow, facts, {places: false}))).toEqual(expected)
}

const tail = {
  'src/c.ts': 'export function c() {}\n',
  'src/b.ts': "import {c} from './c.ts'\nexport function b() {\n  c()\n}\n"
}
const writing = {
  'src/c.ts': "import {writeFileSync} from 'node:fs'\nexport function c() {\n  writeFileSync('x', '')\n}\n"
}

describe('where a flow begins', () => {
  it('is an exported function', () =>
    check({...tail, 'src/index.ts': "import {b} from './b.ts'\nexport function a() {\n  b()\n}\n"}, [
      'main `.`: `a` (`src/index.ts`) → `b` (`src/b.ts`) → `c` (`src/c.ts`)'
    ]))

  it('is a method of an exported class, and not a private one', () => {
    const method = (name: string) =>
      `import {b} from './b.ts'\nexport class A {\n  ${name}() {\n    b()\n  }\n}\n`
    check({...tail, 'src/index.ts': method('run')}, [
      'main `.`: `A.run` (`src/index.ts`) → `b` (`src/b.ts`) → `c` (`src/c.ts`)'
    ])
    check({...tail, 'src/index.ts': method('_run')}, [])
  })

  it('is the handler of a route, in place or by name, and no other code of its module', () => {
    const app = (rest: string) =>
      `import express from 'express'\nimport {c} from './c.ts'\nconst app = express()\nfunction list(req, res) {\n  c()\n}\n${rest}`
    check({...writing, 'src/app.ts': app("app.get('/x', list)\n")}, [
      'route `GET /x`: `list` (`src/app.ts`) → `c` (`src/c.ts`) → file system: `writeFileSync`'
    ])
    check({...writing, 'src/app.ts': app("app.get('/x', (req, res) => {\n  c()\n})\n")}, [
      'route `GET /x`: `src/app.ts` → `c` (`src/c.ts`) → file system: `writeFileSync`'
    ])
    check({...writing, 'src/app.ts': app("app.get('/x', (req, res) => {})\nc()\n")}, [])
  })

  it('is the method that a decorator registers', () =>
    check(
      {
        ...writing,
        'src/app.ts':
          "import {Controller, Get} from '@nestjs/common'\nimport {c} from './c.ts'\n@Controller('users')\nexport class Users {\n  @Get('all')\n  list() {\n    c()\n  }\n  other() {}\n}\n"
      },
      [
        'route `GET /users/all`: `Users.list` (`src/app.ts`) → `c` (`src/c.ts`) → file system: `writeFileSync`'
      ]
    ))

  it('is the action of a command', () =>
    check(
      {
        ...writing,
        'src/cli.ts':
          "import {Command} from 'commander'\nimport {c} from './c.ts'\nconst program = new Command()\nprogram.command('build <dir>').description('d').action(async () => {\n  c()\n})\n"
      },
      ['command `build`: `src/cli.ts` → `c` (`src/c.ts`) → file system: `writeFileSync`']
    ))

  it('is a function of a table that no entry point leads to', () => {
    const one = (name: string) => `import {c} from './c.ts'\nexport function ${name}() {\n  c()\n}\n`
    const table = {
      ...writing,
      'src/one.ts': one('one'),
      'src/two.ts': 'export function two() {}\n',
      'src/three.ts': 'export function three() {}\n',
      'src/table.ts':
        "import {one} from './one.ts'\nimport {two} from './two.ts'\nimport {three} from './three.ts'\nexport const table = {one, two, three}\n"
    }
    check(table, [
      'one of `table` (`src/table.ts`): `one` (`src/one.ts`) → `c` (`src/c.ts`) → file system: `writeFileSync`'
    ])
    check({...table, 'src/index.ts': "export {one} from './one.ts'\n"}, [
      'main `.`: `one` (`src/one.ts`) → `c` (`src/c.ts`) → file system: `writeFileSync`'
    ])
  })
})

describe('a table of modules that are loaded when asked for', () => {
  const command = (body: string) =>
    `import {c} from './c.ts'\nexport default {\n  run() {\n    ${body}\n  }\n}\n`
  const files = (loaders: string) => ({
    ...writing,
    'src/one.ts': command('c()'),
    'src/two.ts': command(''),
    'src/three.ts': command(''),
    'src/table.ts': loaders
  })
  const three =
    "export const loaders = {\n  one: () => import('./one.ts'),\n  two: () => import('./two.ts'),\n  three: () => import('./three.ts')\n}\n"

  it('begins flows at what they export as a handler', () =>
    check(files(three), [
      'one of `loaders` (`src/table.ts`): `src/one.ts` → `c` (`src/c.ts`) → file system: `writeFileSync`'
    ]))

  it('is none with fewer than three', () => check(files(three.replace(/.*three.*\n/, '')), []))
})

describe('where a flow goes', () => {
  it('ends before a member of an interface, which may lead anywhere', () =>
    check(
      {
        'src/index.ts':
          'export interface Door {\n  open(): void\n}\nfunction b(door: Door) {\n  door.open()\n}\nexport function a(door: Door) {\n  b(door)\n}\n'
      },
      []
    ))

  it('ends before a variable whose value a call gave while its module loaded', () => {
    const check2 = (c: string, end: string) =>
      check(
        {
          'src/c.ts': `import {rmSync} from 'node:fs'\nfunction make() {\n  rmSync('x')\n}\n${c}\n`,
          'src/b.ts': "import {c} from './c.ts'\nexport function b() {\n  c()\n}\n",
          'src/index.ts': "import {b} from './b.ts'\nexport function a() {\n  b()\n}\n"
        },
        [`main \`.\`: \`a\` (\`src/index.ts\`) → \`b\` (\`src/b.ts\`) → \`c\` (\`src/c.ts\`)${end}`]
      )
    check2('export const c = make()', '')
    check2('export const c = () => make()', ' → `make` (`src/c.ts`) → file system: `rmSync`')
  })

  it('follows a callback, and not a function that is only given back', () => {
    const index = (body: string) =>
      `import {c} from './c.ts'\nexport function a() {\n  ${body}\n}\nexport function give(f: () => void) {\n  f()\n}\n`
    const flow = ['main `.`: `a` (`src/index.ts`) → `c` (`src/c.ts`) → file system: `writeFileSync`']
    check({...writing, 'src/index.ts': index('give(() => {\n    c()\n  })')}, flow)
    check({...writing, 'src/index.ts': index('return () => {\n    c()\n  }')}, [])
    check({...writing, 'src/index.ts': index('return {\n    run() {\n      c()\n    }\n  }')}, [])
    check({...writing, 'src/index.ts': index('const run = () => {\n    c()\n  }\n  run()')}, flow)
  })

  it('does not follow a function that is kept as a member, and follows one that handles an event', () => {
    const kept = (left: string) => ({
      ...tail,
      'src/index.ts': `import {b} from './b.ts'\nexport class A {\n  constructor(socket: any) {\n    ${left} = () => b()\n  }\n}\n`
    })
    check(kept('this.make'), [])
    check(kept('socket.onmessage'), ['main `.`: `A` (`src/index.ts`) → `b` (`src/b.ts`) → `c` (`src/c.ts`)'])
  })

  it('begins at no error, follows no acronym of one, and does follow what handles errors', () => {
    const files = (made: string) => ({
      ...tail,
      'src/error.ts': `import {b} from './b.ts'\n${made} {\n  constructor() {\n    b()\n  }\n}\nexport function handleError() {\n  b()\n}\n`,
      'src/index.ts': `export {RPCError} from './error.ts'\nimport {handleError, RPCError} from './error.ts'\nexport function a() {\n  new RPCError()\n  handleError()\n}\n`
    })
    check(files('export class RPCError'), [
      'main `.`: `a` (`src/index.ts`) → `handleError` (`src/error.ts`) → `b` (`src/b.ts`)'
    ])
  })

  it('does not end in a question', () =>
    check(
      {
        ...tail,
        'src/c.ts': 'export function isC() {}\n',
        'src/b.ts': "import {isC} from './c.ts'\nexport function b() {\n  isC()\n}\n",
        'src/index.ts': "import {b} from './b.ts'\nexport function a() {\n  b()\n}\n"
      },
      []
    ))

  it('does not follow the making of errors', () =>
    check(
      {
        'src/error.ts':
          "import {c} from './c.ts'\nexport class LockError extends Error {\n  constructor() {\n    super()\n    c()\n  }\n}\n",
        'src/c.ts': 'export function c() {}\n',
        'src/index.ts':
          "import {LockError} from './error.ts'\nfunction b() {\n  throw new LockError()\n}\nexport function a() {\n  b()\n}\n"
      },
      []
    ))

  it('shows one flow of a script', () => {
    const scripts = '{"name": "x", "type": "module", "scripts": {"go": "node src/go.ts"}}'
    const go =
      "import {rmSync} from 'node:fs'\nfunction one() {\n  rmSync('x')\n}\nfunction two() {\n  rmSync('y')\n}\none()\ntwo()\n"
    check({'package.json': scripts, 'src/go.ts': go}, [
      'script `go`: `src/go.ts` → `one` (`src/go.ts`) → file system: `rmSync`'
    ])
  })

  it('shows at most two ways to one place', () => {
    const names = ['P', 'Q', 'R']
    const files = names.flatMap(name => [
      [`src/${name}.ts`, `import {via} from './via${name}.ts'\nexport const ${name} = () => via()\n`],
      [`src/via${name}.ts`, "import {c} from './c.ts'\nexport const via = () => c()\n"]
    ])
    const index = names.map(name => `export {${name}} from './${name}.ts'\n`).join('')
    expect(read({...writing, ...Object.fromEntries(files), 'src/index.ts': index}).ranked).toHaveLength(2)
  })

  it('takes a chain of two for no flow', () =>
    check({'src/index.ts': 'function b() {}\nexport function a() {\n  b()\n}\n'}, []))

  it('prefers flows with an effect, those that cross more folders, and those that change something', () => {
    const files = {
      'src/index.ts':
        "import {near} from './near.ts'\nimport {far} from './far/far.ts'\nimport {look} from './look/look.ts'\nexport function a() {\n  near()\n}\nexport function b() {\n  far()\n}\nexport function d() {\n  look()\n}\n",
      'src/near.ts': "import {rmSync} from 'node:fs'\nexport const near = () => rmSync('x')\n",
      'src/far/far.ts': "import {rmSync} from 'node:fs'\nexport const far = () => rmSync('x')\n",
      'src/look/look.ts':
        "import {readFileSync} from 'node:fs'\nexport const look = () => readFileSync('x')\n"
    }
    expect(read(files).ranked.map(({steps}) => steps.at(-1)?.symbol)).toEqual([
      'src/far/far.ts#far',
      'src/look/look.ts#look',
      'src/near.ts#near'
    ])
  })

  it('leads to an error that is asked for', () => {
    const {facts, references} = read({
      'src/error.ts': 'export class LockError extends Error {}\n',
      'src/index.ts':
        "import {LockError} from './error.ts'\nexport function a() {\n  throw new LockError()\n}\n"
    })
    const ends = listFlowsTo(['src/error.ts#LockError'], facts, references)
    expect(ends.map(({steps}) => steps.map(({symbol}) => symbol))).toEqual([
      ['src/index.ts#a', 'src/error.ts#LockError']
    ])
  })

  it('leads to a declaration that is asked for', () => {
    const {facts, references} = read({
      ...tail,
      'src/index.ts': "import {b} from './b.ts'\nexport function a() {\n  b()\n}\nexport function d() {}\n"
    })
    expect(
      listFlowsTo(['src/c.ts#c'], facts, references).map(({steps}) => steps.map(({symbol}) => symbol))
    ).toEqual([['src/index.ts#a', 'src/b.ts#b', 'src/c.ts#c']])
  })
})

describe('the few flows of the overview', () => {
  const flow = (name: string, kind?: 'network' | 'database') => ({
    entry: {kind: 'route' as const, name, path: 'src/a.ts'},
    steps: [],
    ...(kind ? {effect: {kind, name, path: 'src/a.ts', line: 1}} : {})
  })
  const names = (...flows: Parameters<typeof variedFlows>[0][number][]) =>
    variedFlows(flows, 3).map(({entry}) => entry.name)

  it('hold each kind of effect, then one that changes something, in their order', () =>
    expect(
      names(
        flow('get', 'network'),
        flow('fetch', 'network'),
        flow('head', 'network'),
        flow('find', 'database'),
        flow('update', 'database')
      )
    ).toEqual(['get', 'find', 'update']))

  it('are the first where nothing tells them apart', () =>
    expect(names(flow('a'), flow('b'), flow('c'), flow('d'))).toEqual(['a', 'b', 'c']))
})

describe('the picture of a flow', () => {
  it('has its modules and what is reached as participants, and escapes what Mermaid reads', () => {
    const {facts, ranked} = read({
      ...writing,
      'src/app.ts':
        "import express from 'express'\nimport {c} from './c.ts'\nconst app = express()\napp.get('/x/:id;#', (req, res) => {\n  c()\n})\n"
    })
    const [flow] = ranked
    expect(flow && toSequenceDiagram(flow, facts)).toBe(
      [
        'sequenceDiagram',
        '  participant start as route GET /x/#58;id#59;#35;',
        '  participant m1 as src/app.ts',
        '  participant m2 as src/c.ts',
        '  participant outside as file system',
        '  start->>m1: run',
        '  m1->>m2: c',
        '  m2->>outside: writeFileSync'
      ].join('\n')
    )
  })
})
