import type {CallExpression, NewExpression} from '@oxc-project/types'
import {compareBy} from '../base/compare.ts'
import type {Facts, ModuleAst, ModuleId, SymbolId} from '../facts/facts.ts'
import {memberPath} from '../syntax/member-path.ts'
import {readParents} from '../syntax/parents.ts'
import {propertyName} from '../syntax/property-name.ts'
import {symbolName} from '../syntax/symbol-name.ts'
import {unwrap} from '../syntax/unwrap.ts'
import {walk} from '../syntax/walk.ts'
import type {EffectKind} from './effect-kind.ts'
import {type OutsideCalls, outsideCalls} from './outside-calls.ts'

/** A call that reaches outside of the program. */
export interface EffectSite {
  /** The declaration that holds the call. */
  readonly owner: SymbolId
  readonly kind: EffectKind
  /** What is called, as written: `fs.promises.readFile`. */
  readonly name: string
  readonly path: ModuleId
  /** 1-based. */
  readonly line: number
}

const known = new WeakMap<Facts, readonly EffectSite[]>()

/**
 * Calls of built-ins, known clients and globals in production code, sorted by path, line, name. A lower bound: a client that comes
 * through a parameter without a type, or from a package that is not known, is not seen.
 */
export function findEffectSites(facts: Facts): readonly EffectSite[] {
  const sites = known.get(facts) ?? readSites(facts)
  known.set(facts, sites)
  return sites
}

function readSites(facts: Facts): EffectSite[] {
  const calls = outsideCalls(facts)
  return facts.modules
    .filter(({id, role}) => role === 'source' && calls.mayReach(id))
    .flatMap(({id}) => {
      const ast = facts.ast(id)
      return ast ? sitesIn(ast, calls, facts) : []
    })
    .sort(
      compareBy(
        ({path}) => path,
        ({line}) => line,
        ({name}) => name
      )
    )
}

function sitesIn(ast: ModuleAst, calls: OutsideCalls, facts: Facts): EffectSite[] {
  const parents = readParents(ast.program)
  const sites: EffectSite[] = []
  walk(ast.program, node => {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
    const kind = calls.effectOf(ast, node)
    if (!kind) return
    const owner = ownerOf(symbolName(node, parents), ast.path, facts)
    sites.push({owner, kind, name: nameOf(node, ast), path: ast.path, line: ast.lineOf(node.start)})
  })
  return sites
}

/** As facts name it; a constructor belongs to its class. */
function ownerOf(name: string, path: ModuleId, facts: Facts): SymbolId {
  const holder = name.split('.')[0] ?? ''
  return [name, holder].map(each => `${path}#${each}`).find(id => facts.symbol(id)) ?? `${path}#`
}

const longestName = 40

/** What is called, as written; its last name where that is long or spans lines. */
function nameOf({callee}: CallExpression | NewExpression, ast: ModuleAst): string {
  const written = memberPath(callee) ?? ast.text.slice(callee.start, callee.end)
  if (written.length <= longestName && !/\s/.test(written)) return written
  return propertyName(unwrap(callee)) ?? ''
}
