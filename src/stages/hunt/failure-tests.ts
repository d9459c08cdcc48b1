import type {CallExpression, Node} from '@oxc-project/types'
import type {Facts, ModuleAst, ModuleId} from '../../facts/facts.ts'
import {isCall} from '../../syntax/call-name.ts'
import {walk} from '../../syntax/walk.ts'
import type {Reach} from './reach.ts'

/** A case of a test file: the text of one `it(…)` or `test(…)`. */
interface Case {
  readonly path: ModuleId
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/** Cases that look at what happens when something fails, comes twice or comes at once. */
const FAILURE =
  /\.rejects\b|toThrow|mockReject|\bthrows\(|assert\.rejects|Promise\.(?:all|allSettled|race)\(|twice|concurrent|simultaneous|reject(?:s|ed|ion)|\bfails?\b|\berrors?\b/i

/** Finds the case that exercises a symbol on a path of failure. */
export type FailureTests = (path: ModuleId, symbol: string) => {path: ModuleId; line: number} | undefined

/**
 * Reads tests when they are first asked for. A case counts when its module loads the symbol's, its text names the symbol, and it
 * speaks of rejection, errors, or calls at once. What it asserts of this path is not proven.
 */
export function readFailureTests(facts: Facts, reach: Reach): FailureTests {
  const cases = new Map<ModuleId, readonly Case[]>()
  const casesOf = (test: ModuleId) => {
    const known = cases.get(test) ?? readCases(facts.ast(test))
    cases.set(test, known)
    return known
  }
  return (path, symbol) => {
    const name = symbol.slice(symbol.lastIndexOf('.') + 1).replace(/^#/, '')
    if (symbol === 'module' || name === 'constructor') return undefined
    const named = new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`)
    for (const test of reach.testsOf(path)) {
      const found = casesOf(test).find(one => named.test(one.text) && FAILURE.test(one.text))
      if (found) return {path: found.path, line: found.line}
    }
    return undefined
  }
}

function readCases(ast: ModuleAst | undefined): Case[] {
  const cases: Case[] = []
  if (ast)
    walk(ast.program, node => {
      if (!isCase(node)) return undefined
      cases.push({path: ast.path, line: ast.lineOf(node.start), text: ast.text.slice(node.start, node.end)})
      return 'skip'
    })
  return cases
}

function isCase(node: Node): node is CallExpression {
  return (
    isCall(node) &&
    node.callee.type === 'Identifier' &&
    /^(?:it|test|specify)$/.test(node.callee.name) &&
    node.arguments.length > 1
  )
}
