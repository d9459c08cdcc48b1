import {stemOf} from '../../repo/code-file.ts'
import type {Place} from '../claim.ts'
import type {Side} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {barrelCrossings} from './barrel.ts'
import {crossings} from './imports.ts'

/** "all sidebar providers": imports of the object by modules called so (`spec-provider.ts`). Who else is meant stays open. */
export function unnamedMembers(subject: string, to: Side, world: World): Place[] {
  const noun = /^(?:all|every|each)\s(?:.*\s)?(\w+?)(?:s)?$/i.exec(subject.trim())?.[1]?.toLowerCase()
  if (noun === undefined || noun.length < 4) return []
  const called = world.facts.modules
    .filter(({id, role}) => role === 'source' && stemOf(id).toLowerCase().endsWith(noun))
    .map(({id}) => id)
  const members = new Set(called)
  const handed = to.kind === 'external' ? [] : barrelCrossings(members, to, world)
  return [...crossings(members, to, world), ...handed]
}
