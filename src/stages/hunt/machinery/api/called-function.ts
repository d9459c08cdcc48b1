import type {CallExpression, Node} from '@oxc-project/types'
import type {Reference, References} from '../../../../facts/facts.ts'
import {callName} from '../../../../syntax/call-name.ts'
import {isFunction} from '../../../../syntax/is-function.ts'
import {propertyName} from '../../../../syntax/property-name.ts'
import type {DetectorContext} from '../../define-detector.ts'
import {type Code, codeOf} from '../code.ts'
import {type Located, resolveFunction} from '../resolve.ts'

const known = new WeakMap<CallExpression, Located | null>()

/** The function of the repository that a call runs: by its name, or the one method of that name that references know on its line. */
export function calledFunction(
  context: DetectorContext,
  code: Code,
  call: CallExpression
): Located | undefined {
  const found = known.get(call)
  if (found !== undefined) return found ?? undefined
  const called = resolveFunction(context, code, call.callee) ?? methodByReference(context, code, call)
  known.set(call, called ?? null)
  return called
}

function methodByReference(context: DetectorContext, code: Code, call: CallExpression): Located | undefined {
  const name = callName(call)
  if (name === undefined) return undefined
  const byLine = callsByLine(context.references).get(`${code.path}:${code.ast.lineOf(call.callee.end)}`) ?? []
  const [target, second] = [...new Set(byLine.filter(id => id.endsWith(`.${name}`)))]
  return target !== undefined && second === undefined ? memberOf(context, target) : undefined
}

const indexes = new WeakMap<References, ReadonlyMap<string, readonly string[]>>()

function callsByLine(references: References): ReadonlyMap<string, readonly string[]> {
  const index = indexes.get(references) ?? readIndex(references.list)
  indexes.set(references, index)
  return index
}

function readIndex(list: readonly Reference[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>()
  for (const {from, to, call, line} of list) {
    if (!call) continue
    const key = `${from.slice(0, from.indexOf('#'))}:${line}`
    const targets = index.get(key)
    if (targets) targets.push(to)
    else index.set(key, [to])
  }
  return index
}

const methods = new WeakMap<Code, ReadonlyMap<string, Located>>()

function memberOf(context: DetectorContext, id: string): Located | undefined {
  const at = id.indexOf('#')
  const ast = context.ast(id.slice(0, at))
  const code = ast && codeOf(ast)
  if (!code) return undefined
  const index = methods.get(code) ?? methodsOf(code)
  methods.set(code, index)
  return index.get(id.slice(at + 1))
}

function methodsOf(code: Code): ReadonlyMap<string, Located> {
  const members: readonly Node[] = [...code.nodes('MethodDefinition'), ...code.nodes('PropertyDefinition')]
  return new Map(
    members.flatMap(member => {
      const {value} = member as {value?: Node | null}
      if (!value || !isFunction(value) || propertyName(member) === undefined) return []
      return [[code.symbolOf(value), {code, fn: value}] as const]
    })
  )
}
