import type {Node} from '@oxc-project/types'
import {walk} from '../../syntax/walk.ts'
import type {ModuleAst} from '../facts.ts'
import type {Collector, StartCollector} from './collector.ts'

type Starters<T> = {readonly [Key in keyof T]: StartCollector<T[Key]>}

/** Runs all collectors that have something to look for on one walk; without any the tree is not walked. */
export function collect<T extends object>(ast: ModuleAst, starters: Starters<T>): T {
  const keys = Object.keys(starters) as (keyof T)[]
  const started = keys.map(key => starters[key](ast))
  const active = started.flatMap(each => ('visit' in each ? toWalker(each) : []))
  if (active.length > 0) walkTogether(ast.program, active)
  const results = started.map(each => ('visit' in each ? each.result() : each.nothing))
  return Object.fromEntries(keys.map((key, index) => [key, results[index]])) as T
}

/** A collector, and the depth of the node whose children it leaves out. */
interface Walker {
  readonly visit: Collector<unknown>['visit']
  skips: number
}

function toWalker({visit}: Collector<unknown>): Walker {
  return {visit, skips: Number.POSITIVE_INFINITY}
}

function walkTogether(program: Node, walkers: readonly Walker[]): void {
  walk(program, (node, ancestors) => {
    const depth = ancestors.length
    let goesOn = false
    for (const walker of walkers) {
      if (depth > walker.skips) continue
      walker.skips = walker.visit(node, ancestors) === 'skip' ? depth : Number.POSITIVE_INFINITY
      goesOn ||= walker.skips > depth
    }
    return goesOn ? undefined : 'skip'
  })
}
