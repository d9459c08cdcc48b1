import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {rootOf} from '../../../syntax/root-of.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {isConditional} from './conditional.ts'

/** What a piece of code calls, constructs, renders and reads. The value of a map says whether it does on every run. */
export interface Content {
  /** Names that are called, constructed, rendered, or handed to a call. */
  readonly names: Map<string, boolean>
  /** Member calls by their path, `store.add` or `().add` when the object is no chain of names. */
  readonly members: Map<string, boolean>
  /** Names and chains of names that are read. */
  readonly reads: Set<string>
  /** What its variables are given: `new Store`, `createStore()`, `''` for a literal, `?` for anything else. */
  readonly values: Map<string, Set<string>>
  /** Classes that it extends. */
  readonly parents: Set<string>
  /** Members that a stub stands in for: `vi.spyOn(x, 'save').mockReturnValue(1)`. */
  readonly replaced: Set<string>
}

/** Callees that look at a function without running it. */
const onlooker = /^(?:expect|assert|mocked|isMockFunction|spyOn|stub|typeOf|expectTypeOf|assertType)$/
const comparing = /^to(?:Be|Equal|StrictEqual|Contain|Match|Have)|equal$/i
const running =
  /^(?:toThrow\w*|toBeInstanceOf|instance[oO]f|throws?|rejects?|resolves?|doesNotThrow|doesNotReject)$/
const stubbing = /^mock(?:Implementation|ReturnValue|ResolvedValue|RejectedValue)(?:Once)?$/

/** Callees that run, or render, the function they are handed. */
const atOnce =
  /^(?:map|forEach|filter|reduce|some|every|find|flatMap|sort|toSorted|memo|forwardRef|observer|createElement|h|jsx|pipe|compose|with[A-Z]\w*)$/

export function emptyContent(): Content {
  return {
    names: new Map(),
    members: new Map(),
    reads: new Set(),
    values: new Map(),
    parents: new Set(),
    replaced: new Set()
  }
}

const known = new WeakMap<Node, Content>()

/** Reads what stands below a node; a node is read once. */
export function contentOf(root: Node): Content {
  const content = known.get(root) ?? readContent(root)
  known.set(root, content)
  return content
}

function readContent(root: Node): Content {
  const content = emptyContent()
  walk(root, (node, ancestors) => {
    const always = () => !isConditional(node, ancestors)
    if (isCall(node) || node.type === 'NewExpression') addCall(node, ancestors, always(), content)
    if (node.type === 'TaggedTemplateExpression') addCallee(node.tag, always(), content)
    if (node.type === 'JSXOpeningElement') addElement(node.name, always(), content)
    if (/^(?:JSX)?Identifier$|^MemberExpression$/.test(node.type)) addRead(node, content)
    if (node.type === 'ArrayExpression' && !ancestors.some(isComparison))
      for (const entry of entriesOf(node.elements)) addCallee(entry, false, content)
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier')
      addValue(content.values, node.id.name, valueText(node.init))
    if (node.type === 'AssignmentExpression') {
      const target = memberPath(node.left)
      if (target !== undefined) addValue(content.values, target, valueText(node.right))
    }
  })
  return content
}

/** Adds what another piece holds. */
export function addContent(content: Content, added: Content): void {
  for (const [name, always] of added.names) mark(content.names, name, always)
  for (const [name, always] of added.members) mark(content.members, name, always)
  for (const [name, values] of added.values) for (const value of values) addValue(content.values, name, value)
  for (const name of added.parents) content.parents.add(name)
  for (const name of added.reads) content.reads.add(name)
  for (const name of added.replaced) content.replaced.add(name)
}

function addCall(
  call: CallExpression | NewExpression,
  ancestors: readonly Node[],
  always: boolean,
  content: Content
): void {
  addCallee(call.callee, always, content)
  if (replacesMember(call, ancestors))
    content.replaced.add(String((call.arguments[1] as {value?: unknown}).value))
  if (!runsArguments(call, ancestors)) return
  const runs = always && atOnce.test(propertyName(unwrap(call.callee)) ?? memberPath(call.callee) ?? '')
  for (const argument of call.arguments)
    if (argument.type === 'Identifier') mark(content.names, argument.name, runs)
}

function addCallee(written: Node, always: boolean, content: Content): void {
  const callee = unwrap(written)
  if (callee.type === 'Identifier') mark(content.names, callee.name, always)
  if (callee.type !== 'MemberExpression') return
  const path = memberPath(callee)
  const member = propertyName(callee)
  if (path !== undefined) mark(content.members, path, always)
  else if (member !== undefined) mark(content.members, `().${member}`, always)
}

/** `expect(list).toEqual([…])` compares what it is given. */
function isComparison(node: Node): boolean {
  return isCall(node) && comparing.test(propertyName(unwrap(node.callee)) ?? '')
}

/** What a table holds by name, in its rows or in the fields of them: it is there to be called. */
function entriesOf(elements: readonly (Node | null)[]): Node[] {
  return elements.flatMap((element): Node[] => {
    if (element?.type !== 'ObjectExpression') return element ? [element] : []
    return element.properties.flatMap(property =>
      property.type === 'Property' ? [property.value as Node] : []
    )
  })
}

function addElement(name: Node, always: boolean, content: Content): void {
  if (name.type === 'JSXIdentifier') mark(content.names, name.name, always)
  if (name.type === 'JSXMemberExpression' && name.object.type === 'JSXIdentifier')
    mark(content.members, `${name.object.name}.${name.property.name}`, always)
}

function addRead(node: Node, content: Content): void {
  const path = node.type === 'JSXIdentifier' ? node.name : memberPath(node)
  if (path !== undefined) content.reads.add(path)
}

/** `expect(fn).toBeDefined()` does not run `fn`, `expect(fn).toThrow()` does. */
function runsArguments(call: CallExpression | NewExpression, ancestors: readonly Node[]): boolean {
  const callee = unwrap(call.callee)
  const root = rootOf(callee)
  const names = [root.type === 'Identifier' ? root.name : '', propertyName(callee) ?? '']
  // An error that is expected by its class was made.
  if (names.some(name => running.test(name))) return true
  if (!names.some(name => onlooker.test(name) || comparing.test(name))) return true
  return ancestors
    .slice(-4)
    .some(node => node.type === 'MemberExpression' && running.test(propertyName(node) ?? ''))
}

/** A spy alone lets the call pass, a stub or a given implementation does not. */
function replacesMember(call: CallExpression | NewExpression, ancestors: readonly Node[]): boolean {
  const name = propertyName(unwrap(call.callee)) ?? ''
  const [, member] = call.arguments
  if (member?.type !== 'Literal' || typeof member.value !== 'string') return false
  if (/^(?:stub|replaceProperty|replace)$/.test(name)) return true
  const parent = ancestors.at(-1)
  return (
    /^(?:spyOn|method)$/.test(name) &&
    ((parent?.type === 'MemberExpression' && stubbing.test(propertyName(parent) ?? '')) ||
      (name === 'method' && call.arguments.length > 2))
  )
}

function addValue(values: Map<string, Set<string>>, name: string, value: string): void {
  const known = values.get(name)
  if (known) known.add(value)
  else values.set(name, new Set([value]))
}

function valueText(written: Node | null): string {
  const value = written && unwrap(written)
  if (!value) return '?'
  if (value.type === 'AwaitExpression') return valueText(value.argument)
  if (value.type === 'NewExpression') return `new ${memberPath(value.callee) ?? '?'}`
  if (isCall(value)) return `${memberPath(value.callee) ?? '?'}()`
  return /^(?:Literal|TemplateLiteral|ArrayExpression)$/.test(value.type) ? '' : '?'
}

/** One run without a condition is enough. */
function mark(map: Map<string, boolean>, name: string, always: boolean): void {
  map.set(name, always || (map.get(name) ?? false))
}
