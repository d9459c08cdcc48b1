import type {Node} from '@oxc-project/types'
import type {ModuleId} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'
import type {World} from '../world.ts'
import type {Crossing} from './imports.ts'

/** Uses of something that is no module: the console, the file system, a call of a global. */
export interface CapabilityUse {
  readonly uses: readonly Crossing[]
  /** Whether every module was parsed. */
  readonly complete: boolean
}

const builtinGroups: Readonly<Record<string, RegExp>> = {
  'file system': /^(node:)?fs(\/|$)/,
  'Node.js built-ins': /^node:/,
  network: /^(node:)?(https?|http2|net|tls|dgram)(\/|$)/
}

/** Looks for a capability in modules; undefined when the text names none that is known. */
export function findCapability(
  text: string,
  modules: ReadonlySet<ModuleId>,
  world: World
): CapabilityUse | undefined {
  const group = builtinGroups[text]
  if (group) return {uses: builtinUses(group, modules, world), complete: true}
  const isUse = text === 'async code' ? isAsync : globalUse(text)
  return isUse ? syntaxUses(isUse, modules, world) : undefined
}

function builtinUses(group: RegExp, modules: ReadonlySet<ModuleId>, world: World): Crossing[] {
  return world.facts.externals
    .filter(({from, name, test}) => !test && modules.has(from) && group.test(name))
    .map(({from, line, typeOnly}) => ({path: from, line, typeOnly}))
}

/** `console`, `process.exit()` and members of other globals that code may be kept from. */
function globalUse(text: string): ((node: Node) => boolean) | undefined {
  const [, object, member] = /^(console|process|window|document)(?:\.(\w+))?(?:\(\))?$/.exec(text) ?? []
  if (object === undefined) return undefined
  return node => {
    if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== object)
      return false
    return (
      member === undefined ||
      (node.property.type === 'Identifier' && !node.computed && node.property.name === member)
    )
  }
}

function isAsync(node: Node): boolean {
  if (node.type === 'AwaitExpression') return true
  const isFunction = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(
    node.type
  )
  return isFunction && (node as {async?: boolean}).async === true
}

function syntaxUses(
  isUse: (node: Node) => boolean,
  modules: ReadonlySet<ModuleId>,
  world: World
): CapabilityUse {
  const uses: Crossing[] = []
  let complete = true
  for (const path of modules) {
    const ast = world.facts.ast(path)
    if (!ast) {
      complete = false
      continue
    }
    walk(ast.program, node => {
      if (isUse(node)) uses.push({path, line: ast.lineOf(node.start), typeOnly: false})
    })
  }
  return {uses, complete}
}
