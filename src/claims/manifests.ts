import {parse} from 'jsonc-parser'
import type {Package} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import {parentOf} from './join-path.ts'

/**
 * Every package.json of the repository, workspace or not, sorted by path: a folder of examples or of documentation has
 * scripts of its own.
 */
export function readManifests(repo: Repo): Package[] {
  const paths = repo.files.filter(path => path === 'package.json' || path.endsWith('/package.json'))
  return paths.flatMap(manifestPath => {
    const manifest: unknown = parse(repo.read(manifestPath) ?? '')
    if (typeof manifest !== 'object' || manifest === null) return []
    const {name} = manifest as {name?: unknown}
    return [
      {
        name: typeof name === 'string' ? name : undefined,
        path: parentOf(manifestPath),
        manifestPath,
        manifest
      }
    ]
  })
}
