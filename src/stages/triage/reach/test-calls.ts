import type {CallExpression, Node} from '@oxc-project/types'
import type {ModuleAst} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {walk} from '../../../syntax/walk.ts'
import {testNames} from './test-names.ts'

/** A call that declares a test, a group of tests, or what runs around them. */
export interface TestCall {
  readonly kind: 'test' | 'group' | 'hook'
  readonly call: CallExpression
  /** The groups around it, outermost first. */
  readonly groups: readonly TestCall[]
  /** What is gone through around it, one test for each: `rows.forEach(row => it(…))`. */
  readonly loops: readonly Loop[]
  readonly skipped: boolean
  /** Whether it, or a group around it, is marked with `.only`. */
  readonly only: boolean
}

const hookName =
  /^(?:before|after|beforeEach|afterEach|beforeAll|afterAll|setup|teardown|suiteSetup|suiteTeardown)$/
const skipping = /^(?:skip|todo|fixme|pending)$/
const conditionalSkip = /^(?:skipIf|runIf|todoIf|if)$/

/** The tests, groups and hooks of a file in source order. Source: vitest, jest, mocha, node:test, bun:test, ava, Playwright, Deno. */
export function readTestCalls(ast: ModuleAst): TestCall[] {
  const names = testNames(ast.program)
  const known = new Map<Node, TestCall>()
  walk(ast.program, (node, ancestors) => {
    if (!isCall(node)) return
    const chain = calleeChain(node)
    const kind = kindOf(chain, node, names)
    if (!kind) return
    const groups = ancestors
      .flatMap(ancestor => known.get(ancestor) ?? [])
      .filter(each => each.kind === 'group')
    const parts = [...(names.get(chain[0]?.name ?? '')?.marks ?? []), ...chain.map(({name}) => name)]
    const outer = groups.at(-1)
    known.set(node, {
      kind,
      call: node,
      groups,
      loops: ancestors.flatMap(loopOf),
      skipped: (outer?.skipped ?? false) || isSkipped(parts, chain, node, ast),
      only: (outer?.only ?? false) || parts.includes('only') || /^f(?:it|describe)$/.test(parts[0] ?? '')
    })
  })
  return [...known.values()]
}

interface Loop {
  readonly node: Node
  /** What it goes through. */
  readonly rows: Node
}

function loopOf(node: Node): Loop[] {
  if (node.type === 'ForOfStatement') return [{node, rows: node.right}]
  if (!isCall(node) || node.callee.type !== 'MemberExpression') return []
  return /^(?:forEach|map)$/.test(propertyName(node.callee) ?? '') ? [{node, rows: node.callee.object}] : []
}

interface Part {
  readonly name: string
  /** The call that it is the callee of: `skipIf(…)`. */
  readonly call?: CallExpression
}

function kindOf(
  chain: readonly Part[],
  call: CallExpression,
  names: ReturnType<typeof testNames>
): TestCall['kind'] | undefined {
  const base = names.get(chain[0]?.name ?? '')
  const rest = chain.slice(1).map(({name}) => name)
  const hasBody = call.arguments.length > 0
  if (!base) {
    if (chain.length === 1 && hookName.test(chain[0]?.name ?? '') && call.arguments.some(isFunction))
      return 'hook'
    // `t.test('…', fn)` of node:test and tap, `QUnit.test`, `Deno.test`.
    const isMember = chain.length === 2 && /^(?:test|it)$/.test(rest[0] ?? '')
    return isMember && (isTitled(call) || hasRunOption(call)) ? 'test' : undefined
  }
  if (
    !hasBody ||
    rest.some(name => /^(?:extend|use|step|configure|info|setTimeout|slow|fail|expect)$/.test(name))
  )
    return undefined
  if (rest.some(name => hookName.test(name))) return 'hook'
  if (rest.some(name => /^(?:describe|suite|module)$/.test(name))) return 'group'
  // `test.skip()` inside of a test is read with its body; `it.each([…])` without its second call is no test.
  return isTitled(call) || base.kind === 'group' || hasRunOption(call) ? base.kind : undefined
}

/** A title and a body: `test('…', fn)`, `test('…', macro)`, `it.todo('…')`, or a named function alone. */
function isTitled({arguments: args, callee}: CallExpression): boolean {
  const [first, second] = args
  if (!first) return false
  if (args.length === 1) return isFunction(first) || (callee.type === 'MemberExpression' && isText(first))
  return second !== undefined && (isText(first) || isFunction(second) || isFunction(args[2]))
}

function hasRunOption({arguments: [first]}: CallExpression): boolean {
  return (
    first?.type === 'ObjectExpression' && first.properties.some(property => propertyName(property) === 'fn')
  )
}

function isText(node: Node): boolean {
  return (
    (node.type === 'Literal' && typeof node.value === 'string') ||
    node.type === 'TemplateLiteral' ||
    node.type === 'BinaryExpression'
  )
}

function isSkipped(
  parts: readonly string[],
  chain: readonly Part[],
  call: CallExpression,
  ast: ModuleAst
): boolean {
  if (parts.some(part => skipping.test(part) || /^x(?:it|test|describe|context|specify)$/.test(part)))
    return true
  if (call.arguments.some(argument => hasSkipOption(argument))) return true
  return chain.some(
    part => conditionalSkip.test(part.name) && part.call && isSwitchedOff(part.name, part.call, ast)
  )
}

/** A test for some platforms runs somewhere; one that waits for a variable of the environment is taken not to. */
function isSwitchedOff(name: string, {arguments: [condition]}: CallExpression, ast: ModuleAst): boolean {
  if (!condition) return true
  const runs = name === 'runIf' || name === 'if'
  if (condition.type === 'Literal') return Boolean(condition.value) !== runs
  return /\benv\b|_(?:KEY|TOKEN|URL)\b/i.test(ast.text.slice(condition.start, condition.end))
}

function hasSkipOption(argument: Node): boolean {
  if (argument.type !== 'ObjectExpression') return false
  return argument.properties.some(property => {
    const key = propertyName(property)
    const value = property.type === 'Property' ? property.value : undefined
    return (
      (key === 'skip' || key === 'todo' || key === 'ignore') &&
      !(value?.type === 'Literal' && value.value === false)
    )
  })
}

/** `it.each([…])('…', …)` gives `it`, `each`. */
function calleeChain(call: CallExpression): Part[] {
  const parts: Part[] = []
  let node: Node = call.callee
  let around: CallExpression | undefined
  for (;;) {
    const own = around ? {call: around} : {}
    around = undefined
    if (node.type === 'Identifier') return [{name: node.name, ...own}, ...parts]
    if (node.type === 'MemberExpression') {
      parts.unshift({name: propertyName(node) ?? '', ...own})
      node = node.object
    } else if (node.type === 'CallExpression') {
      around = node
      node = node.callee
    } else if (node.type === 'TaggedTemplateExpression') node = node.tag
    else return [{name: memberPath(node) ?? '', ...own}, ...parts]
  }
}
