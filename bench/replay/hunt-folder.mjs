import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const cli =
  process.env.GROUNDTRUTH ?? fileURLToPath(new URL('../../dist/bin/groundtruth.js', import.meta.url))

/** What `hunt` prints by default for a scope that lies at `checkout`, in order, paths from the repository's root. */
export function huntFolder(checkout, scope) {
  const out = mkdtempSync(join(tmpdir(), 'replay-out-'))
  try {
    groundtruth(checkout, ['map', '--json', '--out', out])
    return groundtruth(checkout, ['hunt', '--json', '--out', out]).findings.map((finding, index) =>
      row(finding, index, scope)
    )
  } finally {
    rmSync(out, {recursive: true, force: true})
  }
}

function groundtruth(checkout, args) {
  const {stdout, stderr} = spawnSync(process.execPath, [cli, '-C', checkout, '--quiet', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30
  })
  const printed = JSON.parse(stdout || '{}')
  if (!printed.command || printed.error) throw new Error(`Expected JSON of ${args[0]}, got: ${stderr}`)
  return printed
}

function row({path, startLine, endLine, category, tier, detector}, index, scope) {
  const file = scope === '.' ? path : `${scope}/${path}`
  return {rank: index + 1, file, line: startLine, endLine, category, tier, detector}
}
