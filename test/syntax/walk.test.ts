import {describe, expect, it} from 'vitest'
import {walk} from '../../src/syntax/walk.ts'
import {parse} from './parse.ts'

function visited(text: string, skip?: string): string[] {
  const seen: string[] = []
  walk(parse(text), (node, ancestors) => {
    seen.push(`${'-'.repeat(ancestors.length)}${node.type}`)
    return node.type === skip ? 'skip' : undefined
  })
  return seen
}

describe('walk', () => {
  it('visits parents before children, in source order', () => {
    expect(visited('f(a, 1)')).toEqual([
      'Program',
      '-ExpressionStatement',
      '--CallExpression',
      '---Identifier',
      '---Identifier',
      '---Literal'
    ])
  })

  it('leaves out the children of what is skipped, and goes on behind it', () => {
    expect(visited('f(a); b', 'CallExpression')).toEqual([
      'Program',
      '-ExpressionStatement',
      '--CallExpression',
      '-ExpressionStatement',
      '--Identifier'
    ])
  })

  it('walks a deep tree', () => {
    let nodes = 0
    walk(parse(`x = ${'a + '.repeat(3000)}a`), () => {
      nodes++
    })
    expect(nodes).toBeGreaterThan(6000)
  })
})
