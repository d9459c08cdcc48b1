import {createBytesRun} from './git.ts'
import type {RunGitBytes} from './run-git.ts'

/** What is read of another revision: sources, manifests and settings. */
const READ = /\.(?:[cm]?[jt]sx?|jsonc?|ya?ml|vue|svelte|astro)$|(?:^|\/)(?:Dockerfile|\.gitignore)$/

/**
 * The files of a revision below a folder, by path from that folder. Blobs that a partial clone lacks and links are left out.
 * Undefined without git, or when the revision is not known.
 */
export function readTree(
  absoluteRoot: string,
  revision: string,
  run: RunGitBytes = createBytesRun(absoluteRoot)
): Record<string, Uint8Array> | undefined {
  const listed = run(['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', `${revision}^{commit}:./`])
  if (!listed) return undefined
  const files = parseTree(listed.toString('utf8'))
  const contents = run(['cat-file', '--batch'], files.map(({hash}) => `${hash}\n`).join(''))
  return contents && Object.fromEntries(readBlobs(contents, files))
}

interface TreeFile {
  readonly hash: string
  readonly path: string
}

function parseTree(output: string): TreeFile[] {
  return output.split('\0').flatMap(line => {
    const [, mode, hash, path] = /^(\d+) blob (\S+)\t(.*)$/s.exec(line) ?? []
    const isRead = mode !== '120000' && path !== undefined && READ.test(path)
    return isRead && hash !== undefined ? [{hash, path}] : []
  })
}

/** `HASH blob SIZE`, a line end, the content, a line end; `HASH missing` for what is not there. */
function* readBlobs(output: Buffer, files: readonly TreeFile[]): Generator<[string, Uint8Array]> {
  let at = 0
  for (const {path} of files) {
    const end = output.indexOf('\n', at)
    const size = /^\S+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1]
    at = end + 1
    if (size === undefined) continue
    yield [path, output.subarray(at, at + Number(size))]
    at += Number(size) + 1
  }
}
