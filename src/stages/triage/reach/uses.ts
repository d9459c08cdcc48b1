import type {DeclaredSymbol} from '../../../facts/facts.ts'
import type {Binding} from './bindings.ts'
import type {Content} from './content.ts'

/** Names that too many objects have: a call of one says nothing of whose it is. */
const common = new Set(
  'add all apply at bind call catch clear close concat create delete emit end entries every exec exit fill filter find flush forEach get handle has init join keys length load log map match next off on once open parse pop post push put read reduce remove render replace request reset resolve reverse run save send set setState shift slice some sort splice split start stop test then toJSON toString trim update use validate values write'.split(
    ' '
  )
)

/**
 * Whether code uses a symbol that it can name: calls, constructs or renders it, hands it to a call, or reads what is no
 * function. Undefined when it does not, else whether on every run. `isDistinct` says that no other class has such a member.
 */
export function usesSymbol(
  content: Content,
  {local}: Binding,
  symbol: DeclaredSymbol,
  isDistinct: boolean
): boolean | undefined {
  const [name = '', last] = symbol.name.split('.')
  if (content.replaced.has(last ?? name)) return undefined
  if (last !== undefined) return usesMember(content, local, last, isDistinct)
  const called = content.names.get(local) ?? content.members.get(local)
  if (called !== undefined) return called
  if (symbol.kind === 'function' || (symbol.callable && symbol.kind !== 'class')) return undefined
  return membersUnder(content, local) ?? (symbol.kind === 'class' ? undefined : readOf(content, local))
}

/** A member of a class that the code constructs, or a static one. */
function usesMember(
  content: Content,
  owner: string,
  member: string,
  isDistinct: boolean
): boolean | undefined {
  const direct = content.members.get(`${owner}.${member}`)
  if (direct !== undefined) return direct
  const calls = [...content.members].filter(([path]) => isCallOf(path, member, owner, content, isDistinct))
  if (calls.length === 0) return undefined
  const made = content.names.get(owner) ?? membersUnder(content, owner)
  return made === undefined ? undefined : made && calls.some(([, always]) => always)
}

/** A member whose name only one class of the repository has: how its object was come by need not be known. */
export function usesDistinctMember(content: Content, owner: string, member: string): boolean | undefined {
  if (common.has(member) || content.replaced.has(member)) return undefined
  const calls = [...content.members].filter(([path]) => isCallOf(path, member, owner, content, true))
  return calls.length === 0 ? undefined : calls.some(([, always]) => always)
}

/** Whether the object of a call is an instance, or, where the member is distinct, may be one for all that is known. */
function isCallOf(
  path: string,
  member: string,
  owner: string,
  {values}: Content,
  isDistinct: boolean
): boolean {
  if (!path.endsWith(`.${member}`)) return false
  const object = path.slice(0, -member.length - 1)
  const held = [...(values.get(object) ?? ['?'])]
  if (held.includes(`new ${owner}`) || held.some(value => value.startsWith(`${owner}.`))) return true
  const mayBe = held.some(value => value !== '' && !value.startsWith('new '))
  return isDistinct && mayBe && !/^(?:expect|assert|vi|jest|console|JSON|Math|Object|Array)$/.test(object)
}

function membersUnder({members}: Content, local: string): boolean | undefined {
  const found = [...members].filter(([path]) => path.startsWith(`${local}.`))
  return found.length === 0 ? undefined : found.some(([, always]) => always)
}

function readOf({reads}: Content, local: string): boolean | undefined {
  return reads.has(local) ? true : undefined
}
