import type {CallExpression, Node} from '@oxc-project/types'
import {once} from '../../../base/once.ts'
import type {ModuleAst} from '../../../facts/facts.ts'
import {addBindingNames} from '../../../syntax/binding-names.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import {addContent, type Content, contentOf, emptyContent} from './content.ts'
import {isSkippedInside} from './skipped-inside.ts'
import {readTestCalls, type TestCall} from './test-calls.ts'

/** A test that runs: what its body does, with the hooks around it and what it uses of its file. */
export interface TestBody extends Content {
  /** Without its groups' titles; a template's expressions are left out. */
  readonly title: string
  readonly groups: readonly string[]
  readonly line: number
  /** The syntax that runs: its body, the hooks and the declarations it uses. */
  readonly nodes: readonly Node[]
}

/** The tests of a file that are not skipped, in source order. Next to one with `.only` only such tests run. */
export function readTestBodies(ast: ModuleAst): TestBody[] {
  const calls = readTestCalls(ast)
  const tests = calls.filter(({kind}) => kind === 'test')
  const only = calls.some(each => each.only && each.kind !== 'hook')
  const hooks = calls.filter(({kind}) => kind === 'hook')
  const locals = once(() => readLocals(ast, tests))
  if (tests.length === 0) return scriptBody(ast)
  return tests
    .filter(test => !test.skipped && (!only || test.only) && !isSkippedInside(test))
    .flatMap(test => {
      const body = bodyOf(test.call)
      return body ? [toBody(test, body, hooks, locals(), ast)] : []
    })
}

/** A script without a framework that asserts something is one test. */
function scriptBody(ast: ModuleAst): TestBody[] {
  const asserts = ast.program.body.some(
    statement =>
      /^(?:Import|Variable)Declaration$/.test(statement.type) &&
      assertImport.test(ast.text.slice(statement.start, statement.end))
  )
  return asserts ? [{...contentOf(ast.program), title: '', groups: [], line: 1, nodes: [ast.program]}] : []
}

const assertImport = /['"](?:node:)?(?:assert(?:\/strict)?)['"]/

function toBody(
  test: TestCall,
  body: Node,
  hooks: readonly TestCall[],
  locals: Locals,
  ast: ModuleAst
): TestBody {
  const around = hooks
    .filter(hook => isAround(hook, test))
    .flatMap(hook => hook.call.arguments.filter(isFunction))
  const nodes = withLocals([body, ...tablesOf(test), ...around], test, locals)
  const content = emptyContent()
  for (const node of nodes) addContent(content, contentOf(node))
  const groups = test.groups.map(({call}) => titleOf(call))
  return {...content, title: titleOf(test.call), groups, line: ast.lineOf(test.call.start), nodes}
}

/** Adds the functions and variables that the nodes use, and that those use in turn. */
function withLocals(start: readonly Node[], test: TestCall, locals: Locals): Node[] {
  const calls = new Set<Node>([...test.groups.map(({call}) => call), ...test.loops.map(({node}) => node)])
  const nodes = new Set(start)
  for (const node of nodes)
    for (const name of contentOf(node).reads)
      for (const local of locals.get(name) ?? [])
        if (local.groups.every(group => calls.has(group))) nodes.add(local.node)
  return [...nodes]
}

interface Local {
  readonly node: Node
  readonly groups: readonly Node[]
}

type Locals = ReadonlyMap<string, readonly Local[]>

/** The functions and variables that a test may use, by name: those of the file and of its groups. */
function readLocals({program}: ModuleAst, tests: readonly TestCall[]): Locals {
  const bodies = new Set<Node>(tests.map(({call}) => call))
  const locals = new Map<string, Local[]>()
  walk(program, (node, ancestors) => {
    const parent = ancestors.at(-1)
    if (bodies.has(node) || (isFunction(node) && parent?.type !== 'CallExpression')) return 'skip'
    const names = new Set<string>()
    if (node.type === 'VariableDeclarator' && node.init) addBindingNames(node.id, names)
    const groups = ancestors.filter(each => each.type === 'CallExpression')
    for (const name of names) append(locals, name, {node, groups})
    if (node.type === 'BlockStatement' || node.type === 'Program')
      for (const declared of declarationsIn(node.body))
        append(locals, declared.name, {node: declared.node, groups})
    return undefined
  })
  return locals
}

function declarationsIn(statements: readonly Node[]): {name: string; node: Node}[] {
  return statements.flatMap(statement => {
    const node = (statement.type === 'ExportNamedDeclaration' && statement.declaration) || statement
    const isNamed = node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
    return isNamed && node.id ? [{name: node.id.name, node}] : []
  })
}

function append(locals: Map<string, Local[]>, name: string, local: Local): void {
  const known = locals.get(name)
  if (known) known.push(local)
  else locals.set(name, [local])
}

/** Hooks of the file and of the groups around the test. */
function isAround(hook: TestCall, test: TestCall): boolean {
  return hook.groups.every(group => test.groups.includes(group))
}

function bodyOf(call: CallExpression): Node | undefined {
  const [first] = call.arguments
  if (first?.type === 'ObjectExpression') {
    const option = first.properties.find(property => propertyName(property) === 'fn')
    if (option) return option
  }
  const body = call.arguments.findLast(isFunction)
  // `test('…', macro, input)` of ava, `it('…', harness(async () => …))`.
  return (
    body ?? call.arguments.slice(1).find(each => each.type === 'Identifier' || each.type === 'CallExpression')
  )
}

/** The rows of a test and of the groups and loops around it. */
function tablesOf({call, groups, loops}: TestCall): Node[] {
  return [...[call, ...groups.map(group => group.call)].flatMap(tableOf), ...loops.map(({rows}) => rows)]
}

/** The rows of `it.each([…])('…', …)`. */
function tableOf({callee}: CallExpression): Node[] {
  return callee.type === 'CallExpression' ? [...callee.arguments] : []
}

function titleOf(call: CallExpression): string {
  const [first] = call.arguments
  if (first?.type === 'TemplateLiteral') return first.quasis.map(({value}) => value.cooked ?? '').join(' ')
  if (first?.type === 'ObjectExpression') {
    const name = first.properties.find(property => propertyName(property) === 'name')
    return name?.type === 'Property' ? (stringValue(name.value) ?? '') : ''
  }
  return stringValue(first) ?? ''
}
