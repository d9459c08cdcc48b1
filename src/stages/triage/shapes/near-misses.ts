import type {Node} from '@oxc-project/types'
import type {DeclaredSymbol} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Context} from '../context.ts'
import {findShape} from './find-shape.ts'
import {functionOf} from './function-of.ts'
import {wantedShapes} from './shapes.ts'

/** Values that are nearly right, and how a test makes one of a right value. */
const nearMisses: readonly (readonly [string, (node: Node) => boolean])[] = [
  ['an empty one', node => stringValue(node) === ''],
  ['a shorter one', node => /^(?:slice|substring|substr)$/.test(methodOf(node))],
  ['a longer one', node => isLonger(node)],
  [
    'one that differs in a character',
    node => /^(?:replace|replaceAll|with|split|reverse)$/.test(methodOf(node))
  ],
  ['one that differs in case', node => /^to(?:Upper|Lower)Case$/.test(methodOf(node))]
]

/** The nearly right values that no test hands to a function that compares secrets; none for any other function. */
export function uncoveredNearMisses(symbol: DeclaredSymbol, context: Context): string[] {
  const syntax = functionOf(symbol, context.world)
  if (!syntax || !findShape(wantedShapes['constant-time comparison'], [syntax])) return []
  const last = symbol.name.split('.').at(-1) ?? symbol.name
  const seen = new Set<string>()
  for (const test of context.reach.allOfSymbol(symbol)) {
    const body = context.reach.inFile(test.path).find(({line}) => line === test.line)
    if (body?.reads.has(last) || [...(body?.members.keys() ?? [])].some(path => path.endsWith(`.${last}`)))
      for (const node of body?.nodes ?? []) addMisses(node, seen)
  }
  return nearMisses.map(([name]) => name).filter(name => !seen.has(name))
}

function addMisses(root: Node, seen: Set<string>): void {
  walk(root, node => {
    for (const [name, shows] of nearMisses) if (shows(node)) seen.add(name)
  })
}

function methodOf(node: Node): string {
  return isCall(node) ? (propertyName(node.callee) ?? '') : ''
}

/** `token + 'x'`, a template around `token`, `token.padEnd(…)`. */
function isLonger(node: Node): boolean {
  if (node.type === 'BinaryExpression') return node.operator === '+' && stringValue(node.right) !== undefined
  if (node.type === 'TemplateLiteral')
    return node.expressions.length === 1 && node.quasis.some(({value}) => value.raw !== '')
  return /^(?:concat|padEnd|padStart|repeat)$/.test(methodOf(node))
}
