import {existsSync} from 'node:fs'
import {dirname, join, relative, sep} from 'node:path'
import {toPosixPath} from './posix-path.ts'

/** The absolute folder whose .gitignore is the first that counts, and the way from it to the root, `''` for none. */
export interface WorkTree {
  readonly top: string
  readonly path: string
}

/** The git work tree that holds the root; the root alone when there is none, as a stray .gitignore above says nothing. */
export function findWorkTree(root: string): WorkTree {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return {top: folder, path: toPosixPath(relative(folder, root), sep)}
    if (dirname(folder) === folder) return {top: root, path: ''}
  }
}
