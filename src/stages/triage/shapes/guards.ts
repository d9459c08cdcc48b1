import type {IfStatement, Node} from '@oxc-project/types'
import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol} from '../../../facts/facts.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {walk} from '../../../syntax/walk.ts'
import {type ConditionNames, namesOfCondition} from './condition-names.ts'
import type {SymbolSyntax} from './function-of.ts'

/** A condition under which a function goes no further: `if (isAuthError(error)) throw error`. */
export interface Guard extends ConditionNames {
  readonly symbol: DeclaredSymbol
  readonly path: string
  /** 1-based, of the condition. */
  readonly line: number
  /** The condition as it is written, its first line. */
  readonly text: string
  readonly exit: 'throws' | 'returns' | 'goes on' | 'leaves'
  /** Name of what is gone through one by one around it, if it is: `peers`. */
  readonly loopOver?: string
  /** The branch that it takes. */
  readonly branch: Node
}

/** The guards of a function in source order. Conditions look through the predicates they call. */
export function readGuards({symbol, node, ast}: SymbolSyntax, world: World): Guard[] {
  const guards: Guard[] = []
  walk(node, (each, ancestors) => {
    if (each.type !== 'IfStatement' || !isExit(each.consequent)) return
    const loop = ancestors.findLast(outer => outer.type === 'ForOfStatement')
    guards.push({
      symbol,
      path: symbol.path,
      line: ast.lineOf(each.start),
      text: ast.text.slice(each.test.start, each.test.end).split('\n')[0] ?? '',
      exit: exitOf(each),
      branch: each.consequent,
      ...(loop?.type === 'ForOfStatement' && loop.right.type === 'Identifier'
        ? {loopOver: loop.right.name}
        : {}),
      ...namesOfCondition(each.test, symbol.path, world)
    })
  })
  return guards
}

function exitOf({consequent}: IfStatement): Guard['exit'] {
  let exit: Guard['exit'] = 'leaves'
  walk(consequent, node => {
    if (isFunction(node)) return 'skip'
    if (node.type === 'ThrowStatement') exit = 'throws'
    if (node.type === 'ReturnStatement' && exit !== 'throws') exit = 'returns'
    if (node.type === 'ContinueStatement' && exit === 'leaves') exit = 'goes on'
    return undefined
  })
  return exit
}
