import type {Node} from '@oxc-project/types'
import {isTestName} from '../repo/file-name.ts'
import type {Layout} from '../repo/layout.ts'
import {walk} from '../syntax/walk.ts'
import type {ModuleAst, ModuleId} from './facts.ts'
import {requireArgument, stringOf} from './literal.ts'

/**
 * The layout in which a module that is only named like a test is a source: one that a source imports and that tests
 * nothing. `url.test.js` may as well be a predicate.
 */
export function withoutMisnamedTests(
  layout: Layout,
  ids: readonly ModuleId[],
  importsOf: (id: ModuleId) => readonly ModuleId[],
  astOf: (id: ModuleId) => ModuleAst | undefined
): Layout {
  const named = new Set(ids.filter(id => isTestName(id) && layout.roleOf(id) === 'test'))
  if (named.size === 0) return layout
  const imported = ids.filter(id => layout.roleOf(id) === 'source').flatMap(importsOf)
  const sources = new Set(
    imported.filter(id => {
      const ast = named.has(id) ? astOf(id) : undefined
      return ast !== undefined && !holdsTests(ast)
    })
  )
  return {...layout, roleOf: path => (sources.has(path) ? 'source' : layout.roleOf(path))}
}

const starters = new Set(['describe', 'it', 'test', 'suite', 'bench', 'Deno', 'QUnit'])
const frameworks =
  /^(?:node:test|(?:node:)?assert|bun:test|vitest|jest|mocha|ava|tap|tape|uvu|chai|expect|@(?:jest|vitest|playwright|cypress|japa)\/.*)(?:\/.*)?$/

/** Whether a module calls a test framework's functions, or imports a framework or its assertions. */
function holdsTests({program}: ModuleAst): boolean {
  let found = false
  walk(program, node => {
    found ||= isTestCall(node) || frameworks.test(specifierOf(node) ?? '')
    return found ? 'skip' : undefined
  })
  return found
}

/** `test('…')`, `describe.each(…)('…')`. */
function isTestCall(node: Node): boolean {
  if (node.type !== 'CallExpression') return false
  let callee: Node = node.callee
  while (callee.type === 'MemberExpression' || callee.type === 'CallExpression')
    callee = callee.type === 'MemberExpression' ? callee.object : callee.callee
  return callee.type === 'Identifier' && starters.has(callee.name)
}

function specifierOf(node: Node): string | undefined {
  return node.type === 'ImportDeclaration' ? node.source.value : stringOf(requireArgument(node))
}
