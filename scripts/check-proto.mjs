// Sees that the protocol is well formed, breaks no client of proto/baseline.binpb, and that the generated code is of it.
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const generated = 'src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'

buf('lint')
buf('breaking', '--against', 'proto/baseline.binpb')
const folder = mkdtempSync(join(tmpdir(), 'groundtruth-proto-'))
buf('generate', '-o', folder)
const same = readFileSync(join(root, generated), 'utf8') === readFileSync(join(folder, generated), 'utf8')
rmSync(folder, {recursive: true})
if (!same) fail(`Expected ${generated} to be generated from proto/, got another text: run npm run proto`)

function buf(...args) {
  const {status, stdout, stderr, error} = spawnSync('npx', ['buf', ...args], {cwd: root, encoding: 'utf8'})
  if (status !== 0) fail(`buf ${args[0]} failed:\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`)
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
