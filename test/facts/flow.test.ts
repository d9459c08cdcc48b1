import {describe, expect, test} from 'vitest'
import {parseModule} from '../../src/facts/parse.ts'

/** Names declared at the top, in order. */
function declared(text: string): string[] {
  const {ast} = parseModule('src/a.js', text)
  return ast.program.body.flatMap(node =>
    'id' in node && node.id && 'name' in node.id ? [node.id.name] : []
  )
}

describe('modules with types of Flow', () => {
  const forms: Record<string, string> = {
    'a typed parameter': 'function f(name: string): ?Promise<void> {}',
    'a cast': 'function f(x) { return g((x: any)) }',
    'the member of a cast': 'function f(x) { return (x: any).name }',
    'any type argument': 'function f(): Promise<*> {}',
    'an exact object': 'function f(x: {|name: string|}) {}',
    'a read-only property': 'function f(x: {+name: string, -size: number}) {}',
    'a list as an unnamed parameter': 'function f(g: (string, any[]) => void) {}',
    'a spread of types': 'function f(x: {...Base, name: string}) {}'
  }
  for (const [name, text] of Object.entries(forms))
    test(name, () => {
      expect(declared(`/* @flow */\n${text}`)).toEqual(['f'])
    })

  test('types of modules', () => {
    const text = '// @flow\nimport typeof Kind from "./kind"\nopaque type Id = string\nfunction f() {}'
    expect(declared(text)).toContain('f')
  })

  test('offsets stay as they are', () => {
    const text = '/* @flow */\nconst a = (1: any)\nfunction f() {}'
    const {ast, errors} = parseModule('src/a.js', text)
    expect(errors).toEqual([])
    expect(ast.text).toBe(text)
    expect(ast.program.body.map(node => text.slice(node.start, node.end))).toContain('function f() {}')
  })

  test('without the pragma what is broken stays broken', () => {
    expect(parseModule('src/a.js', 'f((x: any))').hopeless).toBe(true)
  })

  test('types without the pragma are read as those of TypeScript', () => {
    expect(declared('function f(name: string) {}')).toEqual(['f'])
  })
})
