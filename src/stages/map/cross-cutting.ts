import type {EnvironmentRow} from '../../artifacts/architecture.ts'
import {compareText, sortedUnique} from '../../base/compare.ts'
import type {ExternalUse, Facts, ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {findCrossCuttingModules} from './cross-cutting-modules.ts'
import {homes} from './dependencies.ts'
import {type DirectEffect, type EffectKind, findEffects} from './effects.ts'
import {nameOf} from './export-list.ts'
import {countImports} from './import-counts.ts'
import {knownClients} from './known-clients.ts'
import {nameUsers} from './name-users.ts'
import {listPure} from './pure-components.ts'
import type {PurposeSources} from './purpose.ts'

const maximumBullets = 8
/** How the sentence about packages begins. */
export const packagesTitle = 'Packages imported for values, most used first: '
const namedPure = 6

/** In this order. */
const effectTitles: Readonly<Record<EffectKind, string>> = {
  'file built-ins': 'Built-ins for files are imported by',
  'network built-ins': 'Built-ins for the network are imported by',
  'process built-ins': 'Built-ins for processes and threads are imported by',
  'timer built-ins': 'Built-ins for timers are imported by',
  timers: 'Timers are set in',
  network: 'Connections through globals of the platform are made in',
  console: 'The console is written in',
  exit: 'The process is ended in'
}

/** Functions and variables that most modules import, at most eight, most first; two importers at least. */
export function findMostImported(facts: Facts): string[] {
  const named = [...countImports(facts).bySymbol].flatMap(([id, uses]) => {
    const symbol = facts.symbol(id)
    const name = nameOf(symbol)
    const isValue = symbol?.kind === 'function' || symbol?.kind === 'variable'
    return name === undefined || !isValue || uses < 2 ? [] : [{name, uses}]
  })
  const sorted = named.sort((a, b) => b.uses - a.uses || compareText(a.name, b.name)).map(({name}) => name)
  return [...new Set(sorted)].slice(0, maximumBullets)
}

/** Effects, stores, services, packages and modules that many use, one Markdown sentence each. */
export function findCrossCutting(sources: PurposeSources, components: readonly Component[]): string[] {
  const {facts} = sources
  const homeOf = homes(components)
  const uses = facts.externals.filter(({from, test, typeOnly}) => !test && !typeOnly && homeOf.has(from))
  const effects = findEffects([...homeOf.keys()], facts)
  return [
    ...sharedSentence(findCrossCuttingModules(facts, components)),
    ...effectSentences(effects, components),
    ...pureSentence(listPure(components, sources), components),
    ...clientSentences(uses, components),
    ...packageSentence(uses)
  ]
}

function sharedSentence(modules: readonly ModuleId[]): string[] {
  if (modules.length === 0) return []
  const shown = modules.slice(0, maximumBullets).map(id => `\`${id}\``)
  const rest = modules.length > shown.length ? ' and others' : ''
  return [
    `More than half of the components import from each of these, types included: ${shown.join(', ')}${rest}.`
  ]
}

function effectSentences(effects: readonly DirectEffect[], components: readonly Component[]): string[] {
  return (Object.keys(effectTitles) as EffectKind[]).flatMap(kind => {
    const users = effects.filter(({effect}) => effect === kind).map(({path}) => path)
    return users.length === 0 ? [] : [`${effectTitles[kind]} ${nameUsers(users, components)}.`]
  })
}

function pureSentence(pure: readonly Component[], components: readonly Component[]): string[] {
  if (pure.length === 0) return []
  const shown = pure.slice(0, namedPure).map(({path, partial}) => `\`${path}\`${partial ? ' (rest)' : ''}`)
  const rest = pure.length > shown.length ? ' and others' : ''
  const which = pure.length === components.length ? 'every component' : `${shown.join(', ')}${rest}`
  return [
    `No direct effects (no package, no built-in that reaches outside, no global for timers, network, console or page): ${which}.`
  ]
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
  return [`${packagesTitle}${shown.join(', ')}${rest}.`]
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
