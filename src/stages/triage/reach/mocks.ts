import type {CallExpression, Node} from '@oxc-project/types'
import type {World} from '../../../claims/world.ts'
import type {ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {resolveSpecifier} from './resolve-specifier.ts'

/** What stands in for a module: all of it, or some of its names while the others are real. */
export interface Mock {
  readonly replaced: 'all' | ReadonlySet<string>
  /** Names that are handed on although all others are replaced. */
  readonly kept: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()
const mocking =
  /^(?:(?:vi|vitest|jest)\.(?:mock|doMock|unstable_mockModule|setMock)|(?:\w+\.)?mock\.module|mock|td\.replace(?:Esm)?|quibble(?:\.esm)?)$/
const loadingReal =
  /^(?:(?:vi|vitest)\.importActual|jest\.requireActual|importActual|importOriginal|original)$/

/** The modules that a test file replaces, and with how much of them; `{spy: true}` replaces nothing. */
export function readMocks(ast: ModuleAst, world: World): Map<ModuleId, Mock> {
  const mocks = new Map<ModuleId, Mock>()
  if (!/mock|proxyquire|\btd\.|quibble/i.test(ast.text)) return mocks
  walk(ast.program, node => {
    if (!isCall(node)) return
    const name = memberPath(node.callee) ?? ''
    const specifiers = mocking.test(name) ? [specifierOf(node.arguments[0])] : stubbedBy(name, node)
    for (const specifier of specifiers) {
      const target = specifier === undefined ? undefined : resolveSpecifier(ast.path, specifier, world)
      if (target === undefined || isSpyOnly(node.arguments[1])) continue
      mocks.set(target, mocking.test(name) ? mockOf(node.arguments[1]) : {replaced: 'all', kept: none})
    }
  })
  return mocks
}

/** Whether a mock leaves a name as it is. */
export function keeps({replaced, kept}: Mock, name: string): boolean {
  return kept.has(name) || (replaced !== 'all' && !replaced.has(name))
}

/** `proxyquire('./x', {'./y': stub})` and `esmock('./x', {'./y': …})` replace what the keys name. */
function stubbedBy(name: string, {arguments: args}: CallExpression): (string | undefined)[] {
  if (!/^(?:proxyquire(?:\.\w+)*|esmock(?:\.\w+)*)$/.test(name)) return []
  return args
    .slice(1)
    .flatMap(argument => (argument.type === 'ObjectExpression' ? argument.properties.map(propertyName) : []))
}

/** `vi.mock('./a')` and `vi.mock(import('./a'))`. */
function specifierOf(node: Node | undefined): string | undefined {
  return node?.type === 'ImportExpression' ? stringValue(node.source) : stringValue(node)
}

function isSpyOnly(options: Node | undefined): boolean {
  if (options?.type !== 'ObjectExpression') return false
  return options.properties.some(
    property => propertyName(property) === 'spy' && property.type === 'Property' && isTrue(property.value)
  )
}

function isTrue(node: Node): boolean {
  return node.type === 'Literal' && node.value === true
}

function mockOf(factory: Node | undefined): Mock {
  const object = isFunction(factory) ? returnedObject(factory) : undefined
  if (object?.type !== 'ObjectExpression') return {replaced: 'all', kept: none}
  const actual = isFunction(factory) ? realNames(factory) : new Set<string>()
  const spread = object.properties.some(
    property => property.type === 'SpreadElement' && isReal(property.argument, actual)
  )
  const replaced = new Set<string>()
  const kept = new Set<string>()
  for (const property of object.properties) {
    const name = propertyName(property)
    if (property.type !== 'Property' || name === undefined) continue
    if (isHandedOn(name, property.value, actual)) kept.add(name)
    else replaced.add(name)
  }
  return {replaced: spread ? replaced : 'all', kept}
}

/** `save: actual.save`, `save: jest.requireActual('./x').save`, `save: vi.fn(actual.save)`. */
function isHandedOn(name: string, written: Node, actual: ReadonlySet<string>): boolean {
  const value = unwrap(written)
  if (isCall(value) && /(?:^|\.)fn$/.test(memberPath(value.callee) ?? ''))
    return value.arguments[0] !== undefined && isHandedOn(name, value.arguments[0], actual)
  return value.type === 'MemberExpression' && propertyName(value) === name && isReal(value.object, actual)
}

function isReal(written: Node, actual: ReadonlySet<string>): boolean {
  const node = unwrap(written)
  if (node.type === 'AwaitExpression') return isReal(node.argument, actual)
  if (node.type === 'Identifier') return actual.has(node.name)
  return (
    isCall(node) &&
    (loadingReal.test(memberPath(node.callee) ?? '') || actual.has(memberPath(node.callee) ?? ''))
  )
}

/** The parameter of the factory, and the variables that hold the real module. */
function realNames(factory: Node): Set<string> {
  const names = new Set<string>()
  if (isFunction(factory))
    for (const parameter of factory.params) if (parameter.type === 'Identifier') names.add(parameter.name)
  walk(factory, node => {
    if (
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.init &&
      isReal(node.init, names)
    )
      names.add(node.id.name)
  })
  return names
}

function returnedObject(factory: Node): Node | undefined {
  if (!isFunction(factory) || !factory.body) return undefined
  if (factory.body.type !== 'BlockStatement') return unwrap(factory.body)
  const last = factory.body.body.findLast(statement => statement.type === 'ReturnStatement')
  return last?.type === 'ReturnStatement' && last.argument ? unwrap(last.argument) : undefined
}
