import type {Node} from '@oxc-project/types'
import type {Facts, ModuleAst, ModuleId} from '../../facts/facts.ts'
import {addBindingNames} from '../../syntax/binding-names.ts'
import {isShadowed} from '../../syntax/shadowing.ts'
import {walk} from '../../syntax/walk.ts'

/** What a module does to the outside through globals of the platform. */
export type Effect = 'timers' | 'network' | 'console' | 'exit'

const calls: Readonly<Record<string, Effect>> = {
  setTimeout: 'timers',
  setInterval: 'timers',
  setImmediate: 'timers',
  requestAnimationFrame: 'timers',
  fetch: 'network'
}
const constructors: Readonly<Record<string, Effect>> = {
  WebSocket: 'network',
  XMLHttpRequest: 'network',
  EventSource: 'network'
}

/** Modules by the effects they have through globals, in the order given. A lower bound: a global passed around is not seen. */
export function findGlobalEffects(modules: readonly ModuleId[], facts: Facts): Map<Effect, ModuleId[]> {
  const found = new Map<Effect, ModuleId[]>()
  for (const id of modules) {
    const ast = facts.ast(id)
    for (const effect of ast ? effectsOf(ast) : []) found.set(effect, [...(found.get(effect) ?? []), id])
  }
  return found
}

function effectsOf(ast: ModuleAst): Set<Effect> {
  const own = topLevelNames(ast)
  const effects = new Set<Effect>()
  walk(ast.program as unknown as Node, (node, ancestors) => {
    const [name, effect] = effectOf(node) ?? []
    if (name !== undefined && effect && !own.has(name) && !isShadowed(name, ancestors)) effects.add(effect)
  })
  return effects
}

function effectOf(node: Node): [string, Effect] | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined
  const {callee} = node
  if (callee.type === 'Identifier') {
    const effect = (node.type === 'NewExpression' ? constructors : calls)[callee.name]
    return effect && [callee.name, effect]
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined
  if (callee.object.name === 'console') return ['console', 'console']
  const exits =
    callee.object.name === 'process' && 'name' in callee.property && callee.property.name === 'exit'
  return exits ? ['process', 'exit'] : undefined
}

/** Names that the module declares or imports: they are no globals in it. */
function topLevelNames({program}: ModuleAst): Set<string> {
  const names = new Set<string>()
  for (const statement of program.body) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' && statement.declaration ? statement.declaration : statement
    if (declaration.type === 'ImportDeclaration')
      for (const {local} of declaration.specifiers) names.add(local.name)
    if (declaration.type === 'VariableDeclaration')
      for (const {id} of declaration.declarations) addBindingNames(id, names)
    if ('id' in declaration && declaration.id && declaration.id.type === 'Identifier')
      names.add(declaration.id.name)
  }
  return names
}
