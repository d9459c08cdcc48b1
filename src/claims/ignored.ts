import ignore from 'ignore'
import type {Repo} from '../repo/repo.ts'
import {parentOf} from './join-path.ts'

/** Folder names that build tools write to by default; a document may name what they hold. */
const outputFolders = new Set(
  'dist build out output coverage node_modules .next .nuxt .output .turbo .cache .svelte-kit .vite target tmp temp'.split(
    ' '
  )
)

/** Why a path need not be listed: git ignores it or a build makes it, or another repository is mounted there. */
export type Absence = 'generated' | 'submodule'

/** Tells by the .gitignore files, by folders that builds are known to make, and by .gitmodules; undefined for other paths. */
export function createIgnored(repo: Repo): (path: string) => Absence | undefined {
  const submodules = submodulePaths(repo.read('.gitmodules') ?? '')
  const isMade = madePaths(repo)
  return path => {
    if (submodules.some(one => path === one || path.startsWith(`${one}/`))) return 'submodule'
    return isMade(path) ? 'generated' : undefined
  }
}

/** Source: git-scm.com/docs/gitmodules. */
function submodulePaths(text: string): string[] {
  return [...text.matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].map(([, path = '']) => path.replace(/^"|"$/g, ''))
}

function madePaths(repo: Repo): (path: string) => boolean {
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
