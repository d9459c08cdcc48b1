import type {Purpose} from '../../artifacts/architecture.ts'
import type {DeclaredSymbol, Facts, Module} from '../../facts/facts.ts'
import type {Package} from '../../repo/layout.ts'
import type {Component} from './component.ts'
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
    namesakeOf(component, sources.facts)
  )
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

/** The doc comment of the export named after the folder or file, or of a single file's only callable export. */
function namesakeOf({path, modules}: Component, facts: Facts): Purpose | undefined {
  const exported = modules.flatMap(id => exportsOf(facts, id))
  const name = bareName(path)
  const named = exported.filter(symbol => symbol.name.toLowerCase() === name.toLowerCase())
  const only = modules.length === 1 ? exported.filter(symbol => symbol.callable) : []
  const symbol = [...named, ...(only.length === 1 ? only : [])].find(
    ({summary}) => summary && saysWhatItIs(summary)
  )
  return symbol?.summary ? {text: oneLine(symbol.summary), source: sourceOf(symbol)} : undefined
}

function exportsOf(facts: Facts, id: string): DeclaredSymbol[] {
  const module: Module | undefined = facts.module(id)
  return (module?.exports ?? []).flatMap(({symbol, reexported}) => {
    const declared = symbol !== undefined && !reexported ? facts.symbol(symbol) : undefined
    return declared ? [declared] : []
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
