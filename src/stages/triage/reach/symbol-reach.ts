import type {ReachingTest} from '../../../artifacts/triage-row.ts'
import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol, ModuleId} from '../../../facts/facts.ts'
import type {Binding} from './bindings.ts'
import type {Content} from './content.ts'
import {createUses} from './find-uses.ts'
import {isReal, type Step} from './is-real.ts'
import type {Readings} from './readings.ts'
import type {Field} from './tables.ts'

/** Calls of calls say little soon: beyond this many functions of the program nothing is followed. */
const maximumSteps = 4
const maximumCallers = 300

/**
 * The tests that run a symbol, those that call it themselves first, then by ever longer chains. Functions of the program on the way must
 * call on without a condition; helpers of tests may. A lower bound.
 */
export function createSymbolReach(
  world: World,
  readings: Readings
): (symbol: DeclaredSymbol) => ReachingTest[] {
  const {facts} = world
  const {usersOf, namesIn, mayUse, usedBy, heirsOf} = createUses(world, readings)

  return asked => {
    const found: ReachingTest[] = []
    const target = withoutConstructor(asked)
    const seen = new Set<string>([target.id])
    let steps: Step[] = [target, ...heirsOf(target)].map(symbol => ({symbol, chain: [target], through: []}))
    for (let depth = 0; depth <= maximumSteps && steps.length > 0; depth++) {
      found.push(...steps.flatMap(testsOf))
      if (found.length > 0) return found
      steps = steps.flatMap(step => callersOf(step, seen)).slice(0, maximumCallers)
    }
    return found
  }

  function testsOf(step: Step): ReachingTest[] {
    return usersOf(step.symbol)
      .filter(path => readings.tests.has(path))
      .flatMap(path => {
        const bindings = namesIn(path, step.symbol).filter(binding =>
          isReal(readings.mocks(path), step, binding)
        )
        if (!mayUse(path, step.symbol, bindings)) return []
        return readings
          .bodies(path)
          .filter(body => usedBy(body, path, step.symbol, bindings) !== undefined)
          .map(body => ({path, line: body.line, chain: chainOf(path, step, bindings[0])}))
      })
  }

  /** The functions that call a symbol: any of a test's helpers, those of the program when they do so on every run. */
  function callersOf(step: Step, seen: Set<string>): Step[] {
    return usersOf(step.symbol).flatMap(path => {
      const bindings = namesIn(path, step.symbol)
      if (!mayUse(path, step.symbol, bindings)) return []
      const isHelper = facts.module(path)?.role !== 'source'
      const direct = [...readings.units(path)].flatMap(([name, content]) => {
        const caller = facts.symbol(`${path}#${name}`)
        if (!caller || seen.has(caller.id)) return []
        const always = usedBy(content, path, step.symbol, bindings) ?? usedByKin(content, caller, step.symbol)
        if (always === undefined || !(always || isHelper)) return []
        seen.add(caller.id)
        const through = bindings[0]?.through ?? []
        const next = {symbol: caller, chain: [caller, ...step.chain], through: [...through, ...step.through]}
        const component = name.endsWith('.render') ? facts.symbol(`${path}#${name.split('.')[0]}`) : undefined
        // A component of a class runs `render` when it is rendered.
        return component ? [next, {...next, symbol: component}] : [next]
      })
      const fields = readings.fields(path).filter(({names}) => bindings.some(({local}) => names.has(local)))
      return [...direct, ...fields.flatMap(field => callersThrough(field, path, step, seen))]
    })
  }

  /** The functions that go through a table and call what its entries hold in a field. */
  function callersThrough({table, field}: Field, path: ModuleId, step: Step, seen: Set<string>): Step[] {
    const held = facts.symbol(`${path}#${table}`)
    if (!held) return []
    return usersOf(held).flatMap(user => {
      const locals = namesIn(user, held).map(({local}) => local)
      if (!world.repo.read(user)?.includes(field)) return []
      return [...readings.units(user)].flatMap(([name, {reads, members}]) => {
        const caller = facts.symbol(`${user}#${name}`)
        if (!caller || seen.has(caller.id) || !locals.some(local => reads.has(local))) return []
        if (![...members].some(([call, always]) => always && call.endsWith(`.${field}`))) return []
        seen.add(caller.id)
        return [{symbol: caller, chain: [caller, ...step.chain], through: step.through}]
      })
    })
  }

  /** A constructor runs when its class is made. */
  function withoutConstructor(symbol: DeclaredSymbol): DeclaredSymbol {
    if (!symbol.name.endsWith('.constructor')) return symbol
    return facts.symbol(symbol.id.slice(0, -'.constructor'.length)) ?? symbol
  }
}

/** A member called by another of its class, as `this.release()`. */
function usedByKin(
  {members}: Content,
  caller: DeclaredSymbol,
  {path, name}: DeclaredSymbol
): boolean | undefined {
  const [owner, member] = name.split('.')
  const isKin = member !== undefined && caller.path === path && caller.name.split('.')[0] === owner
  return isKin ? members.get(`this.${member}`) : undefined
}

function chainOf(path: ModuleId, {chain}: Step, binding: Binding | undefined): string[] {
  return [path, ...(binding?.through ?? []), ...chain.map(({id}) => id)]
}
