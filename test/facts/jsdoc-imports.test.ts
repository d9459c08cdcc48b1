import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {jsDocImportsOf} from '../../src/facts/jsdoc-imports.ts'
import {parseModule} from '../../src/facts/parse.ts'

/** Imports as `line specifier names`. */
function check(text: string, expected: string[], path = 'a.js'): void {
  const found = jsDocImportsOf(parseModule(path, text).ast)
  expect(
    found.map(({line, specifier, names}) => {
      const list = names.map(({imported, local}) => (imported === local ? local : `${imported}>${local}`))
      return `${line} ${specifier} ${list.join(',')}`.trim()
    })
  ).toEqual(expected)
  for (const {kind, typeOnly, computed} of found) expect({kind, typeOnly, computed}).toEqual(typeImport)
}

const typeImport = {kind: 'type', typeOnly: true, computed: false}

describe('types of other modules in doc comments', () => {
  it('reads a type', () => check("/** @type {import('./b').T} */\nlet a", ['1 ./b T']))
  it('reads a whole module', () => check("/** @type {typeof import('./b')} */\nlet a", ['1 ./b']))
  it('reads every tag that takes a type', () =>
    check(
      [
        '/**',
        " * @param {import('./b').T} a what it takes",
        " * @param {Map<string, import('./c').U>} b",
        " * @returns {Promise<import('./d').V>}",
        ' */',
        'function f(a, b) {}',
        "/** @typedef {import('./e').W} W */",
        "/** @extends {import('./f').X<string>} */",
        'class C {}'
      ].join('\n'),
      ['2 ./b T', '3 ./c U', '4 ./d V', '7 ./e W', '8 ./f X']
    ))
  it('reads several of one type, over several lines', () =>
    check("/**\n * @type {{\n *   a: import('./b').T,\n *   b: import('./c').U\n * }}\n */\nlet a", [
      '3 ./b T',
      '4 ./c U'
    ]))
  it('reads a cast', () => check("const a = /** @type {import('./b').T} */ (b)", ['1 ./b T']))
  it('reads quotes of both kinds', () => check('/** @type {import("./b").T} */\nlet a', ['1 ./b T']))
  it('reads import tags', () =>
    check(
      [
        "/** @import {A, B as C} from './b' */",
        "/** @import * as n from './c' */",
        '/**',
        " * @import d, {E} from './d'",
        ' */'
      ].join('\n'),
      ['1 ./b A,B>C', '2 ./c *>n', '4 ./d E,default>d']
    ))
  it('reads an import tag over several lines', () =>
    check("/**\n * @import {\n *   A,\n *   B\n * } from './b'\n */", ['2 ./b A,B']))
  it('reads every kind of JavaScript file', () => {
    for (const path of ['a.js', 'a.mjs', 'a.cjs', 'a.jsx'])
      check("/** @type {import('./b').T} */\nlet a", ['1 ./b T'], path)
  })
})

describe('what is only text', () => {
  it('leaves TypeScript alone, which ignores types in its comments', () =>
    check("/** @type {import('./b').T} */\nlet a", [], 'a.ts'))
  it('leaves plain comments alone', () =>
    check("/* @type {import('./b').T} */\n// @type {import('./b').T}\n/*** @type {import('./b').T} */\n", []))
  it('leaves prose alone', () =>
    check("/** Loads import('./b') late; {@link import('./b').T}. */\nfunction f() {}", []))
  it('leaves the text behind a type alone', () =>
    check("/** @param {string} a as of import('./b').T */\nfunction f(a) {}", []))
  it('leaves examples alone', () =>
    check(
      "/**\n * @example\n * {import('./b')}\n * ```js\n * @type {import('./c').T}\n * ```\n */\nfunction f() {}",
      []
    ))
  it('leaves tags of others alone', () => check("/** @see {import('./b').T} */\nlet a", []))
  it('leaves texts of the program alone', () => check('const a = \'/** @type {import("./b").T} */\'', []))
  it('leaves a type without an end alone', () => check("/** @type {import('./b').T */\nlet a", []))
})

it('finds every import that it wrote', () => {
  const name = fc.stringMatching(/^[a-z]{1,8}$/)
  const reference = fc.record({
    file: name,
    type: name,
    tag: fc.constantFrom('type', 'param', 'returns', 'typedef')
  })
  fc.assert(
    fc.property(fc.array(reference), references => {
      const lines = references.map(({file, type, tag}) => ` * @${tag} {import('./${file}').${type}} a text`)
      check(
        ['/**', ...lines, ' */', 'let a'].join('\n'),
        references.map(({file, type}, index) => `${index + 2} ./${file} ${type}`)
      )
    })
  )
})
