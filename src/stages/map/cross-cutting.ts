import type {EnvironmentRow} from '../../artifacts/architecture.ts'
import {compareText, sortedUnique} from '../../base/compare.ts'
import type {ExternalUse, Facts, ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'
import {type Effect, findGlobalEffects} from './global-effects.ts'
import {knownClients} from './known-clients.ts'

const namedComponents = 4
const maximumBullets = 8

/** Built-ins through which a module reaches outside of the process. */
const effects: readonly (readonly [string, readonly string[]])[] = [
  ['Files', ['node:fs', 'node:fs/promises']],
  ['Network', ['node:net', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns']],
  ['Processes', ['node:child_process', 'node:cluster', 'node:worker_threads']]
]

/** Exported names by the number of modules that import them, at most eight, most first; two importers at least. */
export function findMostImported(facts: Facts): string[] {
  const importers = new Map<string, Set<string>>()
  for (const edge of facts.imports) {
    if (edge.test || edge.kind === 'reexport') continue
    for (const {imported} of edge.names) {
      if (imported === '*' || imported === 'default') continue
      importers.set(imported, (importers.get(imported) ?? new Set()).add(edge.from))
    }
  }
  return [...importers]
    .filter(([, modules]) => modules.size > 1)
    .sort(([a, left], [b, right]) => right.size - left.size || compareText(a, b))
    .slice(0, maximumBullets)
    .map(([name]) => name)
}

/** Effects, stores, services and packages by who uses them, one Markdown sentence each. */
export function findCrossCutting(facts: Facts, components: readonly Component[]): string[] {
  const homeOf = homes(components)
  const uses = facts.externals.filter(({from, test, typeOnly}) => !test && !typeOnly && homeOf.has(from))
  const globals = findGlobalEffects([...homeOf.keys()].sort(compareText), facts)
  return [
    ...effectSentences(uses, homeOf),
    ...globalSentences(globals, homeOf),
    ...clientSentences(uses, homeOf),
    ...packageSentence(uses)
  ]
}

function effectSentences(uses: readonly ExternalUse[], homeOf: ReadonlyMap<string, string>): string[] {
  return effects.flatMap(([title, names]) => {
    const users = uses.filter(({name}) => names.includes(name))
    return users.length === 0
      ? []
      : [
          `${title}: ${usersOf(
            users.map(({from}) => from),
            homeOf
          )}.`
        ]
  })
}

const effectTitles: Readonly<Record<Effect, string>> = {
  timers: 'Timers are set in',
  network: 'Connections through globals of the platform are made in',
  console: 'The console is written in',
  exit: 'The process is ended in'
}

function globalSentences(
  globals: ReadonlyMap<Effect, readonly ModuleId[]>,
  homeOf: ReadonlyMap<string, string>
): string[] {
  return (Object.keys(effectTitles) as Effect[]).flatMap(effect => {
    const users = globals.get(effect) ?? []
    return users.length === 0 ? [] : [`${effectTitles[effect]} ${usersOf(users, homeOf)}.`]
  })
}

function clientSentences(uses: readonly ExternalUse[], homeOf: ReadonlyMap<string, string>): string[] {
  const clients = sortedUnique(uses.map(({name}) => name)).filter(name => knownClients.has(name))
  if (clients.length === 0) return ['Stores and remote services: no known client of either is imported.']
  return clients.map(name => {
    const users = uses.filter(use => use.name === name)
    return `${knownClients.get(name)}: client \`${name}\`, imported by ${usersOf(
      users.map(({from}) => from),
      homeOf
    )}.`
  })
}

function packageSentence(uses: readonly ExternalUse[]): string[] {
  const counts = new Map<string, Set<string>>()
  for (const {name, from} of uses)
    if (!name.startsWith('node:') && !knownClients.has(name))
      counts.set(name, (counts.get(name) ?? new Set()).add(from))
  const names = [...counts]
    .sort(([a, left], [b, right]) => right.size - left.size || compareText(a, b))
    .map(([name]) => `\`${name}\``)
  if (names.length === 0) return []
  const shown = names.slice(0, maximumBullets)
  const rest = names.length > shown.length ? ' and others' : ''
  return [`Packages imported for values, most used first: ${shown.join(', ')}${rest}.`]
}

/** `a`, `b` and others: components, most imports first. */
function usersOf(modules: readonly ModuleId[], homeOf: ReadonlyMap<string, string>): string {
  const counts = new Map<string, number>()
  for (const from of modules) {
    const home = homeOf.get(from) ?? from
    counts.set(home, (counts.get(home) ?? 0) + 1)
  }
  const names = [...counts]
    .sort(([a, left], [b, right]) => right - left || compareText(a, b))
    .map(([path]) => `\`${path}\``)
  const shown = names.slice(0, namedComponents)
  return names.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ')
}

/** Environment variables of the sources by name. */
export function listEnvironment(facts: Facts): EnvironmentRow[] {
  const reads = facts.environment.filter(({test}) => !test)
  return sortedUnique(reads.map(({name}) => name)).map(name => {
    const own = reads.filter(read => read.name === name)
    const withDefault = own.filter(({hasDefault}) => hasDefault).length
    return {
      name,
      paths: sortedUnique(own.map(({path}) => path)),
      fallback: withDefault === 0 ? 'no' : withDefault === own.length ? 'yes' : 'some'
    }
  })
}
