import type {CallExpression, Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'

/** A pattern that a function is given, and asks with `test`. */
export interface GivenPattern {
  readonly call: CallExpression
  readonly fn: FunctionNode
  readonly name: string
  /** The position of the parameter. */
  readonly index: number
  /** Where it is seen to be a pattern: its type, or a test of it. */
  readonly proof: Node
}

/** Every `pattern.test(text)` on a parameter of the function itself that is known to be a `RegExp`; in source order. */
export function givenPatterns(code: Code): GivenPattern[] {
  return code.nodes('CallExpression').flatMap(call => {
    const receiver = callName(call) === 'test' ? receiverOf(call) : undefined
    const name = receiver && unwrap(receiver)
    const binding = name?.type === 'Identifier' ? code.bindingOf(name) : undefined
    const fn = code.functionOf(call)
    if (name?.type !== 'Identifier' || binding?.definitions[0]?.kind !== 'parameter' || !fn) return []
    if (binding.owner !== fn || !isFunction(fn) || binding.uses.some(use => use.write && !use.init)) return []
    const index = fn.params.indexOf(binding.definitions[0]?.name as never)
    const parameter = fn.params[index]
    const proof = parameter && (typedAsPattern(code, parameter) ?? testedAsPattern(code, fn, name.name))
    return proof ? [{call, fn, name: name.name, index, proof}] : []
  })
}

/** `RegExp`, alone or as a member of a union. */
function typedAsPattern(code: Code, parameter: Node): Node | undefined {
  const type = 'typeAnnotation' in parameter ? (parameter.typeAnnotation as Node | null) : null
  const inner = type?.type === 'TSTypeAnnotation' ? type.typeAnnotation : undefined
  const members = inner?.type === 'TSUnionType' ? inner.types : inner ? [inner] : []
  return members.find(member => code.text(member) === 'RegExp')
}

function testedAsPattern(code: Code, fn: FunctionNode, name: string): Node | undefined {
  let found: Node | undefined
  walk(fn, node => {
    if (node.type === 'BinaryExpression' && node.operator === 'instanceof')
      if (code.text(node.left) === name && code.text(node.right) === 'RegExp') found ??= node
  })
  return found
}
