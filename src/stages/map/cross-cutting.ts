import type {EnvironmentRow} from '../../artifacts/architecture.ts'
import {compareText, sortedUnique} from '../../base/compare.ts'
import type {ExternalUse, Facts, ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'
import {nameOf} from './export-list.ts'
import {type Effect, findGlobalEffects} from './global-effects.ts'
import {countImports} from './import-counts.ts'
import {knownClients} from './known-clients.ts'
import {nameUsers} from './name-users.ts'

const maximumBullets = 8

/** Built-ins through which a module reaches outside of the process. */
const effects: readonly (readonly [string, readonly string[]])[] = [
  ['Built-ins for files', ['node:fs', 'node:fs/promises']],
  [
    'Built-ins for the network',
    ['node:net', 'node:http', 'node:https', 'node:http2', 'node:tls', 'node:dgram', 'node:dns']
  ],
  ['Built-ins for processes and threads', ['node:child_process', 'node:cluster', 'node:worker_threads']]
]

/** Declarations that most modules import, at most eight, most first; two importers at least. */
export function findMostImported(facts: Facts): string[] {
  const named = [...countImports(facts).bySymbol].flatMap(([id, uses]) => {
    const name = nameOf(facts.symbol(id))
    return name === undefined || uses < 2 ? [] : [{name, uses}]
  })
  const sorted = named.sort((a, b) => b.uses - a.uses || compareText(a.name, b.name)).map(({name}) => name)
  return [...new Set(sorted)].slice(0, maximumBullets)
}

/** Effects, stores, services and packages by who uses them, one Markdown sentence each. */
export function findCrossCutting(facts: Facts, components: readonly Component[]): string[] {
  const homeOf = homes(components)
  const uses = facts.externals.filter(({from, test, typeOnly}) => !test && !typeOnly && homeOf.has(from))
  const globals = findGlobalEffects([...homeOf.keys()].sort(compareText), facts)
  return [
    ...effectSentences(uses, components),
    ...globalSentences(globals, components),
    ...clientSentences(uses, components),
    ...packageSentence(uses)
  ]
}

function effectSentences(uses: readonly ExternalUse[], components: readonly Component[]): string[] {
  return effects.flatMap(([title, names]) => {
    const users = uses.filter(({name}) => names.includes(name)).map(({from}) => from)
    return users.length === 0 ? [] : [`${title} are imported by ${nameUsers(users, components)}.`]
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
  components: readonly Component[]
): string[] {
  return (Object.keys(effectTitles) as Effect[]).flatMap(effect => {
    const users = globals.get(effect) ?? []
    return users.length === 0 ? [] : [`${effectTitles[effect]} ${nameUsers(users, components)}.`]
  })
}

function clientSentences(uses: readonly ExternalUse[], components: readonly Component[]): string[] {
  const clients = sortedUnique(uses.map(({name}) => name)).filter(name => knownClients.has(name))
  if (clients.length === 0) return ['Stores and remote services: no known client of either is imported.']
  return clients.map(name => {
    const users = uses.filter(use => use.name === name)
    return `${knownClients.get(name)}: client \`${name}\`, imported by ${nameUsers(
      users.map(({from}) => from),
      components
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
