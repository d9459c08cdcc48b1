import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

/** What is read of a repository; the rest would only cost time. */
const READ =
  /\.(?:[cm]?[jt]sx?|json|jsonc|ya?ml|md|vue|svelte|astro)$|(?:^|\/)(?:Dockerfile|CODEOWNERS|\.gitignore)$/

/**
 * The files of a commit below a folder of it, in a temporary folder, without history. Blobs that a partial clone lacks are left out.
 * Throws where the checkout or the commit is missing.
 */
export function exportCommit(folder, repo, commit, scope) {
  const git = gitFolder(folder, repo)
  const root = mkdtempSync(join(tmpdir(), 'replay-'))
  const path = join(root, repo.slice(repo.indexOf('/') + 1))
  const files = listFiles(git, commit, scope)
  const contents = readBlobs(git, files)
  for (const [index, file] of files.entries()) {
    const content = contents[index]
    if (content === undefined) continue
    mkdirSync(dirname(join(path, file.path)), {recursive: true})
    writeFileSync(join(path, file.path), content)
  }
  return {path, remove: () => rmSync(root, {recursive: true, force: true})}
}

function listFiles(git, commit, scope) {
  return run(git, ['ls-tree', '-r', '-z', scope === '.' ? commit : `${commit}:${scope}`])
    .toString('utf8')
    .split('\0')
    .flatMap(line => {
      const [, mode, hash, path] = /^(\d+) blob (\S+)\t(.*)$/s.exec(line) ?? []
      return path !== undefined && mode !== '120000' && READ.test(path) ? [{hash, path}] : []
    })
}

/** In the order of `files`; undefined for one that is missing. */
function readBlobs(git, files) {
  const output = run(git, ['cat-file', '--batch'], files.map(({hash}) => `${hash}\n`).join(''))
  let at = 0
  return files.map(() => {
    const end = output.indexOf(10, at)
    const size = Number(/ blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1] ?? Number.NaN)
    at = end + 1
    if (Number.isNaN(size)) return undefined
    const content = output.subarray(at, at + size)
    at += size + 1
    return content
  })
}

function run(git, args, input = '') {
  const {status, stdout, stderr} = spawnSync('git', [`--git-dir=${git}`, ...args], {
    input,
    maxBuffer: 1 << 30,
    env: {...process.env, GIT_NO_LAZY_FETCH: '1'}
  })
  if (status !== 0) throw new Error(`Expected git ${args[0]} to read ${git}, got: ${String(stderr).trim()}`)
  return stdout
}

function gitFolder(folder, repo) {
  const names = [repo, repo.replace('/', '+'), repo.slice(repo.indexOf('/') + 1)]
  const places = names.flatMap(name => ['.git', 'repo', ''].map(inner => join(folder, name, inner)))
  const found = places.find(place => existsSync(join(place, 'HEAD')))
  if (!found) throw new Error(`Expected a checkout of ${repo} in ${folder}, as one of ${names.join(', ')}`)
  return found
}
