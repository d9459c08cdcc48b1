// Writes schema/*.json from the zod schemas: node scripts/write-schemas.mjs
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {importSource} from './import-source.mjs'

const {jsonSchemaFiles} = await importSource('src/report/json-schemas.ts')
const folder = new URL('../schema/', import.meta.url)
mkdirSync(folder, {recursive: true})
const files = jsonSchemaFiles()
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder))
for (const [name, text] of files) writeFileSync(new URL(name, folder), text)
