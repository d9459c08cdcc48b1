import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'
import type {CodeHit} from './code-hit.ts'

type Loose = Node & Record<string, unknown>

const declaringForms: Readonly<Record<string, CodeHit['form']>> = {
  FunctionDeclaration: 'function',
  FunctionExpression: 'function',
  TSDeclareFunction: 'function',
  ClassDeclaration: 'class',
  ClassExpression: 'class',
  VariableDeclarator: 'variable',
  TSInterfaceDeclaration: 'type',
  TSTypeAliasDeclaration: 'type',
  TSEnumDeclaration: 'type',
  TSModuleDeclaration: 'type'
}

const memberTypes = new Set([
  'MethodDefinition',
  'PropertyDefinition',
  'AccessorProperty',
  'TSAbstractMethodDefinition',
  'TSAbstractPropertyDefinition',
  'TSPropertySignature',
  'TSMethodSignature',
  'TSEnumMember'
])

/** Callees whose first literal names the thing that they register. */
const registering =
  /^(?:command|option|requiredOption|addOption|Option|argument|get|post|put|patch|delete|route|all|tool|prompt|resource|on|register\w*|add\w+|define\w*)$/

/** Every place of a module where one of the wanted words stands as a name or as a whole word of a literal. In source order. */
export function readHits(ast: ModuleAst, wanted: ReadonlySet<string>, test: boolean): [string, CodeHit][] {
  const hits: [string, CodeHit][] = []
  const add = (
    word: string,
    at: Node,
    part: Pick<CodeHit, 'role' | 'form'> & {node?: Node; owner?: string}
  ) => {
    const range = part.node ?? at
    hits.push([
      word,
      {path: ast.path, line: ast.lineOf(at.start), test, start: range.start, end: range.end, ...part}
    ])
  }
  walk(ast.program, (node, ancestors) => {
    const name = nameOf(node)
    if (name !== undefined && wanted.has(name)) add(name, node, roleOf(node, ancestors))
    const literal = literalOf(node)
    if (literal !== undefined) {
      const part = literalRole(node, ancestors)
      for (const word of wordsOf(literal)) if (wanted.has(word)) add(word, node, part)
    }
  })
  for (const comment of ast.comments)
    for (const word of wordsOf(comment.value))
      if (wanted.has(word))
        hits.push([
          word,
          {
            path: ast.path,
            line: ast.lineOf(comment.start),
            role: 'commented',
            form: 'text',
            test,
            start: comment.start,
            end: comment.end
          }
        ])
  return hits
}

/** The distinct words of a text: identifiers, and flags with their dashes (`--dry-run`). */
export function wordsOf(text: string): Set<string> {
  return new Set(text.match(/(?<![\w-])--[a-z][\w-]*|[A-Za-z_$][\w$]*/gi) ?? [])
}

function nameOf(node: Node): string | undefined {
  const type: string = node.type
  if (type !== 'Identifier' && type !== 'PrivateIdentifier' && type !== 'JSXIdentifier') return undefined
  return String((node as unknown as {name: string}).name)
}

function literalOf(node: Node): string | undefined {
  if (node.type === 'Literal') {
    const {value} = node as unknown as {value: unknown}
    return typeof value === 'string' ? value : undefined
  }
  if (node.type === 'TemplateElement') return (node as unknown as {value: {raw: string}}).value.raw
  return (node.type as string) === 'JSXText' ? (node as unknown as {value: string}).value : undefined
}

function roleOf(
  node: Node,
  ancestors: readonly Node[]
): Pick<CodeHit, 'role' | 'form'> & {node?: Node; owner?: string} {
  const parent = ancestors.at(-1) as Loose | undefined
  if (!parent) return {role: 'referenced', form: 'use'}
  const form = declaringForms[parent.type]
  if (form && parent.id === node) return {role: 'declared', form, node: parent}
  if (memberTypes.has(parent.type) && (parent.key === node || parent.id === node))
    return {role: 'declared', form: 'member', node: parent, ...ownerOf(ancestors)}
  if (parent.type === 'Property' && parent.key === node && ancestors.at(-2)?.type === 'ObjectExpression')
    return {role: 'declared', form: 'key', node: parent, ...ownerOf(ancestors)}
  if (Array.isArray(parent.params) && parent.params.includes(node))
    return {role: 'declared', form: 'parameter', node: parent}
  if (/^Import(?:Default|Namespace)?Specifier$/.test(parent.type)) return {role: 'referenced', form: 'import'}
  if (parent.type === 'ExportSpecifier') return {role: 'referenced', form: 'export'}
  return {role: 'referenced', form: isCallee(node, ancestors) ? 'call' : 'use'}
}

function isCallee(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1) as Loose | undefined
  if (!parent) return false
  if ((parent.type as string) === 'JSXOpeningElement') return parent.name === node
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return parent.callee === node
  const outer = ancestors.at(-2) as Loose | undefined
  return parent.type === 'MemberExpression' && parent.property === node && outer?.callee === parent
}

function literalRole(
  node: Node,
  ancestors: readonly Node[]
): Pick<CodeHit, 'role' | 'form'> & {node?: Node; owner?: string} {
  const parent = ancestors.at(-1) as Loose | undefined
  if (parent && (parent.type === 'Property' || memberTypes.has(parent.type)) && parent.key === node)
    return {role: 'declared', form: 'key', node: parent, ...ownerOf(ancestors)}
  if (parent && /^(?:Import|Export)/.test(parent.type)) return {role: 'referenced', form: 'import'}
  const registered =
    parent &&
    Array.isArray(parent.arguments) &&
    parent.arguments[0] === node &&
    registering.test(calleeName(parent))
  return {role: registered ? 'registered' : 'string', form: 'literal'}
}

/** `command` for `program.command(…)`, `Option` for `new Option(…)`, `''` for anything else. */
export function calleeName(call: Node): string {
  const callee = (call as Loose).callee as Loose | undefined
  if (!callee) return ''
  if (callee.type === 'Identifier') return String(callee.name)
  if (callee.type === 'MemberExpression') return String((callee.property as {name?: unknown}).name ?? '')
  return callee.type === 'Super' ? 'command' : ''
}

function ownerOf(ancestors: readonly Node[]): {owner?: string} {
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const {id} = ancestors[index] as Loose
    const name = (id as {name?: unknown} | null | undefined)?.name
    if (typeof name === 'string' && declaringForms[(ancestors[index] as Node).type]) return {owner: name}
  }
  return {}
}
