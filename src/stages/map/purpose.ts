import type {Purpose} from '../../artifacts/architecture.ts'
import type {DeclaredSymbol, Facts, Module} from '../../facts/facts.ts'
import type {Package} from '../../repo/layout.ts'
import type {Component} from './component.ts'
import {folderLegend, openingModules} from './folder-legend.ts'
import {readmeSentence} from './readme-sentence.ts'

export interface PurposeSources {
  readonly facts: Facts
  /** Text of a listed file. */
  readText(path: string): string | undefined
}

/**
 * What a component says of itself, or nothing: the package's description, the header of its index or own-named file, its README,
 * or the doc comment of the export it is named after. Never an interpretation.
 */
export function findPurpose(component: Component, sources: PurposeSources): Purpose | undefined {
  const manifest = sources.facts.layout.packages.find(({path}) => path !== '' && path === component.path)
  return (
    (manifest && descriptionOf(manifest)) ??
    headerOf(component, sources.facts) ??
    (component.partial ? undefined : readmeOf(component.path, sources)) ??
    legendOf(component, sources) ??
    namesakeOf(component, sources.facts)
  )
}

/** What the module that opens the folder above says of this one. */
function legendOf({path, partial}: Component, {facts, readText}: PurposeSources): Purpose | undefined {
  if (path === '.' || partial || facts.module(path)) return undefined
  const end = path.lastIndexOf('/')
  for (const id of openingModules(end < 0 ? '.' : path.slice(0, end), facts)) {
    const text = folderLegend(readText(id) ?? '').get(path.slice(end + 1))
    if (text !== undefined && saysWhatItIs(text)) return {text: oneLine(text), source: `\`${id}\``}
  }
  return undefined
}

/** The `description` of a manifest. */
export function descriptionOf({manifest, manifestPath}: Package): Purpose | undefined {
  const text = typeof manifest.description === 'string' ? oneLine(manifest.description) : ''
  return text === '' ? undefined : {text, source: `\`${manifestPath}\` \`description\``}
}

function headerOf({path, modules}: Component, facts: Facts): Purpose | undefined {
  const leading = modules.length === 1 ? modules : modules.filter(id => isLeading(id, path))
  for (const id of leading) {
    const summary = facts.module(id)?.summary
    if (summary && saysWhatItIs(summary)) return {text: oneLine(summary), source: `\`${id}\``}
  }
  return undefined
}

function readmeOf(path: string, {readText}: PurposeSources): Purpose | undefined {
  if (path === '.') return undefined
  const readme = `${path}/README.md`
  const text = readmeSentence(readText(readme) ?? '')
  return text === undefined ? undefined : {text, source: `\`${readme}\``}
}

/**
 * The doc comment of the export named after the folder or file, else of the only function that it offers. Of mere barrels what
 * they hand on counts.
 */
function namesakeOf(component: Component, facts: Facts): Purpose | undefined {
  const {path, modules} = component
  const all = modules.flatMap(id => exportsOf(facts, id))
  const own = all.filter(({reexported}) => !reexported)
  const exported = (own.length > 0 ? own : all).map(({symbol}) => symbol)
  const name = bareName(path)
  const named = exported.filter(symbol => symbol.name.toLowerCase() === name.toLowerCase())
  const symbol = [...named, ...onlyFunction(component, exported, facts)].find(
    ({summary}) => summary && saysWhatItIs(summary)
  )
  return symbol?.summary ? {text: oneLine(symbol.summary), source: sourceOf(symbol)} : undefined
}

/** The only function of a single file, or the only value that the component's one way in offers, when it is a function. */
function onlyFunction(
  {partial, modules}: Component,
  exported: readonly DeclaredSymbol[],
  facts: Facts
): readonly DeclaredSymbol[] {
  if (modules.length === 1) return single(exported.filter(({callable}) => callable))
  const offered = new Set(facts.entryPoints.flatMap(({kind, path}) => (kind === 'exports' ? path : [])))
  const [door, ...others] = partial ? [] : modules.filter(id => offered.has(id))
  if (door === undefined || others.length > 0) return []
  const values = exportsOf(facts, door).flatMap(({symbol}) => (isValue(symbol) ? symbol : []))
  return single(values).filter(symbol => symbol.callable && exported.includes(symbol))
}

function single<T>(list: readonly T[]): readonly T[] {
  return list.length === 1 ? list : []
}

function isValue({kind}: DeclaredSymbol): boolean {
  return kind !== 'interface' && kind !== 'type'
}

/** What a module exports and where it is declared; what does not resolve is left out. */
function exportsOf(facts: Facts, id: string): {symbol: DeclaredSymbol; reexported: boolean}[] {
  const module: Module | undefined = facts.module(id)
  return (module?.exports ?? []).flatMap(({symbol, reexported}) => {
    const declared = symbol === undefined ? undefined : facts.symbol(symbol)
    return declared ? [{symbol: declared, reexported}] : []
  })
}

function sourceOf({path, name}: DeclaredSymbol): string {
  return `\`${path}\` \`${name}\``
}

function isLeading(id: string, folder: string): boolean {
  const below = folder === '.' ? id : id.slice(folder.length + 1)
  const name = bareName(id)
  return !below.includes('/') && (name === 'index' || name === 'main' || name === bareName(folder))
}

/** Remarks, notes and work left over are in comments, too, and say nothing of a purpose. */
export function saysWhatItIs(summary: string): boolean {
  const isLabel = /^(?:(?:module )?dependenc(?:y|ies)|imports?|exports?|constants?|types?)\W*$/i.test(summary)
  return (
    !isLabel &&
    !/^(?:there (?:is|are)\b|todo\b|fixme\b|note\b|see\b|@)/i.test(summary) &&
    !summary.endsWith('?')
  )
}

function bareName(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
