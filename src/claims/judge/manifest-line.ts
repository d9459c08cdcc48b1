import {findNodeAtLocation, parseTree} from 'jsonc-parser'
import type {Place} from '../claim.ts'
import type {World} from '../world.ts'

/** Where a field of a JSON file stands, its first line when there is none. */
export function placeOfField(path: string, field: string | readonly string[], world: World): Place {
  const text = world.repo.read(path) ?? ''
  const tree = parseTree(text)
  const node = tree && findNodeAtLocation(tree, typeof field === 'string' ? [field] : [...field])
  return {path, line: node ? text.slice(0, node.offset).split('\n').length : 1}
}
