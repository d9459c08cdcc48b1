import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'
import {parameterAt, type SelfCall} from './recursion.ts'

/** How a self-call goes through a list: one call for each item, so that calls lie as deep as the list is long. */
export interface ItemProgress {
  /** The list, as an expression of the code. */
  readonly list: Node
  /** Where it moves on: `i + 1`, `i++`, `list.shift()`, `list.slice(1)`. */
  readonly step: Node
}

/** The list that a recursive function takes one item of in each call; undefined when none is seen. */
export function itemProgress(code: Code, self: SelfCall): ItemProgress | undefined {
  return byIndex(code, self) ?? byRest(code, self) ?? byTaking(code, self)
}

function byIndex(code: Code, self: SelfCall): ItemProgress | undefined {
  for (const access of membersIn(self.fn)) {
    const index = indexBinding(code, self, access.property)
    const step = index && stepOf(code, self, index)
    if (step) return {list: access.object, step}
  }
  return undefined
}

function membersIn(fn: Node): (Node & {type: 'MemberExpression'})[] {
  const found: (Node & {type: 'MemberExpression'})[] = []
  walk(fn, node => {
    if (node.type === 'MemberExpression' && node.computed) found.push(node)
  })
  return found.sort((a, b) => a.start - b.start)
}

/** The variable of an index, when it outlives one turn of the function: a parameter of it, or of a function around. */
function indexBinding(code: Code, {fn}: SelfCall, property: Node): Binding | undefined {
  const inner = unwrap(property)
  const node = inner.type === 'UpdateExpression' ? inner.argument : inner
  if (node.type !== 'Identifier') return undefined
  const binding = code.bindingOf(node)
  const definition = binding?.definitions[0]
  if (!binding || !definition) return undefined
  if (definition.kind === 'parameter') return binding.owner === fn ? binding : undefined
  const isOutside = definition.name.start < fn.start || definition.name.end > fn.end
  return definition.kind === 'variable' && isOutside && !binding.moduleLevel ? binding : undefined
}

/** Where the index grows by one on the way to the self-call; in no loop, as that goes through the list itself. */
function stepOf(code: Code, self: SelfCall, index: Binding): Node | undefined {
  const isParameter = index.definitions[0]?.kind === 'parameter'
  if (isParameter) return grownArgument(code, self, index)
  return index.uses.map(use => code.parentOf(use.identifier)).find(node => grows(code, self, node))
}

function grows(code: Code, self: SelfCall, node: Node | undefined): node is Node {
  if (!node || node.start < self.fn.start || node.end > self.fn.end || inLoop(code, self, node)) return false
  if (node.type === 'UpdateExpression') return node.operator === '++'
  return node.type === 'AssignmentExpression' && node.operator === '+='
}

/** `i + 1` or `++i` where the self-call has the parameter, or `i` after a step of its own. */
function grownArgument(code: Code, self: SelfCall, index: Binding): Node | undefined {
  const at = self.fn.params.findIndex((_, position) => {
    const name = parameterAt(self.fn, position)
    return name !== undefined && code.bindingOf(name) === index
  })
  const argument = self.call.arguments[at]
  if (!argument || inLoop(code, self, self.call)) return undefined
  const node = unwrap(argument as Node)
  if (node.type === 'UpdateExpression' && node.prefix && node.operator === '++') return node
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const isIndex = code.bindingOf(node.left as Node) === index
    return isIndex && node.right.type === 'Literal' ? node : undefined
  }
  if (node.type !== 'Identifier' || code.bindingOf(node) !== index) return undefined
  return index.uses.map(use => code.parentOf(use.identifier)).find(one => grows(code, self, one))
}

/** `f(list.slice(1))`, or `f(rest)` of `const [first, ...rest] = list`. */
function byRest(code: Code, self: SelfCall): ItemProgress | undefined {
  for (const argument of self.call.arguments) {
    const node = unwrap(argument as Node)
    if (isCall(node) && callName(node) === 'slice' && code.text(node.arguments[0] ?? node) === '1') {
      const list = receiverOf(node)
      if (list && !inLoop(code, self, self.call) && isParameter(code, self, list)) return {list, step: node}
    }
  }
  return undefined
}

function isParameter(code: Code, {fn}: SelfCall, node: Node): boolean {
  const binding = code.bindingOf(node)
  return binding?.owner === fn && binding.definitions[0]?.kind === 'parameter'
}

/** `const item = list.shift()` of a list that is made outside. */
function byTaking(code: Code, self: SelfCall): ItemProgress | undefined {
  let found: ItemProgress | undefined
  walk(self.fn, node => {
    if (node !== self.fn && isFunction(node)) return 'skip'
    if (!isCall(node) || found) return undefined
    const list = receiverOf(node)
    if (!list || !/^(?:shift|pop)$/.test(callName(node) ?? '') || node.arguments.length > 0) return undefined
    if (isMadeInside(code, self, list) || inLoop(code, self, node)) return undefined
    found = {list, step: node}
    return undefined
  })
  return found
}

function isMadeInside(code: Code, {fn}: SelfCall, list: Node): boolean {
  const binding = code.bindingOf(list)
  return binding?.owner === fn && binding.definitions[0]?.kind !== 'parameter'
}

function inLoop(code: Code, {fn}: SelfCall, node: Node): boolean {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) return false
    if (isLoop(ancestor)) return true
  }
  return false
}
