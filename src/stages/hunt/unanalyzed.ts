import {compareText} from '../../base/compare.ts'
import type {Facts, Module} from '../../facts/facts.ts'
import {asideModules} from './aside.ts'

/** What was not hunted and why, one Markdown sentence each, in a fixed order. */
export function listUnanalyzed(facts: Facts): string[] {
  return [
    ...leftOut(facts),
    ...broken(facts),
    ...markup(facts),
    ...skipped(facts),
    ...foreign(facts),
    ...computed(facts)
  ]
}

const LEFT_OUT: readonly (readonly [Module['role'], string])[] = [
  ['vendored', 'vendored'],
  ['generated', 'generated'],
  ['minified', 'minified'],
  ['fixture', 'fixture and example']
]

function leftOut(facts: Facts): string[] {
  const counts = LEFT_OUT.map(
    ([role, word]) => [facts.modules.filter(one => one.role === role).length, word] as const
  )
  return [...counts, [asideModules(facts).size, 'documentation and trial'] as const].flatMap(
    ([count, word]) => (count === 0 ? [] : [`${plural(count, `${word} module`)} left out.`])
  )
}

function broken(facts: Facts): string[] {
  const paths = facts.modules.filter(one => one.syntaxErrors > 0 && one.role === 'source').map(one => one.id)
  if (paths.length === 0) return []
  return [`Read only in part, because of syntax errors: ${listed(paths)}.`]
}

/** What a template does with the variables of its script is not seen. */
function markup(facts: Facts): string[] {
  const counts = new Map<string, number>()
  for (const {id, role} of facts.modules) {
    const extension = role === 'source' ? /\.(?:astro|svelte|vue)$/.exec(id)?.[0] : undefined
    if (extension !== undefined) counts.set(extension, (counts.get(extension) ?? 0) + 1)
  }
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(
      ([extension, count]) => `Markup of ${plural(count, `\`${extension}\` file`)} not read, only scripts.`
    )
}

function skipped(facts: Facts): string[] {
  return [...facts.skipped]
    .sort((a, b) => compareText(a.extension, b.extension))
    .map(
      one =>
        `${plural(one.files, `${one.extension.startsWith('.') ? `\`${one.extension}\`` : one.extension} file`)} not read${missing(one)}.`
    )
}

function missing({parser}: Facts['skipped'][number]): string {
  return parser === undefined ? '' : `: \`${parser}\` is not installed beside groundtruth`
}

function foreign(facts: Facts): string[] {
  const packages = facts.unresolved.filter(
    one => one.cause === 'package-not-installed' || one.cause === 'package-not-listed'
  )
  const names = [...new Set(packages.map(one => packageName(one.specifier)))].sort(compareText)
  if (names.length === 0) return []
  return [`Calls into packages that are not installed were not followed: ${listed(names)}.`]
}

function packageName(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function computed(facts: Facts): string[] {
  const count = facts.unresolved.filter(one => one.cause === 'computed').length
  return count === 0 ? [] : [`${plural(count, 'import')} with a computed name not followed.`]
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map(name => `\`${name}\``)
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ')
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
