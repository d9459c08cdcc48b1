import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {rolldown} from 'rolldown'
import {inputOptions, outputOptions} from '../../../scripts/bundle-options.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Of the tests of nodes, and the client: by the name of the module here. */
const parts = {
  postgres: 'test/hub/support/postgres.ts',
  node: 'test/hub/nodes/support/served-node.ts',
  ports: 'test/hub/nodes/support/free-ports.ts',
  faults: 'test/hub/nodes/support/faults.ts',
  publishers: 'test/hub/nodes/support/publishers.ts',
  subscribers: 'test/hub/nodes/support/subscribers.ts',
  judge: 'test/hub/nodes/support/judge.ts',
  client: 'src/hub/client/hub-client.ts'
}

/**
 * The present sources, so that a build in the meantime changes nothing: `program` is a path, `url(part)` gives the URL of
 * a part. Gone when this process ends.
 */
export async function bundleNodes() {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, {recursive: true})
  const folder = mkdtempSync(join(cache, 'groundtruth-hub-nodes-'))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  await write(inputOptions, {...outputOptions, dir: folder})
  await write(
    {cwd: root, input: parts, platform: 'node', external: ['pg']},
    {dir: join(folder, 'parts'), format: 'esm'}
  )
  return {
    program: join(folder, 'bin/groundtruth.js'),
    url: part => pathToFileURL(join(folder, `parts/${part}.js`)).href
  }
}

async function write(input, output) {
  const bundle = await rolldown(input)
  await bundle.write(output)
  await bundle.close()
}
