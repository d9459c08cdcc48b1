import {stemOf} from '../repo/code-file.ts'
import {baseOf, folderOf} from '../repo/posix-path.ts'

/**
 * What a reader calls a default export without a name, or a member of one: `pool` for `default` of `src/pool.ts`,
 * `pool.open` for `default.open`; an index file goes by its folder. Undefined for what has a name of its own.
 */
export function labelOf(path: string, name: string): string | undefined {
  if (name !== 'default' && !name.startsWith('default.')) return undefined
  const stem = baseOf(stemOf(path))
  const folder = baseOf(folderOf(path))
  const file = stem === 'index' && folder !== '' ? folder : stem
  return file + name.slice('default'.length)
}
