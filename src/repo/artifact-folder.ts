import type {Problem} from '../errors.ts'
import type {Repo} from './repo.ts'

/** Where ARCHITECTURE.md may lie, in order of preference. */
export const artifactFolders = ['', '.context', 'docs'] as const

/** The folder that already holds ARCHITECTURE.md, else the root; with a warning when there are several. */
export function artifactFolder(repo: Pick<Repo, 'has'>): {
  readonly folder: string
  readonly problems: readonly Problem[]
} {
  const found = artifactFolders.map(pathIn).filter(path => repo.has(path))
  const [first, ...others] = found
  const folder = artifactFolders.find(candidate => pathIn(candidate) === first) ?? ''
  return {folder, problems: others.map(path => toProblem(path, first ?? ''))}
}

function pathIn(folder: string): string {
  return folder === '' ? 'ARCHITECTURE.md' : `${folder}/ARCHITECTURE.md`
}

function toProblem(path: string, used: string): Problem {
  return {kind: 'second-architecture', path, message: `left alone, ${used} is used`}
}
