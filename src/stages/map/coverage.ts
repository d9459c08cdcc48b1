import {compareText} from '../../base/compare.ts'
import type {Facts, UnresolvedCause, UnresolvedImport} from '../../facts/facts.ts'

const causes: Record<UnresolvedCause, string> = {
  'package-not-installed': 'packages that are listed and not installed',
  'package-not-listed': 'packages that no package.json lists',
  'file-not-found': 'files that are not there',
  'not-in-exports': "subpaths that a package's `exports` does not name",
  computed: 'specifiers that are computed at run time',
  'not-source': 'files that are not source'
}

const namedSpecifiers = 3

/**
 * What was read, what was not and why, one Markdown sentence each. Words instead of counts: a figure here would move with
 * every commit.
 */
export function describeCoverage(facts: Facts): string[] {
  return [
    `Read: every TypeScript and JavaScript source file${roleSentence(facts)}.`,
    syntaxSentence(facts),
    ...skippedSentence(facts),
    ...unresolvedSentences(facts),
    facts.modules.some(({role}) => role === 'test')
      ? 'Tests: in the tree; left out of the map.'
      : 'Tests: none in the tree.'
  ]
}

function roleSentence(facts: Facts): string {
  const roles = new Set(facts.modules.map(({role}) => role))
  const others = [
    ...(roles.has('test') ? ['tests'] : []),
    ...(roles.has('fixture') ? ['fixtures and examples'] : []),
    ...(roles.has('declaration') ? ['declaration files'] : [])
  ]
  return others.length === 0 ? '' : `, and for imports only ${others.join(', ')}`
}

function syntaxSentence(facts: Facts): string {
  const broken = facts.modules.filter(({syntaxErrors}) => syntaxErrors > 0).map(({id}) => `\`${id}\``)
  if (broken.length === 0) return 'Syntax: every one of them parsed.'
  return `Syntax: errors in ${broken.slice(0, namedSpecifiers).join(', ')}${broken.length > namedSpecifiers ? ' and others' : ''}; what could be recovered of them was read.`
}

function skippedSentence(facts: Facts): string[] {
  if (facts.skipped.length === 0) return []
  return [`Not read: ${facts.skipped.map(({extension}) => `${extension} files`).join(', ')}.`]
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

function specifiersOf(uses: readonly UnresolvedImport[]): string {
  const names = [...new Set(uses.map(({specifier}) => specifier))].sort(compareText)
  const shown = names.slice(0, namedSpecifiers).map(name => `\`${name.replaceAll('`', '')}\``)
  return names.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ')
}
