// Writes src/stages/hunt/detectors/index.ts from the files beside it: node scripts/list-detectors.mjs
import {readdirSync, writeFileSync} from 'node:fs'

const folder = 'src/stages/hunt/detectors'
const ids = readdirSync(folder)
  .filter(name => name.endsWith('.ts') && name !== 'index.ts')
  .map(name => name.slice(0, -'.ts'.length))
  .sort()
const nameOf = id => id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())

writeFileSync(
  `${folder}/index.ts`,
  [
    "import type {Detector} from '../define-detector.ts'",
    ...ids.map(id => `import ${nameOf(id)} from './${id}.ts'`),
    '',
    '/** Every detector, sorted by id. Made by `node scripts/list-detectors.mjs`. */',
    'export const detectors: readonly Detector[] = [',
    ids.map(id => `  ${nameOf(id)}`).join(',\n'),
    ']',
    ''
  ].join('\n')
)
