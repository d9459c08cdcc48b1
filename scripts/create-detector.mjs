// Makes a detector, its page and its file of further examples: node scripts/create-detector.mjs ID CODE CATEGORY
import {existsSync, writeFileSync} from 'node:fs'

const [id, code, category] = process.argv.slice(2)
if (!/^[a-z]+(?:-[a-z]+)*$/.test(id ?? '') || !code || !category) {
  console.error(
    'Expected: node scripts/create-detector.mjs ID CODE CATEGORY, for example lost-timer L7 lifecycle'
  )
  process.exit(2)
}

const folder = 'src/stages/hunt/detectors'
const files = {
  [`${folder}/${id}.ts`]: `import {type DetectorContext, defineDetector} from '../define-detector.ts'
import type {Code} from '../machinery/code.ts'
import type {Judged} from '../machinery/detection.ts'

/**
 * One sentence that says what it finds.
 *
 * Why it matters. At most how many candidates for what.
 */
export default defineDetector({
  id: '${id}',
  code: '${code}',
  category: '${category}',
  precision: 'C',
  kills: {},
  judge: judgeModule
})

function judgeModule(_code: Code, _context: DetectorContext): Judged[] {
  return []
}
`,
  [`${folder}/${id}.md`]: `# \`${id}\`

${code}, ${category}, precision C.

## What it finds

## Why it matters

## Found

## Not found

## When it is wrong

## Source
`,
  [`fixtures/hunt/${id}.md`]: `# More examples for \`${id}\`

## Found

## Not found
`
}

for (const path of Object.keys(files)) {
  if (!existsSync(path)) continue
  console.error(`${path} exists already`)
  process.exit(2)
}
for (const [path, text] of Object.entries(files)) writeFileSync(path, text)
console.log(`Made ${Object.keys(files).join(', ')}. Now run node scripts/list-detectors.mjs.`)
