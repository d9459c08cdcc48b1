import type {Node} from '@oxc-project/types'
import type {Facts, ModuleAst, ModuleId} from '../../../facts/facts.ts'
import {callName} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {walk} from '../../../syntax/walk.ts'

/** 1-based, both included. */
export interface Lines {
  readonly startLine: number
  readonly endLine: number
}

/** Whether a line stands in a function that its surroundings only make; `within` looks at functions inside of some lines alone. */
export type IsDeferred = (path: ModuleId, line: number, within?: Lines) => boolean

/** Reads each module once, when it is first asked about. */
export function createIsDeferred(facts: Facts): IsDeferred {
  const known = new Map<ModuleId, readonly Lines[]>()
  const linesOf = (path: ModuleId) => {
    const ast = known.has(path) ? undefined : facts.ast(path)
    const lines = known.get(path) ?? (ast ? deferredLines(ast) : [])
    known.set(path, lines)
    return lines
  }
  return (path, line, within) =>
    linesOf(path).some(
      ({startLine, endLine}) =>
        line >= startLine && line <= endLine && (!within || isInside({startLine, endLine}, within))
    )
}

/** What takes all of the lines is the code that they are about. */
function isInside(inner: Lines, outer: Lines): boolean {
  const isSame = inner.startLine === outer.startLine && inner.endLine === outer.endLine
  return !isSame && inner.startLine >= outer.startLine && inner.endLine <= outer.endLine
}

/**
 * Functions that are given back or kept in an object, so that to run what is around them does not run them: `return () => …`,
 * `return {read() {…}}`, `this.make = () => …`, `useCallback(() => …)`. What is handed to any other call is taken to be called.
 */
export function deferredLines(ast: ModuleAst): Lines[] {
  const found: Lines[] = []
  walk(ast.program as unknown as Node, (node, ancestors) => {
    if (!isFunction(node) || !isKept(node, ancestors)) return undefined
    found.push({startLine: ast.lineOf(node.start), endLine: ast.lineOf(node.end)})
    return 'skip'
  })
  return found
}

function isKept(node: Node, ancestors: readonly Node[]): boolean {
  let value = node
  let isHeld = false
  for (const parent of [...ancestors].reverse()) {
    if (parent.type === 'ReturnStatement') return true
    if (parent.type === 'ArrowFunctionExpression') return parent.body === value
    if (parent.type === 'AssignmentExpression') return isHeld || isKeptMember(parent.left)
    if (parent.type === 'VariableDeclarator') return isHeld
    if (parent.type === 'ExportDefaultDeclaration') return isHeld
    if (parent.type === 'CallExpression') return wrappers.has(callName(parent) ?? '')
    if (!holders.has(parent.type)) return false
    isHeld ||= parent.type === 'ObjectExpression' || parent.type === 'ArrayExpression'
    value = parent
  }
  return false
}

/** `this.make = () => …`; what a module exports is a declaration, and `socket.onmessage = …` is how a callback is given. */
function isKeptMember(left: Node): boolean {
  if (left.type !== 'MemberExpression') return false
  const path = memberPath(left) ?? ''
  return !/^(?:module\.)?exports\b/.test(path) && !/\.on[a-z]+$/i.test(path)
}

/** Functions that give back a function which runs the one that they are given. */
const wrappers: ReadonlySet<string> = new Set([
  'debounce',
  'memoize',
  'once',
  'throttle',
  'useCallback',
  'useEffectEvent',
  'useEvent'
])

/** What hands a value on as it is, alone or among others. */
const holders: ReadonlySet<string> = new Set([
  'ArrayExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'ObjectExpression',
  'Property',
  'SpreadElement',
  'TSAsExpression',
  'TSSatisfiesExpression'
])
