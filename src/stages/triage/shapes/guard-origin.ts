import type {Node} from '@oxc-project/types'
import type {DeclaredSymbol} from '../../../facts/facts.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Context} from '../context.ts'
import {functionOf} from './function-of.ts'
import type {Guard} from './guards.ts'

/** Where what a guard compares with comes from. */
export interface Origin {
  readonly constant: string
  /** The function that throws it. */
  readonly symbol: DeclaredSymbol
  readonly line: number
  /** A parameter of the guarded function that the throwing one has too: what to vary. */
  readonly parameter: string
}

/** The function that throws one of the constants because of something that the guarded function is given under the same name. */
export function findOrigin(constants: readonly string[], guard: Guard, context: Context): Origin | undefined {
  const given = parametersOf(guard.symbol, context)
  const {facts, repo} = context.world
  for (const constant of constants)
    for (const symbol of facts.symbols) {
      if (!symbol.callable || facts.module(symbol.path)?.role !== 'source') continue
      if (!repo.read(symbol.path)?.includes(constant)) continue
      const parameter = parametersOf(symbol, context).find(name => given.includes(name))
      const line = parameter === undefined ? undefined : throwLine(symbol, constant, context)
      if (parameter !== undefined && line !== undefined) return {constant, symbol, line, parameter}
    }
  return undefined
}

/** The names of a function's parameters in order, `''` for a pattern. */
export function parametersOf(symbol: DeclaredSymbol, {world}: Context): string[] {
  return (functionOf(symbol, world)?.node.params ?? []).map(nameOfParameter)
}

function nameOfParameter(node: Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'AssignmentPattern') return nameOfParameter(node.left)
  return ''
}

function throwLine(symbol: DeclaredSymbol, constant: string, {world}: Context): number | undefined {
  const syntax = functionOf(symbol, world)
  let line: number | undefined
  if (syntax)
    walk(syntax.node, node => {
      if (line !== undefined || node.type !== 'ThrowStatement') return
      walk(node, each => {
        if (each.type === 'Identifier' && each.name === constant) line = syntax.ast.lineOf(node.start)
      })
    })
  return line
}
