import {propertyName} from '../../syntax/property-name.ts'
import {walk} from '../../syntax/walk.ts'
import type {Claim, Judgement, Place} from '../claim.ts'
import {isCompound} from '../code-name.ts'
import {editDistance} from '../nearest-path.ts'
import {type ResolvedPath, resolvePath} from '../resolve-path.ts'
import {type ResolvedSymbol, resolveSymbol, symbolName} from '../resolve-symbol.ts'
import type {World} from '../world.ts'
import {isSetting, judgeSetting} from './setting.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether a name is declared where the text puts it. */
export function judgeSymbol(claim: Claim, world: World): Judgement {
  if (isSetting(claim)) return judgeSetting(claim, world)
  const name = symbolName(claim.subject)
  if (claim.object === undefined) return judgeHomeless(name, world)
  const home = resolvePath(claim.object, claim, world)
  if (!home || !['file', 'folder', 'package'].includes(home.kind)) return judgeAstray(name, home, world)
  const found = resolveSymbol(name, world, home.path)
  if (found?.inPlace) return home.lines ? judgeLine(found, home, world) : judgeInPlace(found)
  return judgeAbsent(claim, name, home.path, found, world)
}

/** A name whose place is not known, or one of several: that it is declared elsewhere does not bear out the text. */
function judgeAstray(name: string, home: ResolvedPath | undefined, world: World): Judgement {
  const judged = judgeHomeless(name, world)
  if (judged.verdict !== 'verified') return judged
  const found = (home?.candidates ?? []).map(place => resolveSymbol(name, world, place))
  const inside = found.flatMap(one => (one?.inPlace && one.how !== 'mentioned' ? one.places : []))
  return inside.length > 0 ? verified('declared', inside) : unverifiable('unknown place', judged.evidence)
}

/** A name without a place. */
function judgeHomeless(name: string, world: World): Judgement {
  const places = resolveSymbol(name, world)?.places ?? inModuleOf(name, world)
  if (places.length > 0) return verified('declared', places)
  return judgeMisspelt(name, world) ?? unverifiable('declared nowhere')
}

/** `config.maxAge` may be a property in the one module of that name. */
function inModuleOf(name: string, world: World): Place[] {
  const [owner = '', member = '', more] = name.split('.')
  if (more !== undefined || !isCompound(member)) return []
  const stem = (id: string) => id.slice(id.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const [only, other] = world.facts.modules.filter(({id, role}) => role === 'source' && stem(id) === owner)
  const ast = only && !other ? world.facts.ast(only.id) : undefined
  const lines: number[] = []
  if (ast)
    walk(ast.program, node => {
      if (node.type === 'Property' && propertyName(node) === member) lines.push(ast.lineOf(node.start))
    })
  return lines.map(line => ({path: only?.id ?? '', line}))
}

/** A name of three parts or more that no code holds, while one with the same parts in another order is there. */
function judgeMisspelt(name: string, world: World): Judgement | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (!isCompound(last) || world.words.isAnywhere(last)) return undefined
  const meant = world.words.reordered(last)
  return meant === undefined ? undefined : refuted('named nowhere', [], meant)
}

/** How far from the line that is named a declaration may start: comments and decorators stand before it. */
const nearby = 5

/** A name with a line: its declaration stands around that line, or the name in the lines beside it. */
function judgeLine(found: ResolvedSymbol, {path, lines}: ResolvedPath, world: World): Judgement {
  const {first, last} = lines ?? {first: 1, last: 1}
  const isAt = found.symbols.some(
    symbol => symbol.path === path && first <= symbol.endLine + 1 && last >= symbol.startLine - nearby
  )
  const text = (world.repo.read(path) ?? '').split('\n').slice(Math.max(0, first - nearby), last + nearby)
  if (isAt || text.join('\n').includes(found.name.slice(found.name.lastIndexOf('.') + 1)))
    return judgeInPlace(found)
  const [only, other] = found.places
  if (found.how !== 'declared' || !only || other) return unverifiable('stands at another line', found.places)
  return refuted('moved', [only], `${only.path}:${only.line}`)
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
    const suggestion = found ? undefined : (nearestIn(home, name, world) ?? world.words.reordered(name))
    return refuted('not declared there', found?.places ?? [], only && !other ? only.path : suggestion)
  }
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (found || world.words.isAnywhere(last)) return unverifiable('declared elsewhere', found?.places)
  const meant = world.words.reordered(last) ?? renamedIn(home, last, world)
  // What stands beside a file may be a name of another program; one that only comments keep was a name of this.
  if (meant === undefined && !world.words.isInComment(last)) return unverifiable('named nowhere')
  return refuted('named nowhere', [], meant)
}

/** The one declaration of the home whose spelling is closest. */
function nearestIn(home: string, name: string, world: World): string | undefined {
  const limit = Math.min(2, Math.floor(name.length / 4))
  const near = world.facts.symbols
    .filter(({path}) => path === home || path.startsWith(`${home}/`))
    .filter(symbol => Math.abs(symbol.name.length - name.length) <= limit)
    .filter(symbol => editDistance(symbol.name, name, limit) <= limit)
  const [only, other] = new Set(near.map(symbol => symbol.name))
  return other === undefined ? only : undefined
}

/** The one declaration of the home whose name holds this one whole, or is held by it: `openStore` and `openStoreSync`. */
function renamedIn(home: string, name: string, world: World): string | undefined {
  const [wanted, least] = [name.toLowerCase(), 6]
  const alike = world.facts.symbols.filter(symbol => {
    const own = symbol.name.toLowerCase()
    const isHeld = own.includes(wanted) || (own.length >= least && wanted.includes(own))
    return isHeld && wanted.length >= least && (symbol.path === home || symbol.path.startsWith(`${home}/`))
  })
  const [only, other] = new Set(alike.map(symbol => symbol.name))
  return other === undefined ? only : undefined
}

function isStated({certainty = 'stated'}: Claim): boolean {
  return certainty === 'stated'
}

/** Only what was parsed can lack a name. */
function isReadable(home: string, world: World): boolean {
  const inside = world.facts.modules.filter(({id}) => home === '' || id === home || id.startsWith(`${home}/`))
  return inside.length > 0 && inside.every(({syntaxErrors}) => syntaxErrors === 0)
}
