import type {Node} from '@oxc-project/types'
import type {ModuleAst} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'
import {calleeName, wordsOf} from './read-hits.ts'

/** A command or a flag that code registers on a command-line parser. */
export interface Registration {
  readonly kind: 'command' | 'flag'
  /** `list` or `--json`. */
  readonly name: string
  /** Names of the commands above, outermost first, as far as they are known. */
  readonly under: readonly string[]
  readonly path: string
  readonly line: number
}

type Loose = Node & Record<string, unknown>

/**
 * Commands and flags of the builder style (`program.command('a').option('--b')`, also through a variable) in a module.
 * A receiver that is no such chain gives an empty `under`.
 */
export function readRegistrations(ast: ModuleAst): Registration[] {
  const registrations: Registration[] = []
  const chains = new Map<string, readonly string[]>()
  walk(ast.program, node => {
    if (node.type === 'VariableDeclarator') rememberChain(node as Loose, chains)
  })
  walk(ast.program, node => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
    registrations.push(...registrationOf(node as Loose, ast, chains))
  })
  return registrations
}

function rememberChain(node: Loose, chains: Map<string, readonly string[]>): void {
  const name = (node.id as {name?: unknown}).name
  const init = node.init as Loose | null
  if (typeof name !== 'string' || init?.type !== 'CallExpression') return
  const chain = chainOf(init, chains)
  if (chain.length > 0) chains.set(name, chain)
}

function registrationOf(
  node: Loose,
  ast: ModuleAst,
  chains: ReadonlyMap<string, readonly string[]>
): Registration[] {
  const callee = calleeName(node)
  const [first] = (node.arguments as Loose[]) ?? []
  const text = first ? literal(first) : undefined
  if (text === undefined) return []
  const at = {path: ast.path, line: ast.lineOf((first as Node).start)}
  const under = chainOf(receiver(node), chains)
  if (callee === 'command') return commandName(text).map(name => ({kind: 'command', name, under, ...at}))
  if (!/^(?:option|requiredOption|Option)$/.test(callee)) return []
  const flags = [...wordsOf(text)].filter(word => word.startsWith('--'))
  return flags.map(name => ({kind: 'flag', name, under, ...at}))
}

/** The commands that a call chain stands on: `program.command('a').description('…')` gives `['a']`. */
function chainOf(node: Loose | undefined, chains: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (!node) return []
  if (node.type === 'Identifier') return chains.get(String(node.name)) ?? []
  if (node.type !== 'CallExpression') return []
  const above = chainOf(receiver(node), chains)
  if (calleeName(node) !== 'command') return above
  const [first] = (node.arguments as Loose[]) ?? []
  return [...above, ...commandName(first ? (literal(first) ?? '') : '')]
}

function receiver(call: Loose): Loose | undefined {
  const callee = call.callee as Loose | undefined
  return callee?.type === 'MemberExpression' ? (callee.object as Loose) : undefined
}

function commandName(text: string): string[] {
  const name = /^[\w:.-]+/.exec(text.trim())?.[0]
  return name ? [name] : []
}

function literal(node: Loose): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
}
