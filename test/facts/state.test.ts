import {expect, it} from 'vitest'
import {collect} from '../../src/facts/collect/collect.ts'
import {startState} from '../../src/facts/collect/state.ts'
import {parseModule} from '../../src/facts/parse.ts'

/** Each as `kind name lines`. */
function check(text: string, expected: string[]): void {
  const {found} = collect(parseModule('a.ts', text).ast, {found: startState})
  expect(found.map(({kind, name, writtenAt}) => `${kind} ${name} ${writtenAt.join()}`)).toEqual(expected)
}

it('lists module variables that functions assign or change', () => {
  check('let count = 0\nfunction next() {\n  count++\n  return count\n}', ['let count 3'])
  check('const seen = new Map()\nfunction note(x) {\n  seen.set(x, 1)\n}', ['Map seen 3'])
  check('const names = {}\nfunction note(x) {\n  names[x] = 1\n  delete names.y\n}', ['object names 3,4'])
})

it('sees a collection in a variable by its first value or its type', () => {
  check('let queue = [] as string[]\nfunction put(x) {\n  queue.push(x)\n}', ['let queue 3'])
  check('let cache: Map<string, string> | undefined\nfunction put(x) {\n  cache.set(x, x)\n}', [
    'let cache 3'
  ])
  check('let names: string[]\nfunction put(x) {\n  names.push(x)\n}', ['let names 3'])
})

it('takes a method of something else for no write, whatever its name', () => {
  check('export var store = assign(create, factories)\nfunction make(x) {\n  return store.set(x)\n}', [])
  check('const api = {add(x) {}}\nfunction call(x) {\n  api.add(x)\n}', [])
  check('let client: Client\nfunction call(x) {\n  client.delete(x)\n}', [])
})

it('leaves out writes while the module loads', () => check('const list = []\nlist.push(1)', []))
