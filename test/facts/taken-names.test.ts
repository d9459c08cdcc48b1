import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

/** What `a.js` takes of `b.js`, as `imported>local` in the order of the edge. */
function check(text: string, expected: string, target = 'exports.x = 1'): void {
  const {imports} = readFacts(createMemoryRepo({'a.js': text, 'b.js': target}))
  const names = imports.flatMap(edge => edge.names.map(({imported, local}) => `${imported}>${local}`))
  expect(names.join(' ')).toBe(expected)
}

describe('a required module', () => {
  it.each([
    ['a value', 'module.exports = class B {}', 'default>b'],
    ['a declared value', 'class B {}\nmodule.exports = B', 'default>b'],
    [
      'a value with names beside it',
      'module.exports = B\nmodule.exports.x = 1\nfunction B() {}',
      '*>b default>b'
    ],
    ['an object of names', 'module.exports = {x: 1}', '*>b'],
    ['single names', 'exports.x = 1', '*>b'],
    ['a transpiled default', 'exports.default = 1\nexports.x = 1', '*>b'],
    ['an ES module', 'export default 1', '*>b']
  ])('that is %s', (_, target, expected) => check("const b = require('./b')", expected, target))

  it('is a value when the module hands on one', () => {
    const edges = (last: string) =>
      readFacts(
        createMemoryRepo({
          'a.js': "const b = require('./b')",
          'b.js': "module.exports = require('./c')",
          'c.js': last
        })
      ).imports.map(({names}) => names.map(({imported}) => imported).join())
    expect(edges('module.exports = class C {}')).toEqual(['default', 'default'])
    expect(edges('module.exports = {c: 1}')).toEqual(['*', '*'])
  })

  it.each([
    ["const {x} = require('./b')", 'x>x'],
    ["const {x: y = 1} = require('./b')", 'x>y'],
    ["const {x, ...rest} = require('./b')", '*>rest x>x'],
    ["const {x: {y}} = require('./b')", 'x>'],
    ["let x\n;({x} = require('./b'))", 'x>x'],
    ["require('./b').x()", 'x>'],
    ["run(require('./b'))", '*>'],
    ["require('./b')", '']
  ])('gives names: %s', (text, expected) => check(text, expected))

  it('gives its value to whoever calls it on the spot', () =>
    check("require('./b')()", 'default>', 'module.exports = () => 1'))
})

describe('a dynamic import', () => {
  it.each([
    ["(await import('./b')).x()", 'x>'],
    ["const y = (await import('./b')).x", 'x>y'],
    ["const {x} = await import('./b')", 'x>x'],
    ["const b = await import('./b')", '*>b'],
    ["import('./b').then(m => m.x(m.y))", 'x> y>'],
    ["import('./b').then(({x}) => x)", 'x>x'],
    ["import('./b').then(function (m) { return {default: m.x, m: 1} })", 'x>'],
    ["import('./b').then(m => run(m, m.x))", '*>'],
    ["import('./b').then(m => m[name])", '*>'],
    ["import('./b').then(run)", '*>'],
    ["import('./b').then(() => run())", ''],
    ["import('./b').catch(run)", '*>'],
    ["const load = () => import('./b')", '*>'],
    ["await import('./b')", ''],
    ["void import('./b')", '']
  ])('gives names: %s', (text, expected) => check(text, expected))
})
