import type {CallExpression, Class, NewExpression, Node} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {ModuleAst} from '../../facts.ts'
import type {RawRegistration} from '../../file-facts.ts'
import type {Origins} from './origins.ts'

/** A call or a class that may hang a handler on something. */
export interface Candidate<T extends Node = CallExpression | NewExpression> {
  readonly node: T
  /** Nearest last. */
  readonly ancestors: readonly Node[]
}

export interface RuleContext {
  readonly ast: ModuleAst
  readonly origins: Origins
}

/** What a call registers; nothing when it is none of the rule's. */
export type CallRule = (call: Candidate, context: RuleContext) => readonly RawRegistration[]
/** What a class registers. */
export type ClassRule = (node: Class, context: RuleContext) => readonly RawRegistration[]

const longestText = 40

/** The source text of an object on one line; undefined when it is too long to show. */
export function shownText(node: Node, ast: ModuleAst): string | undefined {
  const text = ast.text
    .slice(node.start, node.end)
    .replace(/\s*\n\s*(?=\??\.)/g, '')
    .replace(/\s+/g, ' ')
  return text.length > longestText ? undefined : text
}

/** The object that a chain of calls begins with: `app` for `app.get(…).post(…)`. */
export function chainRoot(node: Node): Node {
  let root = unwrap(node)
  for (;;) {
    const callee = root.type === 'CallExpression' ? unwrap(root.callee) : undefined
    if (callee?.type !== 'MemberExpression') return root
    root = unwrap(callee.object)
  }
}

/** The names of the calls that follow on a call: `['description', 'action']`. */
export function callsAfter({node, ancestors}: Candidate): string[] {
  const names: string[] = []
  let value: Node = node
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const parent = ancestors[index]
    if (parent?.type === 'CallExpression' && parent.callee === value) names.push(callName(parent) ?? '')
    else if (
      parent?.type !== 'ChainExpression' &&
      !(parent?.type === 'MemberExpression' && parent.object === value)
    )
      return names
    value = parent
  }
  return names
}

/** Where a call is named: its method on a chain may stand lines below the chain's begin. */
export function lineOfCall({node}: Pick<Candidate, 'node'>, ast: ModuleAst): number {
  const callee = unwrap(node.callee)
  return ast.lineOf(callee.type === 'MemberExpression' ? callee.property.start : node.start)
}

/** `app` for `app.get()`, the function's name for a plain call or a constructor. */
export function objectText({node}: Pick<Candidate, 'node'>, ast: ModuleAst): string {
  const callee = unwrap(node.callee)
  const object = callee.type === 'MemberExpression' && node.type === 'CallExpression' ? callee.object : callee
  return shownText(chainRoot(object), ast) ?? callName(node) ?? ''
}

/** A handler as it stands in an argument: a function, or what may hold one. */
export function isHandler(node: Node): boolean {
  return ['ArrowFunctionExpression', 'FunctionExpression', 'Identifier', 'MemberExpression'].includes(
    unwrap(node).type
  )
}

export function isInlineFunction(node: Node | undefined): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'
}
