import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'

type Loose = Node & Record<string, unknown>

/** A test that runs: what its body, and the functions of its file that it calls, call and say. */
export interface TestBody {
  readonly title: string
  readonly line: number
  /** Names that are called, constructed or rendered. */
  readonly calls: ReadonlySet<string>
  /** `object.member` of each member call whose object is a name, and `.member` of each member call. */
  readonly members: ReadonlySet<string>
  /** Words of its string literals in source order. */
  readonly words: readonly string[]
}

interface Content {
  readonly calls: Set<string>
  readonly members: Set<string>
  readonly words: string[]
}

/** Source: vitest, jest, mocha, node:test, bun:test, Deno.test. */
const testName = /^(?:it|test|specify|fit)$/
const groupName = /^(?:describe|context|suite|fdescribe)$/
const skippedName = /^(?:xit|xtest|xdescribe|xcontext|xspecify)$/
const skipping = new Set(['skip', 'todo', 'skipIf', 'runIf'])

/** The tests of a test file that are not skipped, in source order. */
export function readTestBodies(ast: ModuleAst): TestBody[] {
  const local = localFunctions(ast)
  const bodies: TestBody[] = []
  walk(ast.program, node => {
    if (node.type !== 'CallExpression') return
    const chain = calleeChain(node as Loose)
    const base = chain[0] ?? ''
    const skipped =
      skippedName.test(base) || chain.some(part => skipping.has(part)) || hasSkipOption(node as Loose)
    if (skipped && (groupName.test(base) || testName.test(base) || skippedName.test(base))) return 'skip'
    if (
      !testName.test(base) &&
      chain.join('.') !== 'Deno.test' &&
      !(chain.length === 2 && chain[1] === 'test')
    )
      return
    const body = testBody(node as Loose, ast, local)
    if (body) bodies.push(body)
  })
  return bodies
}

function testBody(call: Loose, ast: ModuleAst, local: ReadonlyMap<string, Content>): TestBody | undefined {
  const args = call.arguments as Loose[]
  const callback = args.findLast(arg => /Function/.test(arg.type))
  const [first] = args
  if (!callback || !first) return undefined
  const content = withLocals(contentOf(callback), local)
  return {
    title: first.type === 'Literal' ? String(first.value) : '',
    line: ast.lineOf(call.start),
    ...content
  }
}

/** Adds what the called functions of the same file contain, however deep. */
function withLocals(content: Content, local: ReadonlyMap<string, Content>): Content {
  const seen = new Set<string>()
  const queue = [...content.calls]
  const all: Content = {
    calls: new Set(content.calls),
    members: new Set(content.members),
    words: [...content.words]
  }
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const inner = local.get(name)
    if (!inner || seen.has(name)) continue
    seen.add(name)
    for (const call of inner.calls) all.calls.add(call)
    for (const member of inner.members) all.members.add(member)
    all.words.push('\n', ...inner.words)
    queue.push(...inner.calls)
  }
  return all
}

function localFunctions(ast: ModuleAst): Map<string, Content> {
  const functions = new Map<string, Content>()
  walk(ast.program, node => {
    const {id, init} = node as Loose
    const name = (id as {name?: unknown} | null | undefined)?.name
    if (typeof name !== 'string') return
    if (node.type === 'FunctionDeclaration') functions.set(name, contentOf(node))
    if (node.type === 'VariableDeclarator' && /Function/.test((init as Node | null)?.type ?? ''))
      functions.set(name, contentOf(init as Node))
  })
  return functions
}

function contentOf(root: Node): Content {
  const content: Content = {calls: new Set(), members: new Set(), words: []}
  walk(root, (node: Node) => {
    const loose = node as Loose
    if (node.type === 'CallExpression' || node.type === 'NewExpression')
      addCall(loose.callee as Loose, content)
    if ((node.type as string) === 'JSXOpeningElement') addName(loose.name as Loose, content)
    const text =
      node.type === 'Literal'
        ? loose.value
        : node.type === 'TemplateElement'
          ? (loose.value as {raw: string}).raw
          : undefined
    if (typeof text === 'string') content.words.push(...text.split(/\s+/).filter(word => word !== ''))
  })
  return content
}

function addCall(callee: Loose, content: Content): void {
  addName(callee, content)
  if (callee.type !== 'MemberExpression' || callee.computed) return
  const member = (callee.property as {name?: unknown}).name
  const object = callee.object as Loose
  if (typeof member !== 'string') return
  content.members.add(`.${member}`)
  if (object.type === 'Identifier') content.members.add(`${String(object.name)}.${member}`)
}

function addName(node: Loose, content: Content): void {
  if (node.type === 'Identifier' || (node.type as string) === 'JSXIdentifier')
    content.calls.add(String(node.name))
}

/** `it.each([…])('…', …)` gives `['it', 'each']`. */
function calleeChain(call: Loose): string[] {
  const parts: string[] = []
  let node = call.callee as Loose | undefined
  while (node) {
    if (node.type === 'Identifier') return [String(node.name), ...parts]
    if (node.type === 'MemberExpression')
      parts.unshift(String((node.property as {name?: unknown}).name ?? ''))
    const inner: unknown =
      node.type === 'MemberExpression'
        ? node.object
        : node.type === 'CallExpression'
          ? node.callee
          : node.type === 'TaggedTemplateExpression'
            ? node.tag
            : undefined
    node = inner as Loose | undefined
  }
  return parts
}

function hasSkipOption(call: Loose): boolean {
  return ((call.arguments as Loose[]) ?? []).some(
    arg =>
      arg.type === 'ObjectExpression' &&
      (arg.properties as Loose[]).some(property => {
        const key = (property.key as {name?: unknown} | undefined)?.name
        const value = property.value as Loose | undefined
        return (key === 'skip' || key === 'todo') && !(value?.type === 'Literal' && value.value === false)
      })
  )
}
