import type {Facts} from '../../facts/facts.ts'
import type {Manifest} from '../../repo/layout.ts'
import type {Repo} from '../../repo/repo.ts'
import type {Vocabulary} from './objects.ts'

const dependencyFields = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies'
] as const

/** Installed commands, dependencies and declared names of the repository. */
export function createVocabulary(facts: Facts, repo: Repo): Vocabulary {
  const {packages} = facts.layout
  const declared = new Set(facts.symbols.map(symbol => symbol.name))
  const basenames = new Set(repo.files.map(path => path.slice(path.lastIndexOf('/') + 1)))
  const folded = new Set(facts.symbols.map(symbol => fold(symbol.name)))
  return {
    commands: new Set(packages.flatMap(({manifest}) => commandsOf(manifest))),
    packages: new Set(
      packages.flatMap(({manifest}) => dependencyFields.flatMap(field => keysOf(manifest[field])))
    ),
    declares: name => declared.has(name),
    hasBasename: name => basenames.has(name),
    resembles: name => folded.has(fold(name))
  }
}

function commandsOf(manifest: Manifest): string[] {
  if (typeof manifest.bin === 'string' && typeof manifest.name === 'string')
    return [manifest.name.replace(/^@[^/]+\//, '')]
  return keysOf(manifest.bin)
}

function fold(name: string): string {
  return (name.split('.').at(-1) ?? name).replace(/[^A-Za-z0-9]/g, '').toLowerCase()
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : []
}
