import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'

/** A TypeScript module with what it imports, bundled in memory: Node.js 20 runs no TypeScript. `input` is from the root. */
export async function importSource(input) {
  const bundle = await rolldown({cwd: fileURLToPath(new URL('..', import.meta.url)), input, platform: 'node'})
  const {output} = await bundle.generate({format: 'esm', codeSplitting: false})
  await bundle.close()
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`)
}
