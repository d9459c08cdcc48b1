import type {Facts} from '../../../facts/facts.ts'
import type {DetectorContext} from '../define-detector.ts'

const cache = new WeakMap<Facts, ReadonlySet<string>>()

/** Whether some class of the repository has a method of that name, so that a call by it may well be known code. */
export function hasMethod({facts}: DetectorContext, name: string): boolean {
  const known = cache.get(facts) ?? readMethods(facts)
  cache.set(facts, known)
  return known.has(name)
}

function readMethods(facts: Facts): ReadonlySet<string> {
  const methods = facts.symbols.filter(one => one.kind === 'method')
  return new Set(
    methods.flatMap(({path, name}) => {
      const [owner = '', method = ''] = name.split('.')
      return facts.symbol(`${path}#${owner}`)?.kind === 'class' ? [method] : []
    })
  )
}
