import {compareBy, compareText, sortedUnique} from '../../base/compare.ts'
import type {Facts, UnresolvedCause, UnresolvedImport} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import type {ComponentMeasures} from './component-measures.ts'

const causes: Record<UnresolvedCause, string> = {
  'package-not-installed': 'packages that are listed and not installed',
  'package-not-listed': 'packages that no package.json lists',
  'file-not-found': 'files that are not there',
  'not-in-exports': "subpaths that a package's `exports` does not name",
  computed: 'specifiers that are computed at run time',
  'not-source': 'files that are not source'
}

const namedSpecifiers = 3
const namedComponents = 4

/**
 * What was read, what was not and why, one Markdown sentence each. Words instead of counts: a figure here would move with
 * every commit.
 */
export function describeCoverage(
  facts: Facts,
  components: readonly Component[] = [],
  measures: ReadonlyMap<string, ComponentMeasures> = new Map()
): string[] {
  return [
    `Read: every TypeScript and JavaScript source file${scriptPhrase(facts)}${roleSentence(facts)}.`,
    ...markupSentence(facts),
    syntaxSentence(facts),
    ...skippedSentence(facts),
    ...unresolvedSentences(facts),
    ...lowestSentence(components, measures),
    facts.modules.some(({role}) => role === 'test')
      ? 'Tests: in the tree; left out of the map.'
      : 'Tests: none in the tree.'
  ]
}

const componentFile = /\.(?:astro|svelte|vue)$/

/** Extensions of component files that were read, in code spans. */
function componentsRead({modules}: Facts): string {
  const extensions = modules.flatMap(({id}) => componentFile.exec(id)?.[0] ?? [])
  return joined(sortedUnique(extensions).map(extension => `\`${extension}\``))
}

function scriptPhrase(facts: Facts): string {
  const components = componentsRead(facts)
  return components === '' ? '' : ` and the scripts of ${components} files`
}

function markupSentence(facts: Facts): string[] {
  const components = componentsRead(facts)
  return components === ''
    ? []
    : [`Of ${components} files the scripts alone were read: what their markup uses is not seen.`]
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function roleSentence(facts: Facts): string {
  const roles = new Set(facts.modules.map(({role}) => role))
  const others = [
    ...(roles.has('test') ? ['tests'] : []),
    ...(roles.has('fixture') ? ['fixtures and examples'] : []),
    ...(roles.has('declaration') ? ['declaration files'] : []),
    ...(roles.has('generated') ? ['generated files'] : []),
    ...(roles.has('vendored') ? ['vendored files'] : [])
  ]
  return others.length === 0 ? '' : `, and for imports only ${others.join(', ')}`
}

function syntaxSentence(facts: Facts): string {
  const broken = facts.modules.filter(({syntaxErrors}) => syntaxErrors > 0).map(({id}) => `\`${id}\``)
  if (broken.length === 0) return 'Syntax: every one of them parsed.'
  return `Syntax: errors in ${broken.slice(0, namedSpecifiers).join(', ')}${broken.length > namedSpecifiers ? ' and others' : ''}; what could be recovered of them was read.`
}

function skippedSentence(facts: Facts): string[] {
  const others = facts.skipped.filter(({parser}) => parser === undefined)
  const unread = others.map(({extension}) => `${extension} files`).join(', ')
  return [
    ...(unread === '' ? [] : [`Not read: ${unread}.`]),
    ...facts.skipped.flatMap(({extension, parser}) =>
      parser === undefined
        ? []
        : [`\`${extension}\` files were not read: \`${parser}\` is not installed beside groundtruth.`]
    )
  ]
}

/** One sentence for each cause, with the first specifiers as examples. Built-ins and installed packages are resolved. */
function unresolvedSentences(facts: Facts): string[] {
  const roleOf = new Map(facts.modules.map(({id, role}) => [id, role]))
  const own = facts.unresolved.filter(({from}) => roleOf.get(from) === 'source')
  const seen = (Object.keys(causes) as UnresolvedCause[]).filter(cause =>
    own.some(use => use.cause === cause)
  )
  if (seen.length === 0) return ['Imports: all resolved.']
  return seen.sort(compareText).map(cause => {
    const names = specifiersOf(own.filter(use => use.cause === cause))
    return `Imports not resolved, ${causes[cause]}: ${names}.`
  })
}

const words = ['stubbed', 'shallow', 'local', 'solid']

/** The components of which least could be seen, lowest first; nothing when nearly all is seen of each. */
function lowestSentence(
  components: readonly Component[],
  measures: ReadonlyMap<string, ComponentMeasures>
): string[] {
  const low = components
    .flatMap(component => {
      const measured = measures.get(component.id)
      return measured && words.includes(measured.confidence) ? [{...component, ...measured}] : []
    })
    .sort(
      compareBy(
        ({confidence}) => words.indexOf(confidence),
        ({path}) => path
      )
    )
    .map(({path, partial, coverage, confidence}) => {
      const part = coverage.parsed < coverage.resolved ? 'syntax' : 'imports'
      return `\`${path}\`${partial ? ' (rest)' : ''} (${confidence}, for ${part})`
    })
  if (low.length === 0) return []
  const rest = low.length > namedComponents ? ' and others' : ''
  return [`Least is seen of ${low.slice(0, namedComponents).join(', ')}${rest}.`]
}

function specifiersOf(uses: readonly UnresolvedImport[]): string {
  const names = [...new Set(uses.map(({specifier}) => specifier))].sort(compareText)
  const shown = names.slice(0, namedSpecifiers).map(name => `\`${name.replaceAll('`', '')}\``)
  return names.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ')
}
