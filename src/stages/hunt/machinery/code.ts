import type {Node} from '@oxc-project/types'
import type {ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {ancestorsOf, enclosingFunction, thisOwner} from '../../../syntax/enclosing.ts'
import {excerpt} from '../../../syntax/excerpt.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import type {NodeOf} from '../../../syntax/node-of.ts'
import {readParents} from '../../../syntax/parents.ts'
import {type Binding, readScopes, type Scopes} from '../../../syntax/scopes.ts'
import {symbolName} from '../../../syntax/symbol-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../detector-context.ts'

/** A module with what detectors ask of every tree. */
export interface Code {
  readonly path: ModuleId
  readonly ast: ModuleAst
  /** All nodes of a type, in source order. */
  nodes<Type extends Node['type']>(type: Type): readonly NodeOf<Type>[]
  parentOf(node: Node): Node | undefined
  /** Nearest first. */
  ancestorsOf(node: Node): Iterable<Node>
  functionOf(node: Node): FunctionNode | undefined
  thisOwner(node: Node): Node | undefined
  /** The binding of an identifier, type wrappers looked through. */
  bindingOf(node: Node): Binding | undefined
  symbolOf(node: Node): string
  line(node: Node): number
  endLine(node: Node): number
  /** `path:line` in backticks. */
  at(node: Node): string
  /** The node's text as a code span of at most 60 characters. */
  show(node: Node): string
  text(node: Node): string
}

const cache = new WeakMap<ModuleAst, Code>()

/** The code of a module; built once for each tree. */
export function codeOf(ast: ModuleAst): Code {
  const known = cache.get(ast)
  if (known) return known
  const code = readCode(ast)
  cache.set(ast, code)
  return code
}

/** The code of every module that is hunted, in their order. */
export function* allCode(context: DetectorContext): Generator<Code> {
  for (const id of context.modules) {
    const ast = context.ast(id)
    if (ast) yield codeOf(ast)
  }
}

function readCode(ast: ModuleAst): Code {
  const parents = readParents(ast.program)
  const byType = indexByType(ast)
  let scopes: Scopes | undefined
  const text = (node: Node) => ast.text.slice(node.start, node.end)
  return {
    path: ast.path,
    ast,
    nodes: type => (byType.get(type) ?? []) as never,
    parentOf: node => parents.get(node),
    ancestorsOf: node => ancestorsOf(node, parents),
    functionOf: node => enclosingFunction(node, parents),
    thisOwner: node => thisOwner(node, parents),
    bindingOf(node) {
      scopes ??= readScopes(ast.program)
      return scopes.bindingOf(unwrap(node))
    },
    symbolOf: node => symbolName(node, parents),
    line: node => ast.lineOf(node.start),
    endLine: node => ast.lineOf(Math.max(node.start, node.end - 1)),
    at: node => `\`${ast.path}:${ast.lineOf(node.start)}\``,
    show: node => excerpt(text(node)),
    text
  }
}

function indexByType(ast: ModuleAst): Map<string, Node[]> {
  const byType = new Map<string, Node[]>()
  walk(ast.program, node => {
    const nodes = byType.get(node.type)
    if (nodes) nodes.push(node)
    else byType.set(node.type, [node])
  })
  for (const nodes of byType.values()) nodes.sort((a, b) => a.start - b.start)
  return byType
}
