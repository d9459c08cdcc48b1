import {describe, expect, it} from 'vitest'
import {readScopes} from '../../src/syntax/scopes.ts'
import {identifier, parse} from './parse.ts'

function bindingOf(text: string, name: string, index = 0) {
  const program = parse(text)
  return readScopes(program).bindingOf(identifier(program, name, index))
}

describe('readScopes', () => {
  it.each([
    ['let x = 1', 'variable', true],
    ['function x() {}', 'function', true],
    ['class x {}', 'class', true],
    ["import x from 'y'", 'import', true],
    ['function f(x) {}', 'parameter', false],
    ['function f({a: x}) {}', 'parameter', false],
    ['try {} catch (x) {}', 'catch', true]
  ])('%s declares a %s', (text, kind, moduleLevel) => {
    const binding = bindingOf(text, 'x')
    expect(binding?.definitions[0]?.kind).toBe(kind)
    expect(binding?.moduleLevel).toBe(moduleLevel)
  })

  it('tells a shadowing variable from the outer one', () => {
    const text = 'let x = 1; function f() { let x = 2; return x } x'
    const program = parse(text)
    const scopes = readScopes(program)
    expect(scopes.bindingOf(identifier(program, 'x', 2))).toBe(scopes.bindingOf(identifier(program, 'x', 1)))
    expect(scopes.bindingOf(identifier(program, 'x', 3))).toBe(scopes.bindingOf(identifier(program, 'x', 0)))
  })

  it('lists reads and writes in source order', () => {
    const uses = bindingOf('let x = 1; x = 2; x++; f(x)', 'x')?.uses
    expect(uses?.map(use => [use.read, use.write, use.init])).toEqual([
      [false, true, true],
      [false, true, false],
      [true, true, false],
      [true, false, false]
    ])
  })

  it('marks uses that can only be types', () => {
    const uses = bindingOf("import X from 'y'; let a: X; new X()", 'X')?.uses
    expect(uses?.map(use => use.typeOnly)).toEqual([true, false])
  })

  it('counts elements of JSX as uses', () => {
    const program = parse('const f = (Icon, p) => { const Box = p.box; return <Box><Icon /></Box> }', 'a.tsx')
    const uses = (name: string) => readScopes(program).bindingOf(identifier(program, name))?.uses
    expect(uses('Icon')).toHaveLength(1)
    expect(uses('Box')?.length).toBeGreaterThan(1)
  })

  it('knows no globals', () => {
    expect(bindingOf('process.exit()', 'process')).toBeUndefined()
  })

  it('leaves the tree as it prints', () => {
    const program = parse('let x = 1; function f(y) { return x + y }')
    const before = JSON.stringify(program)
    readScopes(program)
    expect(JSON.stringify(program)).toBe(before)
  })
})
