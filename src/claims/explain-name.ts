import type {Claim, JudgedClaim} from './claim.ts'
import {resolvePath} from './resolve-path.ts'
import {resolveSide, type Side} from './resolve-side.ts'
import {resolveSymbol, symbolName} from './resolve-symbol.ts'
import type {World} from './world.ts'

/** What the names of a claim were taken for, in a few words: `file src/hub/lock.ts (exists)`. */
export interface ClaimNames {
  readonly subject?: string
  readonly object?: string
}

/**
 * What the subject and the object of a claim mean here; absent where the claim's kind names nothing, and for what is no
 * name (`the file system`) of a claim that was decided.
 */
export function explainNames(claim: JudgedClaim, world: World): ClaimNames {
  const {kind, subject, object} = claim
  if (kind === 'path') return {subject: pathText(subject, claim, world)}
  const home = object === undefined ? undefined : pathText(object, claim, world)
  if (kind === 'symbol') return named(symbolText(subject, world), home)
  if (kind !== 'edge' && kind !== 'absence') return {}
  return named(
    sideText(subject, claim, world),
    object === undefined ? undefined : sideText(object, claim, world)
  )
}

function named(subject: string | undefined, object: string | undefined): ClaimNames {
  return {...(subject === undefined ? {} : {subject}), ...(object === undefined ? {} : {object})}
}

function pathText(text: string, claim: Claim, world: World): string {
  const found = resolvePath(text, claim, world)
  if (!found) return 'nothing here'
  if (found.kind === 'ambiguous') return `one of ${(found.candidates ?? []).slice(0, 5).join(', ')}`
  return `${found.kind} ${found.path === '' ? '(root)' : found.path} (${found.how})`
}

function symbolText(text: string, world: World): string {
  const found = resolveSymbol(symbolName(text), world)
  if (!found) return 'declared nowhere'
  const places = found.places.slice(0, 3).map(({path, line}) => `${path}:${line}`)
  const more = found.places.length - places.length
  return `${found.how} at ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function sideText(text: string, claim: JudgedClaim, world: World): string | undefined {
  const except = /^all but (.+)$/.exec(text)?.[1]
  const sides = (except?.split(', ') ?? [text]).map(each => resolveSide(each, claim, world))
  const words = sides.flatMap(side => (side ? [sideWords(side)] : []))
  if (words.length === sides.length)
    return `${except === undefined ? '' : 'every module but '}${words.join(' and ')}`
  return claim.verdict === 'unverifiable' ? 'no module, package or declaration by that name' : undefined
}

function sideWords(side: Side): string {
  if (side.kind === 'external') return `package ${side.name}`
  const count = `${side.modules.size} ${side.modules.size === 1 ? 'module' : 'modules'}`
  if (side.kind === 'symbol') return `declaration ${side.name} in ${[...side.modules].join(', ')}`
  return side.modules.size === 1 && side.modules.has(side.path)
    ? `module ${side.path}`
    : `${side.path === '' ? 'the root' : side.path}, ${count}`
}
