import {readFileSync} from 'node:fs'

/** Version of this package. Its manifest lies two folders up in the sources and three in the build. */
export const version = readVersion()

function readVersion(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
      if (isOurs(manifest)) return manifest.version
    } catch {
      // Not there: the other layout is in use.
    }
  }
  return 'unknown'
}

function isOurs(manifest: unknown): manifest is {name: string; version: string} {
  return (
    typeof manifest === 'object' && manifest !== null && (manifest as {name?: unknown}).name === 'groundtruth'
  )
}
