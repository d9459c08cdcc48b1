import {existsSync, readFileSync} from 'node:fs'

/** The folder of this package, with a slash at its end: the nearest that holds a manifest, be it above sources or a bundle. */
const ownFolder: URL = findOwnFolder(new URL('.', import.meta.url))

/** Text of a file that ships with this package; undefined when it is not there. */
export function readOwnFile(path: string): string | undefined {
  const url = new URL(path, ownFolder)
  return existsSync(url) ? readFileSync(url, 'utf8') : undefined
}

function findOwnFolder(folder: URL): URL {
  const parent = new URL('..', folder)
  return existsSync(new URL('package.json', folder)) || parent.href === folder.href
    ? folder
    : findOwnFolder(parent)
}
