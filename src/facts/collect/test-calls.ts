import type {Node} from '@oxc-project/types'
import {isTestName} from '../../repo/file-name.ts'
import {requireArgument, stringOf} from '../literal.ts'
import type {Collector, StartCollector} from './collector.ts'

const starters = new Set(['describe', 'it', 'test', 'suite', 'bench', 'Deno', 'QUnit'])
const frameworks =
  /^(?:node:test|(?:node:)?assert|bun:test|vitest|jest|mocha|ava|tap|tape|uvu|chai|expect|@(?:jest|vitest|playwright|cypress|japa)\/.*)(?:\/.*)?$/

/**
 * Whether a module calls a test framework's functions, or imports a framework or its assertions. Asked of modules that
 * are named like tests; of others it is false.
 */
export const startTestCalls: StartCollector<boolean> = ast =>
  isTestName(ast.path) ? createCollector() : {nothing: false}

function createCollector(): Collector<boolean> {
  let found = false
  return {
    visit(node) {
      found ||= isTestCall(node) || frameworks.test(specifierOf(node) ?? '')
      return found ? 'skip' : undefined
    },
    result: () => found
  }
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
