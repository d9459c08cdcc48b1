import type {Claim, Judgement} from '../claim.ts'
import {isCompound} from '../code-name.ts'
import {resolvePath} from '../resolve-path.ts'
import {type ResolvedSymbol, resolveSymbol, symbolName} from '../resolve-symbol.ts'
import type {World} from '../world.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether a name is declared where the text puts it. */
export function judgeSymbol(claim: Claim, world: World): Judgement {
  const name = symbolName(claim.subject)
  if (claim.object === undefined) return judgeHomeless(resolveSymbol(name, world))
  const home = resolvePath(claim.object, claim, world)
  if (!home || !['file', 'folder', 'package'].includes(home.kind))
    return judgeHomeless(resolveSymbol(name, world))
  const found = resolveSymbol(name, world, home.path)
  if (found?.inPlace) return judgeInPlace(found)
  return judgeAbsent(claim, name, home.path, found, world)
}

function judgeHomeless(found: ResolvedSymbol | undefined): Judgement {
  return found ? verified('declared', found.places) : unverifiable('declared nowhere')
}

function judgeInPlace(found: ResolvedSymbol): Judgement {
  return found.how === 'mentioned'
    ? unverifiable('mentioned, not declared', found.places)
    : verified(found.how, found.places)
}

/** The name does not stand in the code of its home at all. */
function judgeAbsent(
  claim: Claim,
  name: string,
  home: string,
  found: ResolvedSymbol | undefined,
  world: World
): Judgement {
  if (!isCompound(name) && !isStated(claim)) return unverifiable('not found by that name')
  if (!isReadable(home, world)) return unverifiable('home not read')
  if (isStated(claim)) {
    const [only, other] = found?.places ?? []
    return refuted('not declared there', found?.places ?? [], only && !other ? only.path : undefined)
  }
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (found || world.words.isAnywhere(last)) return unverifiable('declared elsewhere', found?.places)
  return refuted('named nowhere')
}

function isStated({certainty = 'stated'}: Claim): boolean {
  return certainty === 'stated'
}

/** Only what was parsed can lack a name. */
function isReadable(home: string, world: World): boolean {
  const inside = world.facts.modules.filter(({id}) => home === '' || id === home || id.startsWith(`${home}/`))
  return inside.length > 0 && inside.every(({syntaxErrors}) => syntaxErrors === 0)
}
