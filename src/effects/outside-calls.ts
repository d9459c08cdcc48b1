import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import type {Facts, ModuleAst, ModuleId} from '../facts/facts.ts'
import {readParents} from '../syntax/parents.ts'
import {effectOfCall, hasEffects, type PackageValue} from './effect-calls.ts'
import type {EffectKind} from './effect-kind.ts'
import {effectOfGlobal} from './global-effects.ts'
import {findHeldValues} from './held-values.ts'
import {createModuleFacts, readImportValues} from './import-values.ts'
import {createValues, type Values} from './values.ts'

/** What expressions stand for and where calls lead, asked node by node. A lower bound, as of {@link findEffectSites}. */
export interface OutsideCalls {
  /** Whether a module can hold a call that leads outside: a cheap question before its tree is asked for. */
  mayReach(id: ModuleId): boolean
  /** What an expression stands for, as far as it comes from a package or a built-in. */
  valueOf(ast: ModuleAst, expression: Node): PackageValue | undefined
  /** Where a call leads to outside of the program. */
  effectOf(ast: ModuleAst, call: CallExpression | NewExpression): EffectKind | undefined
}

const known = new WeakMap<Facts, OutsideCalls>()

/** The calls of a repository that reach outside; clients that modules hand on are looked for once. */
export function outsideCalls(facts: Facts): OutsideCalls {
  const calls = known.get(facts) ?? create(facts)
  known.set(facts, calls)
  return calls
}

function create(facts: Facts): OutsideCalls {
  const moduleFacts = createModuleFacts(facts)
  const held = findHeldValues(facts, moduleFacts)
  const globals = new Set(facts.effects.filter(({effect}) => effect === 'network').map(({path}) => path))
  const byModule = new Map<ModuleId, {readonly ast: ModuleAst; readonly values: Values}>()
  const valuesOf = (ast: ModuleAst): Values => {
    const read = byModule.get(ast.path)
    if (read?.ast === ast) return read.values
    const values = createValues(ast, readParents(ast.program), readImportValues(ast, moduleFacts, held))
    byModule.set(ast.path, {ast, values})
    return values
  }
  return {
    mayReach: id =>
      globals.has(id) ||
      moduleFacts.heldBy(id, held).length > 0 ||
      [...moduleFacts.packages(id).values()].some(hasEffects),
    valueOf: (ast, expression) => valuesOf(ast).of(expression),
    effectOf(ast, call) {
      const values = valuesOf(ast)
      const value = values.of(call.callee)
      if (value) return effectOfCall(value, call.type === 'NewExpression')
      const found = effectOfGlobal(call)
      return found && values.isGlobal(found.root) ? found.kind : undefined
    }
  }
}
