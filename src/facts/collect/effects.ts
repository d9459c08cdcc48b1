import type {Node} from '@oxc-project/types'
import {addBindingNames} from '../../syntax/binding-names.ts'
import {isShadowed} from '../../syntax/shadowing.ts'
import type {EffectUse, ModuleAst, PlatformEffect} from '../facts.ts'
import type {Collector, StartCollector} from './collector.ts'

export type RawEffect = Omit<EffectUse, 'path'>

const calls: Readonly<Record<string, PlatformEffect>> = {
  setTimeout: 'timers',
  setInterval: 'timers',
  setImmediate: 'timers',
  requestAnimationFrame: 'timers',
  fetch: 'network'
}
const constructors: Readonly<Record<string, PlatformEffect>> = {
  WebSocket: 'network',
  XMLHttpRequest: 'network',
  EventSource: 'network'
}
const anyName = new RegExp(
  `\\b(?:${[...Object.keys(calls), ...Object.keys(constructors), 'console', 'process'].join('|')})\\b`
)

/** The first place of each effect that a module has through a global, sorted by line. */
export const startEffects: StartCollector<RawEffect[]> = ast =>
  anyName.test(ast.text) ? createCollector(ast) : {nothing: []}

function createCollector(ast: ModuleAst): Collector<RawEffect[]> {
  const own = topLevelNames(ast)
  const found = new Map<PlatformEffect, RawEffect>()
  return {
    visit(node, ancestors) {
      const [name, effect] = effectOf(node) ?? []
      if (name === undefined || !effect || found.has(effect)) return
      if (own.has(name) || isShadowed(name, ancestors)) return
      found.set(effect, {effect, line: ast.lineOf(node.start)})
    },
    result: () => [...found.values()].sort((a, b) => a.line - b.line)
  }
}

function effectOf(node: Node): [string, PlatformEffect] | undefined {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return undefined
  const {callee} = node
  if (callee.type === 'Identifier') {
    const effects = node.type === 'NewExpression' ? constructors : calls
    const effect = Object.hasOwn(effects, callee.name) ? effects[callee.name] : undefined
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
