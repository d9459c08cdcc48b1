import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type Way, wayTo} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {isLoop, type LoopNode} from '../../../syntax/is-loop.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {stepWays} from './endless-steps.ts'
import type {EndlessWay} from './endless-way.ts'

/** Every loop of a module that goes through parents, empty lists, matches or indexes without an end in sight. */
export function endlessWays(code: Code): EndlessWay[] {
  return [
    ...code.nodes('AssignmentExpression').flatMap(node => parentWalk(code, node) ?? []),
    ...loopsOf(code).flatMap(loop => [
      ...(emptyRound(code, loop) ?? []),
      ...(sameRound(code, loop) ?? []),
      ...(matchLoop(code, loop) ?? []),
      ...stepWays(code, loop)
    ])
  ]
}

function loopsOf(code: Code): LoopNode[] {
  return [
    ...code.nodes('WhileStatement'),
    ...code.nodes('DoWhileStatement'),
    ...code.nodes('ForStatement')
  ].filter(isLoop)
}

function loopAround(code: Code, node: Node, fn: FunctionNode): LoopNode | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === fn) return undefined
    if (ancestor.type === 'ForOfStatement' || ancestor.type === 'ForInStatement') return undefined
    if (isLoop(ancestor)) return ancestor
  }
  return undefined
}

/** `dir = dirname(dir)`: the root is its own parent, so that something must compare. */
function parentWalk(code: Code, node: Node & {type: 'AssignmentExpression'}): EndlessWay | undefined {
  const fn = code.functionOf(node)
  const loop = fn && loopAround(code, node, fn)
  const binding = code.bindingOf(node.left)
  if (!fn || !loop || !binding || node.operator !== '=') return undefined
  const value = unwrap(node.right)
  const parent = value.type === 'Identifier' ? code.bindingOf(value) : undefined
  const made = parent ? initialOf(parent) : value
  if (!made || !isParentOf(code, made, binding)) return undefined
  const names = [binding, ...(parent ? [parent] : [])]
  let bound: Node | undefined
  const way = wayTo(fn, node, node, {
    mayThrow: () => false,
    stops: at => {
      const asks = boundsWalk(code, at, names) && !goesOnUnlessFound(loop, at)
      if (asks) bound ??= at
      return asks
    }
  })
  if (!way && !bound) return undefined
  return {
    kind: 'parent',
    fn,
    loop,
    node,
    subject: node.left as Node,
    ends: way
      ? undefined
      : {kill: 'bounded', reason: `it is asked at ${code.at(bound ?? node)} whether to go on`}
  }
}

function initialOf(binding: Binding): Node | undefined {
  const node = binding.definitions[0]?.node
  return node?.type === 'VariableDeclarator' && node.init ? unwrap(node.init) : undefined
}

/** `dirname(dir)`, `path.join(dir, '..')`, `resolve(dir, '..')`. */
function isParentOf(code: Code, node: Node, binding: Binding): boolean {
  if (!isCall(node)) return false
  const [first, second] = node.arguments as Node[]
  if (!first || code.bindingOf(first) !== binding) return false
  const name = callName(node) ?? ''
  if (name === 'dirname') return true
  return (
    /^(?:join|resolve)$/.test(name) && second !== undefined && /^['"`]\.\.\/?['"`]$/.test(code.text(second))
  )
}

const ASKS =
  /root|home|boundary|seen|visited|^has$|startsWith|endsWith|includes|inside|within|contain|test|match|isTop|parse/i

/** `while (!dir.endsWith(name))` goes on at the root as well: what is looked for need not be found on the way. */
function goesOnUnlessFound(loop: LoopNode, at: Node): boolean {
  if (loop.type !== 'WhileStatement') return false
  const test = unwrap(loop.test)
  if (test.type !== 'UnaryExpression' || test.operator !== '!' || !contains(test, at)) return false
  const asked = unwrap(test.argument)
  return isCall(asked) && /^(?:endsWith|includes)$/.test(callName(asked) ?? '')
}

/** Whether evaluating a node compares the folder or a count with something. */
function boundsWalk(code: Code, node: Node, names: readonly Binding[]): boolean {
  let found = false
  // The head of a `for…of` is the whole statement; only its list is evaluated there.
  walk(node.type === 'ForOfStatement' || node.type === 'ForInStatement' ? node.right : node, child => {
    if (isFunction(child)) return 'skip'
    if (child.type === 'BinaryExpression') found ||= comparesWalk(code, child, names)
    if (isCall(child) && ASKS.test(callName(child) ?? '')) found ||= mentions(code, child, names)
    return undefined
  })
  return found
}

function comparesWalk(
  code: Code,
  node: Node & {type: 'BinaryExpression'},
  names: readonly Binding[]
): boolean {
  if (/^[<>]=?$/.test(node.operator)) return true
  if (!/^[!=]==?$/.test(node.operator)) return false
  return mentions(code, node, names)
}

function mentions(code: Code, node: Node, names: readonly Binding[]): boolean {
  let found = false
  walk(node, child => {
    if (child.type === 'Identifier' && names.includes(code.bindingOf(child) as Binding)) found = true
  })
  return found
}

function isEndless(code: Code, loop: LoopNode): boolean {
  if (loop.type === 'ForStatement') return !loop.test
  if (loop.type !== 'WhileStatement') return false
  return /^(?:true|1)$/.test(code.text(loop.test))
}

/** `while (true)` that gives way in `for…of` only: with empty lists it goes round and round. */
function emptyRound(code: Code, loop: LoopNode): EndlessWay[] | undefined {
  const fn = code.functionOf(loop)
  if (!fn || !isEndless(code, loop) || loop.body.type !== 'BlockStatement') return undefined
  const [first] = loop.body.body as Node[]
  if (first?.type !== 'ForOfStatement' || first.await || !holdsPause(first.body)) return undefined
  const way = wayTo(fn, first, first, {
    mayThrow: () => false,
    stops: at => isPause(at) || isCall(at) || at.type === 'AssignmentExpression'
  })
  if (!way) return undefined
  const guard = lengthTest(code, fn, loop, first.right)
  const ends = guard && {kill: 'bounded' as const, reason: `an empty list is asked for at ${code.at(guard)}`}
  return [{kind: 'empty', fn, loop, node: loop, subject: first.right, ends}]
}

function holdsPause(node: Node): boolean {
  let found = false
  walk(node, child => {
    if (isFunction(child)) return 'skip'
    if (isPause(child)) found = true
    return undefined
  })
  return found
}

function isPause(node: Node): boolean {
  return node.type === 'YieldExpression' || node.type === 'AwaitExpression'
}

function lengthTest(code: Code, fn: FunctionNode, loop: LoopNode, list: Node): Node | undefined {
  const text = code.text(list)
  return code
    .nodes('IfStatement')
    .find(
      one =>
        contains(fn, one) &&
        (one.start < loop.start || contains(loop, one)) &&
        code.text(one.test).includes(text) &&
        /\.(?:length|size)\b/.test(code.text(one.test))
    )
}

const READS =
  /^(?:is[A-Z_]?|has|should|can|includes|startsWith|endsWith|test|some|every|find|at$|charAt|charCodeAt|codePointAt|indexOf|trim|slice|substring|toLowerCase|toUpperCase|get$)/

/** A `while (i < n)` with a way round, such as a `continue`, that changes none of what it tests. */
function sameRound(code: Code, loop: LoopNode): EndlessWay[] | undefined {
  const fn = code.functionOf(loop)
  if (!fn || loop.type !== 'WhileStatement') return undefined
  const test = unwrap(loop.test)
  const moved = countedBy(code, fn, loop, test)
  if (!moved) return undefined
  const way = wayTo(fn, test, test, {
    mayThrow: () => false,
    stops: at => at.end <= loop.start || at.start >= loop.end || changes(at),
    assume: at => (at === test ? true : undefined)
  })
  const ends = way
    ? (openCase(code, way.steps) ?? takenForAll(code, loop, moved))
    : `each way round changes ${code.show(moved)}`
  return [
    {
      kind: 'same',
      fn,
      loop,
      node: lastOf(way?.steps) ?? loop.test,
      subject: moved,
      ends: ends === undefined ? undefined : {kill: 'moves-on', reason: ends}
    }
  ]
}

/** A way past all cases of a `switch` over named constants: without a `default` they are meant to be all. */
function openCase(code: Code, steps: Way['steps']): string | undefined {
  const last = steps.at(-1)
  return last?.node.type === 'SwitchCase' && last.by === 'false' && last.node.test && isNamed(last.node.test)
    ? `the way leads past all cases, of which ${code.show(last.node.test)} is the last`
    : undefined
}

/** A literal may be one of many; who names constants, names all of them. */
function isNamed(constant: Node): boolean {
  const node = unwrap(constant)
  return node.type === 'Identifier' || node.type === 'MemberExpression'
}

/** Tests of one value against several named constants, each of which moves on. */
function takenForAll(code: Code, loop: LoopNode, moved: Node): string | undefined {
  const binding = code.bindingOf(moved)
  const inner = [...code.nodes('WhileStatement'), ...code.nodes('IfStatement')].filter(
    one =>
      contains(loop.body, one) &&
      binding?.uses.some(use => use.write && contains(one, use.identifier)) === true
  )
  const compared = inner.flatMap(one =>
    code
      .nodes('BinaryExpression')
      .filter(test => contains(one.test, test) && /^[!=]==?$/.test(test.operator) && isNamed(test.right))
      .map(test => code.text(test.left))
      .filter(text => text !== code.text(moved))
  )
  const twice = compared.find((text, index) => compared.indexOf(text) !== index)
  return twice === undefined ? undefined : `the tests of \`${twice}\` are taken for all it can be`
}

function lastOf(steps: readonly {node: Node}[] | undefined): Node | undefined {
  return steps?.at(-1)?.node
}

function changes(node: Node): boolean {
  if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression' || isPause(node)) return true
  if (node.type === 'NewExpression') return true
  return isCall(node) && !READS.test(callName(node) ?? '')
}

/** The local variable of `i < n` that the loop writes, in this function only. */
function countedBy(code: Code, fn: FunctionNode, loop: LoopNode, test: Node): Node | undefined {
  if (test.type !== 'BinaryExpression' || !/^(?:[<>]=?|[!=]==?)$/.test(test.operator)) return undefined
  return [test.left, test.right]
    .map(side => unwrap(side as Node))
    .find(side => {
      const binding = side.type === 'Identifier' ? code.bindingOf(side) : undefined
      const writes = binding?.uses.filter(use => use.write && !use.init) ?? []
      return (
        binding?.owner === fn &&
        writes.some(use => contains(loop.body, use.identifier)) &&
        writes.every(use => code.functionOf(use.identifier) === fn)
      )
    })
}

/** `while ((m = pattern.exec(text)))` with a pattern that always begins anew. */
function matchLoop(code: Code, loop: LoopNode): EndlessWay[] | undefined {
  const fn = code.functionOf(loop)
  const test = loop.type === 'WhileStatement' ? loop.test : undefined
  if (!fn || !test) return undefined
  let exec: (Node & {type: 'CallExpression'}) | undefined
  walk(test, node => {
    if (isCall(node) && callName(node) === 'exec' && node.arguments.length === 1) exec = node
  })
  const pattern = exec && receiverOf(exec)
  const literal = pattern && literalOf(code, pattern)
  if (!exec || !pattern || !literal || (literal !== unwrap(pattern) && /[gy]/.test(literal.regex.flags)))
    return undefined
  const text = code.bindingOf(exec.arguments[0] as Node)
  const way = wayTo(fn, exec, exec, {
    mayThrow: () => false,
    stops: at => at.type === 'AssignmentExpression' && text !== undefined && code.bindingOf(at.left) === text
  })
  const ends = way
    ? undefined
    : {
        kill: 'moves-on' as const,
        reason: `each way round leaves the loop or changes ${code.show(exec.arguments[0] as Node)}`
      }
  return [{kind: 'match', fn, loop, node: exec, subject: pattern, ends}]
}

type RegExpLiteral = Node & {type: 'Literal'; regex: {pattern: string; flags: string}}

function literalOf(code: Code, node: Node): RegExpLiteral | undefined {
  const inner = unwrap(node)
  if (inner.type === 'Literal' && 'regex' in inner && inner.regex) return inner as RegExpLiteral
  const binding = code.bindingOf(inner)
  const value = binding && initialOf(binding)
  const isConstant = binding?.uses.every(use => !use.write || use.init)
  return value?.type === 'Literal' && 'regex' in value && value.regex && isConstant
    ? (value as RegExpLiteral)
    : undefined
}
