import type {Action} from '../../../artifacts/action.ts'
import {code} from '../finding.ts'
import {allOf, foreignZone, namesLabel, type Sources} from './sources.ts'

/** A comment in the file or below the folder of the zone names it. */
export function zonesMentioned(action: Action, sources: Sources): string | undefined {
  return allOf(action.zones, label => mention(label, foreignZone(sources, label, action)?.path, sources))
}

function mention(label: string, path: string | undefined, {world}: Sources): string | undefined {
  if (path === undefined) return undefined
  const {facts, repo} = world
  const modules = facts.modules.filter(({id}) => id === path || id.startsWith(`${path}/`))
  for (const {id} of modules) {
    if (!namesLabel(repo.read(id) ?? '', label)) continue
    const ast = facts.ast(id)
    const comment = ast?.comments.find(({value}) => namesLabel(value, label))
    if (ast && comment) return `${code(`${id}:${ast.lineOf(comment.start)}`)} names ${label}`
  }
  return undefined
}
