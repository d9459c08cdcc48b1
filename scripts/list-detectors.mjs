// Writes what follows from the detectors' files: src/stages/hunt/detectors/index.ts and the table in docs/hunt.md.
// node scripts/list-detectors.mjs
import {readdirSync, readFileSync, writeFileSync} from 'node:fs'

const folder = 'src/stages/hunt/detectors'
const ids = readdirSync(folder)
  .filter(name => name.endsWith('.ts') && name !== 'index.ts')
  .map(name => name.slice(0, -'.ts'.length))
  .sort()

writeFileSync(`${folder}/index.ts`, listing(ids))
const docs = readFileSync('docs/hunt.md', 'utf8')
writeFileSync('docs/hunt.md', `${docs.slice(0, docs.indexOf('## Detectors'))}${table(ids.map(readPage))}`)

function listing(ids) {
  return [
    "import type {Detector} from '../define-detector.ts'",
    ...ids.map(id => `import ${nameOf(id)} from './${id}.ts'`),
    '',
    '/** Every detector, sorted by id. Made by `node scripts/list-detectors.mjs`. */',
    'export const detectors: readonly Detector[] = [',
    ids.map(id => `  ${nameOf(id)}`).join(',\n'),
    ']',
    ''
  ].join('\n')
}

function nameOf(id) {
  return id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())
}

function readPage(id) {
  const page = readFileSync(`${folder}/${id}.md`, 'utf8')
  const [, code, category, precision] = /^(\w+), ([a-z-]+), precision ([ABC])\.$/m.exec(page) ?? []
  const [, found] = /## What it finds\s+(.*?)(?:\.\s|\n\n)/s.exec(page) ?? []
  return {
    id,
    code,
    category,
    precision,
    found: found?.replace(/\s+/g, ' ').replace(/\.$/, '').replaceAll('|', '\\|')
  }
}

function table(pages) {
  const rows = pages
    .sort((a, b) => (`${a.category} ${a.id}` < `${b.category} ${b.id}` ? -1 : 1))
    .map(
      ({id, code, category, precision, found}) =>
        `| ${category} | \`${id}\` | ${code} | ${precision} | ${found} |`
    )
  return `## Detectors\n\nClass A is right nine times in ten by construction, B seven to nine times with its kills, C is a guess. Made by \`node scripts/list-detectors.mjs\`.\n\n| category | detector | code | class | what it finds |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
}
