import {readOwnFile} from './own-package.ts'

/** Version of this package. */
export const version = readVersion()

function readVersion(): string {
  const manifest = JSON.parse(readOwnFile('package.json') ?? '{}') as {version?: string}
  return manifest.version ?? 'unknown'
}
