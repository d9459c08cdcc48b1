import type {Node} from '@oxc-project/types'
import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol, ImportedName, ModuleId} from '../../../facts/facts.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {type Binding, exportedFrom, toBindings} from './bindings.ts'
import {resolveSpecifier} from './resolve-specifier.ts'

const loader = /\b(?:importActual|requireActual|proxyquire|esmock|rewire)\b/

/** The tests that load a module by other means than an import, by module. */
export function readLoaders(world: World, tests: Iterable<ModuleId>): Map<ModuleId, ModuleId[]> {
  const loaders = new Map<ModuleId, ModuleId[]>()
  for (const path of tests) {
    const ast = loader.test(world.repo.read(path) ?? '') ? world.facts.ast(path) : undefined
    if (!ast) continue
    walk(ast.program, node => {
      const load = loadOf(node)
      const target = load?.actual ? resolveSpecifier(path, load.specifier, world) : undefined
      if (target !== undefined) loaders.set(target, [...(loaders.get(target) ?? []), path])
    })
  }
  return loaders
}

/** `vi.importActual('./x')`, `proxyquire('./x', …)`, and an assignment `lock = await import('./x')`: loads that are no edges with names. */
export function loadedBindings(path: ModuleId, symbol: DeclaredSymbol, world: World): Binding[] {
  const text = world.repo.read(path) ?? ''
  const ast =
    loader.test(text) || /[^=]=\s*(?:await\s+)?(?:import|require)\s*\(/.test(text)
      ? world.facts.ast(path)
      : undefined
  if (!ast) return []
  const bindings: Binding[] = []
  walk(ast.program, node => {
    const [target, value] =
      node.type === 'VariableDeclarator'
        ? [node.id, node.init]
        : node.type === 'AssignmentExpression'
          ? [node.left, node.right]
          : []
    const load = value ? loadOf(value) : undefined
    if (!target || !load || (node.type === 'VariableDeclarator' && !load.actual)) return
    const to = resolveSpecifier(ast.path, load.specifier, world)
    if (to === undefined) return
    const {names, through} = exportedFrom(to, symbol, world)
    const taken = takenBy(target)
    bindings.push(
      ...taken.flatMap(name =>
        toBindings(name, names, through, true).map(each => ({...each, actual: load.actual}))
      )
    )
  })
  return bindings
}

function takenBy(target: Node): ImportedName[] {
  if (target.type === 'Identifier') return [{imported: '*', local: target.name, typeOnly: false}]
  if (target.type !== 'ObjectPattern') return []
  return target.properties.flatMap(property => {
    const imported = propertyName(property)
    const value = property.type === 'Property' ? property.value : undefined
    return imported !== undefined && value?.type === 'Identifier'
      ? [{imported, local: value.name, typeOnly: false}]
      : []
  })
}

function loadOf(written: Node): {specifier: string; actual: boolean} | undefined {
  const node = unwrap(written)
  if (node.type === 'AwaitExpression') return loadOf(node.argument)
  if (node.type === 'ImportExpression') return toLoad(stringValue(node.source), false)
  if (!isCall(node)) return undefined
  const name = memberPath(node.callee) ?? ''
  if (name === 'require') return toLoad(stringValue(node.arguments[0]), false)
  return /(?:^|\.)(?:importActual|requireActual)$|^(?:proxyquire|esmock|rewire)(?:\.\w+)*$/.test(name)
    ? toLoad(stringValue(node.arguments[0]), true)
    : undefined
}

function toLoad(
  specifier: string | undefined,
  actual: boolean
): {specifier: string; actual: boolean} | undefined {
  return specifier === undefined ? undefined : {specifier, actual}
}
