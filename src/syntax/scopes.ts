import type {Node, Program} from '@oxc-project/types'
import {analyze, type Reference, type Variable} from '@typescript-eslint/scope-manager'
import {isFunction} from './is-function.ts'
import {walk} from './walk.ts'

export type DefinitionKind = 'variable' | 'parameter' | 'function' | 'class' | 'import' | 'catch' | 'other'

export interface Definition {
  readonly kind: DefinitionKind
  /** The identifier that introduces the name. */
  readonly name: Node
  /** The declarator, function, class, import specifier or catch clause. */
  readonly node: Node
}

export interface Use {
  readonly identifier: Node
  readonly read: boolean
  readonly write: boolean
  /** Whether the write is the variable's own initialiser. */
  readonly init: boolean
  /** Whether it can only be a type. */
  readonly typeOnly: boolean
}

/** A name bound in a scope. */
export interface Binding {
  readonly name: string
  readonly definitions: readonly Definition[]
  /** In source order. */
  readonly uses: readonly Use[]
  /** The function, class or program in which it lives. */
  readonly owner: Node
  /** Whether it lives as long as the module. */
  readonly moduleLevel: boolean
}

export interface Scopes {
  /** What an identifier refers to or declares; undefined for globals and property names. */
  bindingOf(identifier: Node): Binding | undefined
}

/**
 * Resolves the names of a program. A program nested too deeply for the scope manager, which recurses, gives no
 * bindings: what is asked of it then stays unknown.
 */
export function readScopes(program: Program): Scopes {
  const scopes = known.get(program) ?? resolveNames(program)
  known.set(program, scopes)
  return scopes
}

/** Several stages ask for the same trees, and this is the dearest question of all. */
const known = new WeakMap<Program, Scopes>()

function resolveNames(program: Program): Scopes {
  addRanges(program)
  const manager = analyzed(program)
  if (!manager) return {bindingOf: () => undefined}
  const bindings = new Map<Node, Binding>()
  for (const scope of manager.scopes) {
    for (const variable of scope.variables) {
      const binding = toBinding(variable)
      for (const definition of binding.definitions) bindings.set(definition.name, binding)
      for (const use of binding.uses) bindings.set(use.identifier, binding)
    }
  }
  return {bindingOf: identifier => bindings.get(identifier)}
}

function analyzed(program: Program) {
  try {
    return analyze(program as never, {sourceType: 'module', lib: []})
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function toBinding(variable: Variable): Binding {
  const scope = variable.scope.variableScope
  return {
    name: variable.name,
    definitions: variable.defs.map(definition => ({
      kind: KINDS[definition.type] ?? 'other',
      name: definition.name as unknown as Node,
      node: definition.node as unknown as Node
    })),
    uses: variable.references.map(toUse).sort((a, b) => a.identifier.start - b.identifier.start),
    owner: scope.block as unknown as Node,
    moduleLevel: scope.type === 'module' || scope.type === 'global'
  }
}

function toUse(reference: Reference): Use {
  return {
    identifier: reference.identifier as unknown as Node,
    read: reference.isRead(),
    write: reference.isWrite(),
    init: reference.init === true,
    typeOnly: !reference.isValueReference
  }
}

const KINDS: Readonly<Record<string, DefinitionKind>> = {
  Variable: 'variable',
  Parameter: 'parameter',
  FunctionName: 'function',
  ClassName: 'class',
  ImportBinding: 'import',
  CatchClause: 'catch'
}

/**
 * The scope manager compares `range[0]` of identifiers, those of JSX too, and function bodies, which the parser leaves out.
 * The property is not enumerable: printing, comparing and walking the shared tree do not see it.
 */
function addRanges(program: Program): void {
  walk(program, node => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier' || node.type === 'Literal') addRange(node)
    else if (isFunction(node) && node.body) addRange(node.body)
  })
}

function addRange(node: Node): void {
  if ('range' in node && node.range) return
  Object.defineProperty(node, 'range', {value: [node.start, node.end], configurable: true})
}
