import {describe, expect, it} from 'vitest'
import {testsOf} from './reach-of.ts'

const files = {
  'src/lock.ts':
    'export function acquire(path: string) {\n  return path.length\n}\nexport default class Lock {\n  release() {}\n  static make() {\n    return new Lock()\n  }\n}\nexport const schema = {parse: (text: string) => text}\nexport enum Mode {\n  Shared,\n  Alone\n}\n',
  'src/index.ts':
    "export {acquire} from './lock.ts'\nexport {default as Lock} from './lock.ts'\nexport * from './lock.ts'\n"
}

function reaches(test: string, id = 'src/lock.ts#acquire', more: Record<string, string> = {}): boolean {
  return testsOf(id, {...files, ...more, 'test/a.test.ts': test}).length > 0
}

const call = "it('a', () => {\n  acquire('a')\n})\n"

describe('a symbol is reached', () => {
  it('by name, default, barrel, namespace and alias', () => {
    expect(reaches(`import {acquire} from '../src/lock.ts'\n${call}`)).toBe(true)
    expect(reaches(`import {acquire} from '../src/index.ts'\n${call}`)).toBe(true)
    expect(reaches("import {acquire as take} from '../src/lock.ts'\nit('a', () => take('a'))\n")).toBe(true)
    expect(reaches("import * as all from '../src/index.ts'\nit('a', () => all.acquire('a'))\n")).toBe(true)
    expect(
      reaches(
        "import Made from '../src/lock.ts'\nit('a', () => new Made().release())\n",
        'src/lock.ts#Lock.release'
      )
    ).toBe(true)
    expect(reaches(`import type {acquire} from '../src/lock.ts'\n${call}`)).toBe(false)
    expect(reaches(call)).toBe(false)
    const alias = {'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}'}
    expect(reaches(`import {acquire} from '@/lock'\n${call}`, 'src/lock.ts#acquire', alias)).toBe(true)
  })

  it('by require, dynamic import and what loads the real module', () => {
    expect(reaches(`const {acquire} = require('../src/lock.ts')\n${call}`)).toBe(true)
    expect(reaches("const lock = require('../src/lock.ts')\nit('a', () => lock.acquire('a'))\n")).toBe(true)
    expect(
      reaches(
        "it('a', async () => {\n  const {acquire} = await import('../src/lock.ts')\n  acquire('a')\n})\n"
      )
    ).toBe(true)
    expect(reaches("it('a', async () => {\n  (await import('../src/lock.ts')).acquire('a')\n})\n")).toBe(true)
    expect(
      reaches(
        "let lock\nbeforeAll(async () => {\n  lock = await import('../src/lock.ts')\n})\nit('a', () => lock.acquire('a'))\n"
      )
    ).toBe(true)
    expect(
      reaches(
        "it('a', async () => {\n  const lock = await vi.importActual('../src/lock.ts')\n  lock.acquire('a')\n})\nvi.mock('../src/lock.ts')\n"
      )
    ).toBe(true)
    expect(reaches("const lock = proxyquire('../src/lock.ts', {})\nit('a', () => lock.acquire('a'))\n")).toBe(
      true
    )
    expect(reaches("const lock = require('../src/other.ts')\nit('a', () => lock.acquire('a'))\n")).toBe(false)
  })

  it('as a default that a CommonJS module gives', () => {
    const more = {'lib/run.js': 'module.exports = function run() {}\n'}
    expect(
      reaches("const go = require('../lib/run.js')\nit('a', () => go())\n", 'lib/run.js#run', more)
    ).toBe(true)
  })

  it('by package name in a workspace', () => {
    const more = {
      'package.json': '{"workspaces": ["packages/*"]}',
      'packages/a/package.json': '{"name": "@me/a", "main": "src/main.ts"}',
      'packages/a/src/main.ts': 'export function go() {}\n',
      'packages/b/package.json': '{"name": "@me/b", "dependencies": {"@me/a": "*"}}',
      'packages/b/b.test.ts': "import {go} from '@me/a'\nit('a', () => go())\n"
    }
    expect(testsOf('packages/a/src/main.ts#go', {...files, ...more})).toEqual(['packages/b/b.test.ts:2'])
  })

  it('by rendering', () => {
    const more = {'src/view.tsx': 'export const View = () => <b/>\nexport const Other = () => <i/>\n'}
    const rendered = (test: string) =>
      testsOf('src/view.tsx#View', {
        ...files,
        ...more,
        'src/view.test.tsx': `import {View} from './view.tsx'\n${test}`
      }).length > 0
    expect(rendered("it('a', () => {\n  render(<View/>)\n})\n")).toBe(true)
    expect(rendered("it('a', () => {\n  mount(View)\n})\n")).toBe(true)
    expect(rendered("it('a', () => {\n  render(<Other/>)\n})\n")).toBe(false)
  })

  it('by rendering a component of a class around it, and by expecting an error of its class', () => {
    const more = {
      'src/view.tsx':
        'export const View = () => <b/>\nexport class App extends Component {\n  render() {\n    return <View/>\n  }\n  close() {\n    return <View/>\n  }\n}\n',
      'src/lost.ts': 'export class Lost extends Error {}\n'
    }
    const rendered = "import {App} from '../src/view.tsx'\nit('a', () => {\n  mount(App)\n})\n"
    expect(reaches(rendered, 'src/view.tsx#View', more)).toBe(true)
    expect(reaches(rendered, 'src/view.tsx#App.close', more)).toBe(false)
    const lost = (expected: string) =>
      reaches(`import {Lost} from '../src/lost.ts'\nit('a', () => ${expected})\n`, 'src/lost.ts#Lost', more)
    expect(lost('expect(run).toThrow(Lost)')).toBe(true)
    expect(lost('expect(error).toBeInstanceOf(Lost)')).toBe(true)
    expect(lost('expect(kind).toBe(Lost)')).toBe(false)
  })

  it('when it is a value that is used or read', () => {
    const head = "import {schema, Mode} from '../src/lock.ts'\n"
    expect(reaches(`${head}it('a', () => schema.parse('a'))\n`, 'src/lock.ts#schema')).toBe(true)
    expect(reaches(`${head}it('a', () => expect(Mode.Shared).toBe(0))\n`, 'src/lock.ts#Mode')).toBe(true)
    expect(reaches(`${head}it('a', () => {})\n`, 'src/lock.ts#Mode')).toBe(false)
  })
})

describe('a member is reached', () => {
  const head = "import Lock from '../src/lock.ts'\n"
  const member = (body: string) =>
    reaches(`${head}it('a', () => {\n${body}\n})\n`, 'src/lock.ts#Lock.release')

  it('on an instance of its class', () => {
    expect(member('const lock = new Lock()\nlock.release()')).toBe(true)
    expect(member('Lock.make().release()')).toBe(true)
    expect(member('new Lock()')).toBe(false)
  })

  it('that a class hands down, by its constructor, or on a variable that is given an instance later', () => {
    const heir = {
      'src/heir.ts':
        "import Lock from './lock.ts'\nexport class Heir extends Lock {}\nexport class Other extends Lock {\n  release() {}\n}\n"
    }
    const made = (name: string) =>
      reaches(
        `import {${name}} from '../src/heir.ts'\nit('a', () => {\n  const lock = new ${name}()\n  lock.release()\n})\n`,
        'src/lock.ts#Lock.release',
        heir
      )
    expect(made('Heir')).toBe(true)
    expect(made('Other')).toBe(false)
    const later = `${head}let lock\nbeforeEach(() => {\n  lock = new Lock()\n})\nit('a', () => lock.release())\n`
    const second = {'src/second.ts': 'export class Second {\n  release() {}\n}\n'}
    expect(reaches(later, 'src/lock.ts#Lock.release', second)).toBe(true)
    expect(reaches(later.replace('new Lock()', 'make(Lock)'), 'src/lock.ts#Lock.release', second)).toBe(false)
    const built = {'src/built.ts': 'export class Built {\n  constructor() {}\n}\n'}
    expect(
      reaches(
        "import {Built} from '../src/built.ts'\nit('a', () => new Built())\n",
        'src/built.ts#Built.constructor',
        built
      )
    ).toBe(true)
  })

  it('not on what is known to be another object', () => {
    expect(member('new Lock()\nconst other = new Reader()\nother.release()')).toBe(false)
    expect(member('new Lock()\nconst list = [1]\nlist.release()')).toBe(false)
  })
})

describe('a symbol is reached through other functions', () => {
  const more = {
    'src/hub.ts':
      "import {acquire} from './lock.ts'\nexport function start(path: string) {\n  acquire(path)\n}\nexport function maybe(path: string) {\n  if (path) acquire(path)\n}\nexport function wire(app: {get(path: string, run: unknown): void}) {\n  app.get('/', acquire)\n  app.on('x', () => acquire('a'))\n}\nexport function outer() {\n  start('a')\n}\n",
    'test/support.ts':
      "import {acquire} from '../src/lock.ts'\nexport function setUp(path?: string) {\n  if (path) acquire(path)\n}\n"
  }
  const through = (imports: string, body: string) =>
    reaches(
      `import {${imports.split(' ')[0]}} from '${imports.split(' ')[1]}'\nit('a', () => ${body})\n`,
      'src/lock.ts#acquire',
      more
    )

  it('that call it on every run', () => {
    expect(through('start ../src/hub.ts', "start('a')")).toBe(true)
    expect(through('outer ../src/hub.ts', 'outer()')).toBe(true)
    expect(through('setUp ./support.ts', "setUp('a')")).toBe(true)
  })

  it('that call it through a field of a table', () => {
    const table = (call: string) => ({
      'src/table.ts': `import {acquire} from './lock.ts'\nconst rows = [{name: 'a', open: (path: string) => acquire(path)}]\nexport function openAll(path: string) {\n  ${call}\n}\n`
    })
    const reached = (call: string) =>
      reaches(
        "import {openAll} from '../src/table.ts'\nit('a', () => openAll('a'))\n",
        'src/lock.ts#acquire',
        table(call)
      )
    expect(reached('rows.forEach(row => row.open(path))')).toBe(true)
    expect(reached('rows.forEach(row => row.close(path))')).toBe(false)
    expect(reached('others.forEach(row => row.open(path))')).toBe(false)
    expect(reached('if (path) rows.forEach(row => row.open(path))')).toBe(false)
  })

  it('not through a branch or a registration', () => {
    expect(through('maybe ../src/hub.ts', "maybe('a')")).toBe(false)
    expect(through('wire ../src/hub.ts', 'wire(app)')).toBe(false)
  })

  it('and the chain names them', () => {
    const test = "import {outer} from '../src/hub.ts'\nit('a', () => outer())\n"
    expect(testsOf('src/lock.ts#acquire', {...files, ...more, 'test/a.test.ts': test})).toEqual([
      'test/a.test.ts:2'
    ])
  })
})
