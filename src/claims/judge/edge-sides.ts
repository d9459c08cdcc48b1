import type {Claim} from '../claim.ts'
import {parentOf} from '../join-path.ts'
import {resolvePath} from '../resolve-path.ts'
import {modulesUnder, resolveSide, type Side} from '../resolve-side.ts'
import {wholeProject} from '../whole-project.ts'
import type {World} from '../world.ts'

export type ModuleSide = Exclude<Side, {kind: 'external'}>

/** The modules that an edge says import something; undefined when the subject names none. */
export function subjectSide(claim: Claim, world: World): ModuleSide | undefined {
  if (claim.subject === wholeProject) {
    const path = world.facts.layout.packageOf(claim.doc)?.path ?? parentOf(claim.doc)
    return {kind: 'modules', path, modules: modulesUnder(path, world)}
  }
  const side = resolveSide(claim.subject, claim, world)
  return side && side.kind !== 'external' && side.modules.size > 0 ? side : undefined
}

/** Whether it is sure what the text names: a package, a path as written, not a word that some module is called by. */
export function isCertain(text: string, side: Side, claim: Claim, world: World): boolean {
  if (side.kind !== 'modules') return true
  if (side.package !== undefined || text.includes('*') || text === wholeProject) return true
  const found = resolvePath(text, claim, world)
  if (!found) return false
  return !['shortened', 'source of', 'below root name'].includes(found.how) || /\/.|\.\w+$/.test(text)
}

/**
 * Files among the subject's that may import unseen: components and scripts that are not parsed, generated code, and modules
 * with syntax errors. Sorted.
 */
export function unseenFiles({modules, ...side}: ModuleSide, world: World): string[] {
  const broken = [...modules].filter(id => (world.facts.module(id)?.syntaxErrors ?? 0) > 0)
  if (side.kind === 'symbol') return broken
  const isInside = (path: string) => side.path === '' || path.startsWith(`${side.path}/`)
  const unread = world.repo.files.filter(
    path =>
      isInside(path) &&
      /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx|marko|coffee|res|elm|html)$/.test(path) &&
      !world.facts.module(path) &&
      !['test', 'fixture', 'document'].includes(world.facts.layout.roleOf(path))
  )
  return [...broken, ...unread]
}

/** Whether both ends exist though one is no module: a script of another language, a style sheet. */
export function isUnread(claim: Claim, world: World): boolean {
  const exists = (text: string) => {
    const found = resolvePath(text, claim, world)
    return found !== undefined && ['file', 'folder', 'package'].includes(found.kind)
  }
  return exists(claim.subject) && exists(claim.object ?? '')
}
