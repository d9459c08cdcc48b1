import ignore from 'ignore'
import type {Repo} from '../repo/repo.ts'
import {parentOf} from './join-path.ts'

/** Folder names that build tools write to by default; a document may name what they hold. */
const outputFolders = new Set(
  'dist build out output coverage node_modules .next .nuxt .output .turbo .cache .svelte-kit .vite target tmp temp'.split(
    ' '
  )
)

/** Tells whether git ignores a path, by the .gitignore files of the repository, or a build is known to make it. */
export function createIgnored(repo: Repo): (path: string) => boolean {
  const files = repo.files.filter(path => path === '.gitignore' || path.endsWith('/.gitignore'))
  const rules = files.map(path => ({folder: parentOf(path), matcher: ignore().add(repo.read(path) ?? '')}))
  return path => {
    if (path === '' || path.startsWith('/') || path.startsWith('..')) return false
    if (path.split('/').some(segment => outputFolders.has(segment))) return true
    return rules.some(({folder, matcher}) => {
      const inside = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : ''
      return inside !== '' && (matcher.ignores(inside) || matcher.ignores(`${inside}/`))
    })
  }
}
