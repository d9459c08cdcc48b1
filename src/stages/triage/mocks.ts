import type {World} from '../../claims/world.ts'
import type {ModuleAst, ModuleId} from '../../facts/facts.ts'
import {walk} from '../../syntax/walk.ts'

/** Modules that a test file replaces with `vi.mock`, `jest.mock`, `mock.module` and the like; partly replaced counts as replaced. */
export function mockedModules(ast: ModuleAst, world: World): Set<ModuleId> {
  const mocked = new Set<ModuleId>()
  walk(ast.program, node => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
    const object = node.callee.object.type === 'Identifier' ? node.callee.object.name : ''
    const method = (node.callee.property as {name?: string}).name ?? ''
    if (
      !/^(?:vi|vitest|jest|mock|td)$/.test(object) ||
      !/^(?:mock|doMock|unstable_mockModule|module|replaceEsm|setMock)$/.test(method)
    )
      return
    const specifier = literalOf(node.arguments[0])
    const target = specifier === undefined ? undefined : targetOf(ast.path, specifier, world)
    if (target) mocked.add(target)
  })
  return mocked
}

/** `vi.mock('./a')` and `vi.mock(import('./a'))`. */
function literalOf(node: unknown): string | undefined {
  const {type, value, source} = (node ?? {}) as {type?: string; value?: unknown; source?: unknown}
  if (type === 'Literal' && typeof value === 'string') return value
  return type === 'ImportExpression' ? literalOf(source) : undefined
}

function targetOf(from: ModuleId, specifier: string, world: World): ModuleId | undefined {
  const edge = world.facts.imports.find(edge => edge.from === from && edge.specifier === specifier)
  return edge?.to ?? relativeTarget(from, specifier, world)
}

function relativeTarget(from: ModuleId, specifier: string, world: World): ModuleId | undefined {
  if (!specifier.startsWith('.')) return undefined
  const parts = from.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  const path = parts.join('/')
  const stem = path.replace(/\.[cm]?js$/, '')
  const candidates = [
    path,
    ...['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx'].flatMap(end => [stem + end, `${stem}/index${end}`])
  ]
  return candidates.find(candidate => world.facts.module(candidate) !== undefined)
}
