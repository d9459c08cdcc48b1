import {sortedUnique} from '../../../base/compare.ts'
import {isWithin, weighFolders} from './folder-weights.ts'
import {alternatives, type InvariantInput, type InvariantRule} from './input.ts'
import {isProduct} from './is-product.ts'

/** That one or two files, or one folder, alone read environment variables by their names; how else they are read is not known. */
export const soleEnvironment: InvariantRule = input => {
  const reads = input.facts.environment.filter(({test}) => !test)
  const homes = input.components.length < 3 ? [] : homesOf(sortedUnique(reads.map(({path}) => path)), input)
  if (homes.length === 0 || !homes.every(home => isProduct(home, input))) return []
  return [
    {
      text: `Environment variables are read by name in ${alternatives(homes, 'and')} only.`,
      holds: reads.length,
      of: reads.length,
      counted: 'reads by name'
    }
  ]
}

function homesOf(files: readonly string[], input: InvariantInput): string[] {
  if (files.length <= 2) return [...files]
  const holding = weighFolders(input).folders.filter(folder => files.every(file => isWithin(file, folder)))
  return holding.sort((a, b) => b.length - a.length).slice(0, 1)
}
