import type {Node, Program} from '@oxc-project/types'
import {parseSync} from 'oxc-parser'
import {walk} from '../../src/syntax/walk.ts'

/** The program of a TypeScript text, with JSX where the path says so. */
export function parse(text: string, path = 'a.ts'): Program {
  return parseSync(path, text, {astType: 'ts', preserveParens: false}).program
}

/** The first expression statement's expression. */
export function expression(text: string): Node {
  const [statement] = parse(text).body
  if (statement?.type !== 'ExpressionStatement')
    throw new Error(`expected an expression, got ${statement?.type}`)
  return statement.expression
}

/** The nth identifier of a name, in source order. */
export function identifier(program: Program, name: string, index = 0): Node {
  const found: Node[] = []
  walk(program, node => {
    if (node.type === 'Identifier' && node.name === name) found.push(node)
  })
  found.sort((a, b) => a.start - b.start)
  const node = found[index]
  if (!node) throw new Error(`no identifier ${name} number ${index}`)
  return node
}
