import type {Claim, Judgement} from '../claim.ts'
import {joinPath} from '../join-path.ts'
import {resolvePath} from '../resolve-path.ts'
import type {World} from '../world.ts'
import {unverifiable, verified} from './verdict.ts'

/**
 * Whether a file is gone from its folder, as the text says; undefined when the claim says no such thing. What is there
 * may be another file of that name, so this refutes nothing.
 */
export function judgeGone(claim: Claim, world: World): Judgement | undefined {
  const [, name] = /^file (.+)$/.exec(claim.object ?? '') ?? []
  if (name === undefined) return undefined
  const folder = resolvePath(claim.subject === '' ? '.' : claim.subject, claim, world)
  if (folder?.kind !== 'folder' && folder?.kind !== 'package') return unverifiable('unknown subject')
  const inside = world.paths.endingWith(name).filter(path => path.startsWith(`${joinPath('', folder.path)}/`))
  return inside.length > 0
    ? unverifiable(
        'still there',
        inside.map(path => ({path, line: 1}))
      )
    : verified('gone')
}
