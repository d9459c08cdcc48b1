// Writes schema/*.json from the zod schemas of the build: npm run build && node scripts/write-schemas.mjs
import {mkdirSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {jsonSchemaFiles} from '../dist/src/report/json-schemas.js'

const folder = new URL('../schema/', import.meta.url)
mkdirSync(folder, {recursive: true})
const files = jsonSchemaFiles()
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder))
for (const [name, text] of files) writeFileSync(new URL(name, folder), text)
