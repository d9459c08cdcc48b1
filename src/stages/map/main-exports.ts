import type {ModuleId} from '../../facts/facts.ts'
import {byUse, type ListedExport, listEveryExport} from './export-list.ts'
import type {PurposeSources} from './purpose.ts'
import {shownNames} from './shown-names.ts'

const maximumNames = 3
/** Examples show a few of many: the rest is left to use. */
const maximumShown = 2
const readmes = ['README.md', 'readme.md', 'Readme.md']

/**
 * At most three values that an entry module exports: first the namesakes of its entries, then the first two that the code in its
 * package's README shows, then functions and classes that it declares, those whose files are named after them, and what most
 * modules import.
 */
export function mainExports(
  path: ModuleId,
  entries: readonly string[],
  {facts, readText}: PurposeSources
): string[] {
  const namesakes = new Set(entries.map(entry => (entry.split('/').at(-1) ?? '').toLowerCase()))
  const values = listEveryExport(path, facts).filter(({isValue}) => isValue)
  const names = new Set(values.map(({name}) => name))
  const shown = shownNames(readmeOf(path, {facts, readText}))
    .filter(name => names.has(name))
    .slice(0, maximumShown)
  const rank = ({name, own, callable, titular}: ListedExport) => {
    if (namesakes.has(name.toLowerCase())) return 0
    if (shown.includes(name)) return 1
    return callable && own ? 2 : callable && titular ? 3 : 4
  }
  const place = ({name}: ListedExport) => shown.indexOf(name)
  return values
    .sort((a, b) => rank(a) - rank(b) || place(a) - place(b) || byUse(a, b))
    .slice(0, maximumNames)
    .map(({name}) => name)
}

/** The README beside the manifest of a module's package, empty when there is none. */
function readmeOf(path: ModuleId, {facts, readText}: PurposeSources): string {
  const folder = facts.layout.packageOf(path)?.path ?? ''
  const texts = readmes.map(name => readText(folder === '' ? name : `${folder}/${name}`))
  return texts.find(text => text !== undefined) ?? ''
}
