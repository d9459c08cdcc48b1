import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../../../facts/facts.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'

/** The elements of a list, table or run of alike calls, one node each. */
export type Container = readonly Node[]

const longestCallee = 40

/** Array and object literals with three or more elements, and runs of calls of one function in one block. */
export function containersOf({program}: ModuleAst): Container[] {
  const containers: Container[] = []
  walk(program as unknown as Node, node => {
    if (node.type === 'ArrayExpression') containers.push(node.elements.filter(element => element !== null))
    if (node.type === 'ObjectExpression') containers.push(node.properties)
    if (node.type === 'Program' || node.type === 'BlockStatement') containers.push(...runsOf(node.body))
  })
  return containers.filter(({length}) => length >= 3)
}

/** Arguments of the calls of each function, `app.use(a); app.use(b)` and `app.use(a).use(b)` alike. */
function runsOf(body: readonly Node[]): Container[] {
  const runs = new Map<string, Node[]>()
  for (const statement of body) {
    const expression = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined
    for (const {callee, node} of expression ? callsOf(expression) : [])
      runs.set(callee, [...(runs.get(callee) ?? []), node])
  }
  return [...runs.values()]
}

/** The calls of a chain; what each is given stands for it. */
function callsOf(expression: Node): {callee: string; node: Node}[] {
  const calls: {callee: string; node: Node}[] = []
  for (let node = expression; node.type === 'CallExpression'; ) {
    const callee = unwrap(node.callee)
    const root = callee.type === 'MemberExpression' ? rootOf(callee.object) : ''
    const name = callee.type === 'MemberExpression' ? lastName(callee) : memberPath(callee)
    const [first] = node.arguments.filter(argument => holdsName(argument))
    if (root !== undefined && name !== undefined && name.length <= longestCallee && first)
      calls.push({callee: `${root}.${name}`, node: first})
    if (callee.type !== 'MemberExpression') break
    node = unwrap(callee.object)
  }
  return calls
}

function rootOf(object: Node): string | undefined {
  let node = unwrap(object)
  while (node.type === 'CallExpression') {
    const callee = unwrap(node.callee)
    if (callee.type !== 'MemberExpression') return memberPath(callee)
    node = unwrap(callee.object)
  }
  return memberPath(node)
}

function lastName({property}: Node & {type: 'MemberExpression'}): string | undefined {
  return property.type === 'Identifier' ? property.name : undefined
}

function holdsName(argument: Node): boolean {
  return argument.type !== 'Literal' && argument.type !== 'TemplateLiteral'
}

export interface UsedNames {
  readonly names: ReadonlySet<string>
  /** Of the modules that it imports or requires in place. */
  readonly specifiers: ReadonlySet<string>
}

/** Names that an element uses; property names are none. */
export function namesIn(element: Node): UsedNames {
  const names = new Set<string>()
  const specifiers = new Set<string>()
  walk(element, (node, ancestors) => {
    const parent = ancestors.at(-1)
    const specifier = node.type === 'ImportExpression' ? node.source : required(node)
    if (specifier?.type === 'Literal') specifiers.add(String(specifier.value))
    if (node.type === 'JSXIdentifier') names.add(node.name)
    if (node.type === 'Identifier' && !isPropertyName(node, parent)) names.add(node.name)
  })
  return {names, specifiers}
}

/** What `require(…)` is given. */
function required(node: Node): Node | undefined {
  return node.type === 'CallExpression' && memberPath(node.callee) === 'require'
    ? node.arguments[0]
    : undefined
}

function isPropertyName(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.property === node && !parent.computed
  return parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand
}
