import type {CallExpression, Node} from '@oxc-project/types'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {resolveFunction} from './resolve.ts'

/** A function that a library remembers by its first argument alone. */
interface MemoisedFunction {
  readonly call: CallExpression
  readonly fn: FunctionNode
}

/** Whole packages, and members of packages, that go by the first argument unless a resolver is given. */
const WHOLE = /^(?:lodash\/memoize|lodash-es\/memoize|lodash\.memoize|mem|memoize|p-memoize)(?:\.js)?$/
const MEMBER = /^(?:lodash|lodash-es|underscore)$/

/** The functions of two or more parameters that are memoised so, without a resolver. In source order. */
export function memoisedFunctions(context: DetectorContext, code: Code): MemoisedFunction[] {
  const externals = context.facts.externals.filter(
    one => one.from === code.path && (WHOLE.test(one.specifier) || MEMBER.test(one.specifier))
  )
  if (externals.length === 0) return []
  const isMemoiser = (callee: Node): boolean => {
    const node = unwrap(callee)
    if (node.type === 'Identifier')
      return externals.some(one =>
        one.names.some(
          ({imported, local}) => local === node.name && (imported === 'memoize' || WHOLE.test(one.specifier))
        )
      )
    if (node.type !== 'MemberExpression' || propertyName(node) !== 'memoize') return false
    const object = unwrap(node.object)
    return (
      object.type === 'Identifier' &&
      externals.some(one => MEMBER.test(one.specifier) && one.names.some(({local}) => local === object.name))
    )
  }
  return code.nodes('CallExpression').flatMap(call => {
    const [work, resolver] = call.arguments
    if (!work || !isMemoiser(call.callee) || (resolver && namesKey(resolver))) return []
    const fn = isFunction(work) ? work : resolveFunction(context, code, work)?.fn
    return fn && fn.params.length > 1 && isHere(code, fn) ? [{call, fn}] : []
  })
}

/** Options without `cacheKey` leave the key as it is; any other second argument is taken for a resolver. */
function namesKey(resolver: Node): boolean {
  const options = unwrap(resolver)
  return (
    options.type !== 'ObjectExpression' ||
    options.properties.some(one => one.type === 'SpreadElement' || propertyName(one) === 'cacheKey')
  )
}

function isHere(code: Code, fn: FunctionNode): boolean {
  return code.parentOf(fn) !== undefined
}
