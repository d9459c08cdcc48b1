// Writes schema/*.json from the zod schemas: node scripts/write-schemas.mjs
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'

const {jsonSchemaFiles} = await importSource('src/report/json-schemas.ts')
const folder = new URL('../schema/', import.meta.url)
mkdirSync(folder, {recursive: true})
const files = jsonSchemaFiles()
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder))
for (const [name, text] of files) writeFileSync(new URL(name, folder), text)

/** Node.js 20 runs no TypeScript. */
async function importSource(input) {
  const bundle = await rolldown({cwd: fileURLToPath(new URL('..', import.meta.url)), input, platform: 'node'})
  const {output} = await bundle.generate({format: 'esm', codeSplitting: false})
  await bundle.close()
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`)
}
