import type {Class, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {placeOf} from './place.ts'
import {writesOf} from './writes.ts'

/** A value that the maker of an instance gives in: it was there before the instance, and may live on after it. */
export interface Injected {
  /** The parameter of the constructor, `options.client` for a part of it. */
  readonly parameter: string
  /** Names by which the class knows it: fields, getters and the parameter. */
  readonly names: ReadonlySet<string>
}

/** Where an expression in a class comes from, when that is a parameter of its constructor. */
export function injectedValue(code: Code, owner: Class, node: Node): Injected | undefined {
  const names = new Set<string>()
  const parameter = follow(code, owner, node, names, 8)
  return parameter === undefined ? undefined : {parameter, names}
}

function follow(code: Code, owner: Class, node: Node, names: Set<string>, depth: number): string | undefined {
  if (depth === 0) return undefined
  const value = unwrap(node)
  const next = (inner: Node) => follow(code, owner, inner, names, depth - 1)
  switch (value.type) {
    case 'AwaitExpression':
      return next(value.argument)
    case 'LogicalExpression':
      return next(value.left) ?? next(value.right)
    case 'ConditionalExpression':
      return next(value.consequent) ?? next(value.alternate)
    case 'Identifier':
      return ofVariable(code, owner, value, names, depth)
    case 'MemberExpression':
      return ofMember(code, owner, value, names, depth)
    case 'CallExpression': {
      const callee = unwrap(value.callee)
      if (callee.type !== 'MemberExpression' || unwrap(callee.object).type !== 'ThisExpression')
        return undefined
      return ofMethod(code, owner, propertyName(callee), names, depth)
    }
    default:
      return undefined
  }
}

function ofVariable(
  code: Code,
  owner: Class,
  node: Node,
  names: Set<string>,
  depth: number
): string | undefined {
  const binding = code.bindingOf(node)
  const [definition] = binding?.definitions ?? []
  if (!binding || !definition) return undefined
  if (definition.kind === 'parameter') {
    if (isConstructorOf(code, owner, binding.owner)) {
      names.add(binding.name)
      return binding.name
    }
    const promise = promiseGivenTo(code, binding.owner)
    return promise && follow(code, owner, promise, names, depth - 1)
  }
  if (
    definition.node.type !== 'VariableDeclarator' ||
    !definition.node.init ||
    definition.node.id !== definition.name
  )
    return undefined
  return follow(code, owner, definition.node.init, names, depth - 1)
}

/** `promise` of `promise.then(value => …)`. */
function promiseGivenTo(code: Code, fn: Node): Node | undefined {
  const call = code.parentOf(fn)
  return isCall(call) && callName(call) === 'then' && call.arguments[0] === (fn as never)
    ? receiverOf(call)
    : undefined
}

function isConstructorOf(code: Code, owner: Class, fn: Node): boolean {
  const member = code.parentOf(fn)
  return (
    member?.type === 'MethodDefinition' && member.kind === 'constructor' && owner.body.body.includes(member)
  )
}

function ofMember(
  code: Code,
  owner: Class,
  node: Node & {type: 'MemberExpression'},
  names: Set<string>,
  depth: number
): string | undefined {
  const name = propertyName(node)
  if (name === undefined) return undefined
  if (unwrap(node.object).type !== 'ThisExpression') {
    const whole = follow(code, owner, node.object, names, depth - 1)
    if (whole !== undefined) names.add(name)
    return whole === undefined ? undefined : `${whole}.${name}`
  }
  names.add(name)
  const place = placeOf(code, node)
  const given = place?.owner === owner ? writesOf(code, place).map(write => write.value) : []
  for (const value of given) {
    const found = follow(code, owner, value, names, depth - 1)
    if (found !== undefined) return found
  }
  return parameterProperty(owner, name) ?? ofMethod(code, owner, name, names, depth)
}

/** `constructor(private readonly client: Client)`. */
function parameterProperty(owner: Class, name: string): string | undefined {
  const made = owner.body.body.find(
    member => member.type === 'MethodDefinition' && member.kind === 'constructor'
  )
  if (made?.type !== 'MethodDefinition') return undefined
  const found = made.value.params.some(parameter => {
    if (parameter.type !== 'TSParameterProperty') return false
    const target =
      parameter.parameter.type === 'AssignmentPattern' ? parameter.parameter.left : parameter.parameter
    return target.type === 'Identifier' && target.name === name
  })
  return found ? name : undefined
}

/** What a method or getter of the class returns. */
function ofMethod(
  code: Code,
  owner: Class,
  name: string | undefined,
  names: Set<string>,
  depth: number
): string | undefined {
  const member = owner.body.body.find(one => propertyName(one) === name)
  const fn = member && 'value' in member ? (member.value as Node | null) : undefined
  if (!fn || !isFunction(fn) || isClass(fn)) return undefined
  for (const returned of returnedBy(code, fn)) {
    const found = follow(code, owner, returned, names, depth - 1)
    if (found !== undefined) return found
  }
  return undefined
}

function returnedBy(code: Code, fn: FunctionNode): Node[] {
  return code
    .nodes('ReturnStatement')
    .flatMap(one => (one.argument && code.functionOf(one) === fn ? [one.argument] : []))
}
