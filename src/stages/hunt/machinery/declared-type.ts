import type {Class, Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {ownNodes} from './catches.ts'
import type {Code} from './code.ts'
import {declarationOf} from './module-names.ts'
import {type Located, resolveFunction} from './resolve.ts'
import {isEmptyValue} from './writes.ts'

/** A type as it is written somewhere in the repository. */
export interface Typed {
  readonly code: Code
  /** A type, or the class, interface or object literal it stands for; undefined when only `promise` is known. */
  readonly node: Node | undefined
  /** Whether it is a promise of that. */
  readonly promise: boolean
  /** Whether `undefined`, `null` or `void` is possible too. */
  readonly optional?: boolean
}

/** What a callee runs: code of the repository, or a signature of which only the declared result is known. */
export interface Callable {
  readonly located: Located | undefined
  readonly returns: Typed | undefined
  /** Where the signature stands. */
  readonly declared: {readonly code: Code; readonly node: Node}
}

const DEPTH = 16

/** The declared type of an expression, read from annotations, classes and calls of the repository; no inference. */
export function typeOf(
  context: DetectorContext,
  code: Code,
  expression: Node,
  depth = DEPTH
): Typed | undefined {
  if (depth <= 0) return undefined
  if (expression.type === 'TSAsExpression' || expression.type === 'TSSatisfiesExpression')
    return typed(context, code, expression.typeAnnotation, depth - 1)
  const node = unwrapOnce(expression)
  if (node !== expression) return typeOf(context, code, node, depth)
  switch (node.type) {
    case 'Identifier':
      return typeOfName(context, code, node, depth - 1)
    case 'ThisExpression': {
      const owner = code.thisOwner(node)
      return owner && plain(code, owner)
    }
    case 'AwaitExpression': {
      const awaited = typeOf(context, code, node.argument, depth - 1)
      return awaited && {...awaited, promise: false, optional: false}
    }
    case 'NewExpression': {
      const made = unwrap(node.callee)
      const declared = made.type === 'Identifier' ? declarationOf(context, code, made.name) : undefined
      return declared && isClass(declared.node) ? plain(declared.code, declared.node) : undefined
    }
    case 'MemberExpression': {
      const name = propertyName(node)
      const owner = typeOf(context, code, node.object, depth - 1)
      return owner && name !== undefined ? memberType(context, owner, name, depth - 1) : undefined
    }
    case 'LogicalExpression':
      return typeOf(context, code, node.left, depth - 1) ?? typeOf(context, code, node.right, depth - 1)
    case 'ObjectExpression':
      return plain(code, node)
    case 'CallExpression':
      return calleeOf(context, code, node, depth - 1)?.returns
    default:
      return undefined
  }
}

function unwrapOnce(node: Node): Node {
  return node.type === 'TSNonNullExpression' ||
    node.type === 'ChainExpression' ||
    node.type === 'ParenthesizedExpression'
    ? node.expression
    : node
}

/** What a call runs; undefined when nothing in the repository says. */
export function calleeOf(
  context: DetectorContext,
  code: Code,
  call: Node,
  depth = DEPTH
): Callable | undefined {
  if (!isCall(call) || depth <= 0) return undefined
  const located = resolveFunction(context, code, call.callee)
  if (located) return callable(context, located, depth)
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') {
    const type = typeOf(context, code, callee, depth - 1)
    return type && signature(context, type, depth - 1)
  }
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined
  if (callee.type !== 'MemberExpression' || name === undefined) return undefined
  const owner = typeOf(context, code, callee.object, depth - 1)
  return owner && !owner.promise ? memberCallable(context, owner, name, depth - 1) : undefined
}

function callable(context: DetectorContext, located: Located, depth: number): Callable {
  const {code, fn} = located
  const annotation = fn.returnType?.typeAnnotation
  const returns = annotation
    ? typed(context, code, annotation, depth)
    : (returned(context, located, depth) ?? undefined)
  const isAsync = fn.async && !fn.generator
  const result = isAsync ? {code, node: undefined, ...returns, promise: true} : returns
  return {located, returns: result, declared: {code, node: fn}}
}

/** The type of what a function without annotation returns last; a promise only where it returns nothing else but nothing. */
function returned(context: DetectorContext, {code, fn}: Located, depth: number): Typed | undefined {
  if (!fn.body || fn.generator) return undefined
  if (fn.body.type !== 'BlockStatement') return typeOf(context, code, fn.body, depth - 2)
  const last = fn.body.body.at(-1)
  if (last?.type !== 'ReturnStatement' || !last.argument) return undefined
  const type = typeOf(context, code, last.argument, depth - 2)
  if (!type?.promise) return type
  const others = ownNodes(fn.body, node => node.type === 'ReturnStatement' && node !== last).map(
    one => (one as Node & {type: 'ReturnStatement'}).argument
  )
  const given = others.filter(one => one !== null && !isEmptyValue(one))
  if (given.some(one => one && !typeOf(context, code, one, depth - 2)?.promise)) return undefined
  return given.length < others.length ? {...type, optional: true} : type
}

function plain(code: Code, node: Node): Typed {
  return {code, node, promise: false}
}

/** A written type, `Promise<…>` and what means the same taken apart. */
function typed(context: DetectorContext, code: Code, type: Node, depth: number): Typed | undefined {
  if (depth <= 0) return undefined
  if (type.type === 'TSUnionType') {
    const [one, second] = type.types.filter(part => !isNothing(part))
    const only = one && !second ? typed(context, code, one, depth) : undefined
    return only && {...only, optional: true}
  }
  if (type.type !== 'TSTypeReference') return plain(code, type)
  const name = type.typeName.type === 'Identifier' ? type.typeName.name : undefined
  const [argument] = type.typeArguments?.params ?? []
  if (name === 'Promise' || name === 'PromiseLike')
    return {code, node: argument, ...(argument && typed(context, code, argument, depth - 1)), promise: true}
  if (/^(?:Readonly|NonNullable|Required|Partial|Awaited)$/.test(name ?? '') && argument)
    return typed(context, code, argument, depth - 1)
  const declared = name === undefined ? undefined : declarationOf(context, code, name)
  if (declared?.node.type === 'TSTypeAliasDeclaration')
    return typed(context, declared.code, declared.node.typeAnnotation, depth - 1)
  if (declared && (isClass(declared.node) || declared.node.type === 'TSInterfaceDeclaration'))
    return plain(declared.code, declared.node)
  return plain(code, type)
}

function isNothing(type: Node): boolean {
  return type.type === 'TSNullKeyword' || type.type === 'TSUndefinedKeyword' || type.type === 'TSVoidKeyword'
}

function typeOfName(context: DetectorContext, code: Code, name: Node, depth: number): Typed | undefined {
  const binding = code.bindingOf(name)
  const definition = binding?.definitions[0]
  if (!binding || !definition || depth <= 0) return undefined
  if (definition.kind === 'import') {
    const declared = declarationOf(context, code, binding.name)
    return declared?.node.type === 'VariableDeclarator'
      ? typeOfDeclarator(context, declared.code, declared.node, depth)
      : undefined
  }
  const annotated = annotationOf(definition.name)
  if (annotated) return typed(context, code, annotated, depth)
  if (definition.kind === 'parameter') return typeInPattern(context, code, definition.name, depth)
  if (definition.node.type !== 'VariableDeclarator') return undefined
  if (definition.node.id !== definition.name)
    return typeInPattern(context, code, definition.name, depth, definition.node.init)
  if (binding.uses.some(use => use.write && !use.init)) return undefined
  return typeOfDeclarator(context, code, definition.node, depth)
}

function typeOfDeclarator(
  context: DetectorContext,
  code: Code,
  node: Node & {type: 'VariableDeclarator'},
  depth: number
): Typed | undefined {
  const annotated = annotationOf(node.id)
  if (annotated) return typed(context, code, annotated, depth)
  return node.init ? typeOf(context, code, node.init, depth) : undefined
}

function annotationOf(node: Node): Node | undefined {
  const annotation = 'typeAnnotation' in node ? (node.typeAnnotation as Node | null) : null
  return annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined
}

/** `{a}: Options`, `const {a} = options` and `const [a] = pair()`: one level. */
function typeInPattern(
  context: DetectorContext,
  code: Code,
  name: Node,
  depth: number,
  init?: Node | null
): Typed | undefined {
  const holder = code.parentOf(name)
  if (holder?.type === 'ArrayPattern') {
    const list = annotationOf(holder)
    const given = init ?? undefined
    const whole = list ? typed(context, code, list, depth) : given && typeOf(context, code, given, depth - 1)
    return whole && elementType(context, whole, holder.elements.indexOf(name as never), depth - 1)
  }
  const property = holder?.type === 'AssignmentPattern' ? code.parentOf(holder) : holder
  const pattern = property && code.parentOf(property)
  if (property?.type !== 'Property' || pattern?.type !== 'ObjectPattern') return undefined
  const key = propertyName(property)
  const annotated = annotationOf(pattern)
  const owner = annotated
    ? typed(context, code, annotated, depth)
    : init && typeOf(context, code, init, depth - 1)
  return owner && key !== undefined ? memberType(context, owner, key, depth - 1) : undefined
}

/** The type at one place of a tuple. */
function elementType(
  context: DetectorContext,
  {code, node}: Typed,
  index: number,
  depth: number
): Typed | undefined {
  const element = node?.type === 'TSTupleType' ? node.elementTypes[index] : undefined
  if (!element) return undefined
  return typed(context, code, element.type === 'TSNamedTupleMember' ? element.elementType : element, depth)
}

function memberType(context: DetectorContext, owner: Typed, name: string, depth: number): Typed | undefined {
  const found = memberOf(context, owner, name, depth)
  if (!found) return undefined
  const {code, member} = found
  const annotation = annotationOf(member) ?? parameterAnnotation(member)
  if (annotation) return typed(context, code, annotation, depth - 1)
  const value = 'value' in member ? (member.value as Node | null) : null
  if (!value) return undefined
  if (!isGetter(member)) return typeOf(context, code, value, depth - 1)
  const given = returnTypeOf(value)
  return given && typed(context, code, given, depth - 1)
}

function isGetter(member: Node): boolean {
  return (member.type === 'MethodDefinition' || member.type === 'Property') && member.kind === 'get'
}

function parameterAnnotation(member: Node): Node | undefined {
  if (member.type !== 'TSParameterProperty') return undefined
  const {parameter} = member
  return annotationOf(parameter.type === 'AssignmentPattern' ? parameter.left : parameter)
}

function memberCallable(
  context: DetectorContext,
  owner: Typed,
  name: string,
  depth: number
): Callable | undefined {
  const found = memberOf(context, owner, name, depth)
  if (!found) return undefined
  const {code, member} = found
  const value = 'value' in member ? (member.value as Node | null) : null
  if (value && isFunction(value) && !isGetter(member))
    return callable(context, {code, fn: value as FunctionNode}, depth)
  const declared = {code, node: member}
  const returnType = isGetter(member)
    ? undefined
    : (returnTypeOf(member) ?? (value ? returnTypeOf(value) : undefined))
  if (returnType) return {located: undefined, returns: typed(context, code, returnType, depth - 1), declared}
  const type = memberType(context, owner, name, depth - 1)
  return type && signature(context, type, depth - 1)
}

function returnTypeOf(node: Node): Node | undefined {
  const annotation = 'returnType' in node ? (node.returnType as Node | null) : null
  return annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : undefined
}

function signature(
  context: DetectorContext,
  {code, node, promise}: Typed,
  depth: number
): Callable | undefined {
  if (node?.type !== 'TSFunctionType' || promise) return undefined
  const annotation = returnTypeOf(node)
  const returns = annotation && typed(context, code, annotation, depth)
  return {located: undefined, returns, declared: {code, node}}
}

/** A member of a class, interface, type literal or object literal, its bases included. */
export function memberOf(
  context: DetectorContext,
  {code, node}: Typed,
  name: string,
  depth = DEPTH
): {code: Code; member: Node} | undefined {
  if (!node || depth <= 0) return undefined
  const own = membersOf(node).find(member => nameOfMember(member) === name && !isOverload(member))
  if (own) return {code, member: own}
  for (const base of basesOf(node)) {
    const declared = declarationOf(context, code, base)
    const type = declared && plain(declared.code, declared.node)
    const found = type && memberOf(context, type, name, depth - 1)
    if (found) return found
  }
  return undefined
}

function membersOf(node: Node): readonly Node[] {
  if (isClass(node)) return [...node.body.body, ...parameterProperties(node)]
  if (node.type === 'TSInterfaceDeclaration') return node.body.body
  if (node.type === 'TSTypeLiteral') return node.members
  if (node.type === 'ObjectExpression') return node.properties
  return node.type === 'TSIntersectionType' ? node.types.flatMap(membersOf) : []
}

function parameterProperties(node: Class): readonly Node[] {
  const maker = node.body.body.find(
    member => member.type === 'MethodDefinition' && member.kind === 'constructor'
  )
  const parameters = maker?.type === 'MethodDefinition' ? (maker.value.params as readonly Node[]) : []
  return parameters.filter(parameter => parameter.type === 'TSParameterProperty')
}

function nameOfMember(member: Node): string | undefined {
  if (member.type === 'TSParameterProperty') {
    const {parameter} = member
    const id = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    return id.type === 'Identifier' ? id.name : undefined
  }
  if (member.type === 'TSMethodSignature' || member.type === 'TSPropertySignature')
    return member.key.type === 'Identifier' ? member.key.name : undefined
  return propertyName(member)
}

function isOverload(member: Node): boolean {
  return member.type === 'MethodDefinition' && !member.value.body
}

function basesOf(node: Node): string[] {
  if (isClass(node)) return node.superClass?.type === 'Identifier' ? [node.superClass.name] : []
  if (node.type !== 'TSInterfaceDeclaration') return []
  return node.extends.flatMap(one => (one.expression.type === 'Identifier' ? [one.expression.name] : []))
}
