import type {Facts, ModuleId} from '../../../facts/facts.ts'

/** Fewer alike are no pattern. */
const fewestAlike = 3

/** What all modules of a kind have: exports by name and kind, and what these are made of. */
export type Shape = ReadonlySet<string>

/**
 * What some modules all export, with the module's own name taken for a blank: `default, a class`, `*Command, a function`.
 * Undefined when fewer than three are known, or when they have no value in common.
 */
export function commonShape(modules: readonly (ModuleId | undefined)[], facts: Facts): Shape | undefined {
  const known = modules.filter(id => id !== undefined)
  if (known.length < fewestAlike || known.length < modules.length) return undefined
  const [first = new Set<string>(), ...others] = known.map(id => featuresOf(id, facts))
  const common = [...first].filter(feature => others.every(other => other.has(feature)))
  return common.some(feature => feature.startsWith('value ')) ? new Set(common) : undefined
}

export function hasShape(id: ModuleId, shape: Shape, facts: Facts): boolean {
  const own = featuresOf(id, facts)
  return [...shape].every(feature => own.has(feature))
}

function featuresOf(id: ModuleId, facts: Facts): ReadonlySet<string> {
  const module = facts.module(id)
  const exported = (module?.exports ?? []).flatMap(({name, symbol, reexported, typeOnly}) => {
    const declared = symbol === undefined ? undefined : facts.symbol(symbol)
    if (!declared || reexported) return []
    const how = typeOnly ? 'type' : 'value'
    return [`${how} ${blank(name, id)} ${declared.kind} ${declared.callable}`]
  })
  const relations = (module?.relations ?? []).map(({relation, name}) => `relation ${relation} ${name}`)
  return new Set([...exported, ...relations])
}

/** `*Command` for `buildCommand` of `build.ts`; a name that does not hold the file's stays as it is. */
function blank(name: string, id: ModuleId): string {
  const parts = id.split('/')
  const file = (parts.at(-1) ?? '').replace(/\..*$/, '')
  const stem = bare(file === 'index' ? (parts.at(-2) ?? '') : file)
  const at = stem === '' ? -1 : name.toLowerCase().indexOf(stem)
  return at < 0 ? name : `${name.slice(0, at)}*${name.slice(at + stem.length)}`
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
