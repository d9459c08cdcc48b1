import {sortedUnique} from '../../../base/compare.ts'
import {alternatives, type InvariantRule} from './input.ts'

const maximumNames = 6

/**
 * Packages that a manifest lists for run time, themselves or their types, and of which no import is left after compilation.
 * What is listed for development alone is commonly so, and would say nothing.
 */
export const typesOnly: InvariantRule = ({facts}) => {
  const unknown = new Set(facts.unresolved.map(({specifier}) => specifier))
  const uses = facts.externals.filter(({test, specifier}) => !test && !unknown.has(specifier))
  const names = sortedUnique(uses.map(({name}) => name)).filter(
    name => isListed(name, facts.layout.packages) && uses.every(use => use.name !== name || use.typeOnly)
  )
  const shown = names.slice(0, maximumNames)
  if (shown.length === 0) return []
  const count = uses.filter(({name}) => shown.includes(name)).length
  return [
    {
      text: `${alternatives(shown, 'and')} ${shown.length === 1 ? 'is' : 'are'} imported for types only.`,
      holds: count,
      of: count,
      counted: 'import statements'
    }
  ]
}

function isListed(
  name: string,
  packages: Parameters<InvariantRule>[0]['facts']['layout']['packages']
): boolean {
  const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`
  return packages.some(({manifest}) =>
    [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies].some(
      list =>
        typeof list === 'object' && list !== null && (Object.hasOwn(list, name) || Object.hasOwn(list, types))
    )
  )
}
