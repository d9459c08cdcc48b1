import type {Facts} from '../../../facts/facts.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {DetectorContext} from '../define-detector.ts'
import {allCode} from './code.ts'
import type {Located} from './resolve.ts'

const cache = new WeakMap<Facts, ReadonlySet<string>>()

/** Whether some class of the repository has a method of that name, so that a call by it may well be known code. */
export function hasMethod({facts}: DetectorContext, name: string): boolean {
  const known = cache.get(facts) ?? readMethods(facts)
  cache.set(facts, known)
  return known.has(name)
}

const byName = new WeakMap<Facts, ReadonlyMap<string, readonly Located[]>>()

/** The methods of a name that classes of the repository have, in the order of modules; at most two, to tell one from more. */
export function methodsNamed(context: DetectorContext, name: string): readonly Located[] {
  const known = byName.get(context.facts) ?? readLocated(context)
  byName.set(context.facts, known)
  return known.get(name) ?? []
}

function readLocated(context: DetectorContext): ReadonlyMap<string, readonly Located[]> {
  const methods = new Map<string, Located[]>()
  for (const code of allCode(context))
    for (const member of code.nodes('MethodDefinition')) {
      const name = propertyName(member)
      const same = (name !== undefined && methods.get(name)) || []
      if (name === undefined || !member.value.body || same.length > 1) continue
      methods.set(name, [...same, {code, fn: member.value}])
    }
  return methods
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
