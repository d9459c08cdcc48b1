import {compareText} from '../../base/compare.ts'
import type {Facts} from '../../facts/facts.ts'
import {escapeInline} from '../../markdown/inline.ts'
import type {Package} from '../../repo/layout.ts'
import {descriptionOf, type PurposeSources} from './purpose.ts'
import {readmeSentence} from './readme-sentence.ts'

/** At most this many dependencies are named; a list of sixty names says nothing. */
const namedDependencies = 12

/** Share of the sources from which on a language is the one they are written in. */
const clearlyMost = 0.9

/** What the repository says of itself and of its make, one Markdown sentence each. */
export function findOverview(sources: PurposeSources): string[] {
  const {facts} = sources
  const root = facts.layout.packages.find(({path}) => path === '')
  return [...sayings(root, sources), ...shape(root, facts)]
}

function sayings(root: Package | undefined, {readText}: PurposeSources): string[] {
  const description = root && descriptionOf(root)
  const readme = ['README.md', 'readme.md', 'Readme.md'].find(path => readText(path) !== undefined)
  const sentence = readme && readmeSentence(readText(readme) ?? '', root?.name)
  return [
    ...(description ? [quote(description.text, description.source ?? '')] : []),
    ...(sentence && !same(sentence, description?.text ?? '') ? [quote(sentence, `\`${readme}\``)] : [])
  ]
}

/** A full stop or a capital more is no other saying. */
function same(left: string, right: string): boolean {
  const bare = (text: string) =>
    text
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .toLowerCase()
  return bare(left) === bare(right)
}

function quote(text: string, source: string): string {
  return `Says of itself: "${escapeInline(text)}" (${source}).`
}

function shape(root: Package | undefined, facts: Facts): string[] {
  const workspaces = facts.layout.packages.filter(({path}) => path !== '')
  const languages = languagesOf(facts)
  const packages =
    workspaces.length > 0 ? 'Several packages in one repository' : root ? 'One package' : 'No package.json'
  return [
    `${packages}, written in ${languages}${root ? `; ${moduleSystem(root)}` : ''}.`,
    ...(root ? [dependencySentence(root)] : [])
  ]
}

/** One script among a hundred sources does not make a repository one of two languages. */
function languagesOf(facts: Facts): string {
  const sources = facts.modules.filter(({role}) => role === 'source')
  const typed = sources.filter(({id}) => /\.[cm]?tsx?$/.test(id)).length
  if (typed === sources.length) return 'TypeScript'
  if (typed === 0) return 'JavaScript'
  if (typed / sources.length >= clearlyMost) return 'TypeScript, with some JavaScript'
  return typed / sources.length <= 1 - clearlyMost
    ? 'JavaScript, with some TypeScript'
    : 'TypeScript and JavaScript'
}

function moduleSystem({manifest}: Package): string {
  return manifest.type === 'module'
    ? 'ES modules (`package.json` `type`)'
    : 'CommonJS unless a file or `exports` says otherwise (`package.json` has no `type` of `module`)'
}

function dependencySentence({manifest}: Package): string {
  const names = Object.keys(asRecord(manifest.dependencies)).sort(compareText)
  const all = Object.keys(asRecord(manifest.peerDependencies)).sort(compareText)
  const meta = asRecord(manifest.peerDependenciesMeta)
  const isOptional = (name: string) => asRecord(meta[name]).optional === true
  const peers = all.filter(name => !isOptional(name))
  const optional = all.filter(isOptional)
  const needs = names.length === 0 ? 'No runtime dependency' : `Runtime dependencies: ${list(names)}`
  const asks = [
    ...(peers.length === 0 ? [] : [`; peers: ${list(peers)}`]),
    ...(optional.length === 0 ? [] : [`; optional peers: ${list(optional)}`])
  ]
  return `${needs}${asks.join('')} (\`package.json\`).`
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, namedDependencies).map(name => `\`${name}\``)
  return names.length > namedDependencies ? `${shown.join(', ')} and more` : shown.join(', ')
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
