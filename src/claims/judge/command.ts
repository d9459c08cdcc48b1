import {compareBy} from '../../base/compare.ts'
import type {Package} from '../../repo/layout.ts'
import type {Claim, Judgement} from '../claim.ts'
import {editDistance} from '../nearest-path.ts'
import {resolvePath} from '../resolve-path.ts'
import {readScriptCall} from '../script-call.ts'
import type {World} from '../world.ts'
import {placeOfField} from './manifest-line.ts'
import {judgeScriptContent} from './script-content.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether a package script of that name is there: in the workspace that is named, else in any package. */
export function judgeCommand(claim: Claim, world: World): Judgement {
  if (claim.object !== undefined) return judgeScriptContent(claim, world)
  const call = readScriptCall(claim.subject)
  const packages = world.manifests
  if (!call || packages.length === 0) return unverifiable('no manifest')
  const named = call.workspace === undefined ? undefined : packageNamed(call.workspace, claim, world)
  if (call.workspace !== undefined && !named) return unverifiable('unknown workspace')
  const having = (named ? [named] : packages).filter(one => hasScript(one, call.script))
  if (having.length > 0)
    return verified(
      'script exists',
      having.map(({manifestPath}) => placeOfField(manifestPath, ['scripts', call.script], world))
    )
  if (!call.certain) return unverifiable('may be a program')
  const close = nearestScript(call.script, named ? [named] : packages)
  return refuted('no such script', [], close)
}

function packageNamed(name: string, claim: Claim, world: World): Package | undefined {
  const packages = world.manifests
  const found = packages.find(
    one => one.name === name || one.path === name.replace(/^\.\//, '').replace(/\/$/, '')
  )
  if (found) return found
  const resolved = resolvePath(name, claim, world)
  return packages.find(({path}) => resolved?.kind === 'folder' && resolved.path === path)
}

function scriptsOf({manifest}: Package): string[] {
  const {scripts} = manifest
  return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : []
}

function hasScript(one: Package, script: string): boolean {
  return scriptsOf(one).includes(script)
}

function nearestScript(script: string, packages: readonly Package[]): string | undefined {
  const ranked = [...new Set(packages.flatMap(scriptsOf))]
    .map(name => ({name, distance: editDistance(script, name, 2)}))
    .filter(({distance}) => distance <= 2 && distance < script.length / 2)
    .sort(
      compareBy(
        ({distance}) => distance,
        ({name}) => name
      )
    )
  return ranked[0]?.distance === ranked[1]?.distance ? undefined : ranked[0]?.name
}
