import {isBuiltinName} from '../builtin-names.ts'
import type {Claim, Judgement} from '../claim.ts'
import {isCodeName} from '../code-name.ts'
import {joinPath, parentOf} from '../join-path.ts'
import {nearestPackage} from '../nearest-package.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {resolvePath} from '../resolve-path.ts'
import {wholeProject} from '../whole-project.ts'
import type {World} from '../world.ts'
import {type ModuleSide, unseenFiles} from './edge-sides.ts'
import {unknownImports} from './imports.ts'
import {judgePath} from './path.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** An edge to something that is neither a module, a declaration nor a known package. */
export function judgeUnknownObject(claim: Claim, from: ModuleSide, world: World): Judgement {
  const {object = '', certainty = 'stated'} = claim
  const bound = bindings(object, from, world)
  if (bound.length > 0) return verified('imports', bound)
  const asset = assetImports(claim, from, world)
  if (asset.length > 0) return verified('imports', asset)
  if (certainty === 'aside' || certainty === 'drawn') return unverifiable('unknown object')
  return judgeGonePackage(claim, world) ?? judgeGoneFile(claim, from, world) ?? judgeOther(claim, world)
}

/** Imports that bind the name itself: `safeStorage` of a package. */
function bindings(name: string, from: ModuleSide, world: World) {
  const bare = name.replace(/\(\)$/, '')
  if (!/^[A-Za-z_$][\w$]*$/.test(bare) || !isCodeName(bare)) return []
  return world.facts.externals
    .filter(
      use => !use.test && from.modules.has(use.from) && use.names.some(({imported}) => imported === bare)
    )
    .map(({from: path, line}) => ({path, line}))
}

/** Imports of a file that is no module: data, a style sheet. */
function assetImports(claim: Claim, from: ModuleSide, world: World) {
  const target = resolvePath(claim.object ?? '', claim, world)
  if (target?.kind !== 'file') return []
  return world.facts.unresolved
    .filter(
      ({from: path, specifier}) =>
        from.modules.has(path) && joinPath(parentOf(path), specifier) === target.path
    )
    .map(({from: path, line}) => ({path, line}))
}

/** "imports `@scope/package`" where neither a manifest nor any code knows the package. */
function judgeGonePackage(claim: Claim, world: World): Judgement | undefined {
  const {object = '', certainty = 'stated', subject} = claim
  const isScoped = /^@[a-z\d][\w.-]*\/[a-z\d][\w.-]*$/.test(object)
  const isPlain = /^[a-z][a-z\d]*(?:-[a-z\d]+)+$/.test(object) && subject !== wholeProject
  if (certainty !== 'stated' || (!isScoped && !isPlain) || isBuiltinName(object)) return undefined
  if (world.aliases.some(({prefix}) => object.startsWith(prefix.replace(/\*$/, '')))) return undefined
  if (world.facts.layout.packages.length === 0 || isNamedAnywhere(object, world)) return undefined
  const nearest = nearestPackage(object, world)
  // Without a subject the text may speak of the code of users, unless a package of ours goes nearly by that name.
  if (subject === wholeProject && !nearest) return undefined
  return refuted('no such package', nearest?.imports ?? [], nearest?.name)
}

/** Whether code or a manifest holds the name as a text of its own or in an address, so that it may be imported unseen. */
function isNamedAnywhere(name: string, world: World): boolean {
  return world.repo.files.some(
    path =>
      (world.facts.module(path) !== undefined ||
        /\.(?:jsonc?|ya?ml|toml|vue|svelte|astro|html|[cm]?[jt]sx?)$/.test(path)) &&
      new RegExp(`["'\`/]${name.replaceAll('.', '\\.')}(?![\\w-])`).test(world.repo.read(path) ?? '')
  )
}

/** A file that is gone, when the subject imports nothing of that name from elsewhere. */
function judgeGoneFile(claim: Claim, from: ModuleSide, world: World): Judgement | undefined {
  const {object = '', certainty: _, ...rest} = claim
  if (!isPathLike(object) || !isFileName(object) || !object.includes('/') || from.kind !== 'modules')
    return undefined
  const path = judgePath({...rest, kind: 'path', subject: object}, world)
  if (path.verdict !== 'refuted' || path.suggestion !== undefined) return undefined
  if (unknownImports(from.modules, world).length > 0 || unseenFiles(from, world).length > 0) return undefined
  return importsStem(object, from, world) ? undefined : refuted('no such file')
}

function importsStem(path: string, from: ModuleSide, world: World): boolean {
  const stem = (text: string) => text.slice(text.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const {imports, externals, unresolved} = world.facts
  return [...imports, ...externals, ...unresolved].some(
    use => from.modules.has(use.from) && use.specifier.split('/').some(part => stem(part) === stem(path))
  )
}

function judgeOther(claim: Claim, world: World): Judgement {
  const found = resolvePath(claim.object ?? '', claim, world)
  return unverifiable(found && found.kind === 'file' ? 'not a module' : 'unknown object')
}
