// Draws sentences by chance from generated blocks of artifacts, for reading by hand.
// Usage: node bench/draw-sentences.mjs [--seed N] [--count N] FOLDER…
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {basename, join} from 'node:path'
import {parseArgs} from 'node:util'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {SKIP, visit} from 'unist-util-visit'

const NAMES = ['ARCHITECTURE.md', 'DETAILED_DESIGN.md', 'DANGER-ZONES.md', 'NEXT-ACTIONS.md', 'TRIAGE.md']
const NESTED = ['design', 'docs/design']

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {seed: {type: 'string', default: '1'}, count: {type: 'string', default: '40'}}
})
if (positionals.length === 0) throw new Error('Expected at least one folder that holds artifacts')
const all = positionals.flatMap(folder => artifactsIn(folder).flatMap(path => sentencesOf(folder, path)))
const drawn = draw(all, Number(values.count), Number(values.seed))
console.log(toTable(drawn, all.length))

/** Paths relative to the folder, in a fixed order. */
function artifactsIn(folder) {
  const nested = NESTED.filter(path => existsSync(join(folder, path))).flatMap(path =>
    readdirSync(join(folder, path))
      .filter(file => file.endsWith('.md'))
      .sort()
      .map(file => `${path}/${file}`)
  )
  return [...NAMES, ...nested].filter(path => existsSync(join(folder, path)))
}

/** Paragraphs and table rows in generated blocks, in source order. Paragraphs of list items count one each. */
function sentencesOf(folder, path) {
  const text = readFileSync(join(folder, path), 'utf8')
  const tree = unified().use(remarkParse).use(remarkGfm).parse(text)
  const spans = [...blockSpans(text), ...itemSpans(tree, text)]
  const sentences = []
  const add = node => {
    const {start, end} = node.position
    const sentence = text.slice(start.offset, end.offset)
    // A label whose items follow says nothing by itself.
    if (/^\*\*[^*]+\*\*:$/.test(sentence)) return
    if (spans.some(span => span.start <= start.offset && end.offset <= span.end))
      sentences.push({artifact: `${basename(folder)}/${path}:${start.line}`, text: sentence})
  }
  visit(tree, (node, index, parent) => {
    if (node.type === 'paragraph') add(node)
    // The first row of a table is its heading.
    if (node.type === 'tableRow' && parent?.type === 'table' && index !== 0) add(node)
    return node.type === 'tableRow' ? SKIP : undefined
  })
  return sentences
}

/** Regions between begin and end comments, and zones from their anchor to their key comment. */
function blockSpans(text) {
  const patterns = [
    /<!-- groundtruth:begin (\S+)[^>]*-->[\s\S]*?<!-- groundtruth:end \1 -->/g,
    /<a id="dz-\d+"><\/a>[\s\S]*?<!-- key: [^>]*-->/g
  ]
  return patterns.flatMap(pattern =>
    [...text.matchAll(pattern)].map(({index, 0: block}) => ({start: index, end: index + block.length}))
  )
}

/** List items that end with a key comment: actions and rows. */
function itemSpans(tree, text) {
  const spans = []
  visit(tree, 'listItem', ({position}) => {
    const [start, end] = [position.start.offset, position.end.offset]
    if (/<!-- key: [^>]*-->\s*$/.test(text.slice(start, end))) spans.push({start, end})
  })
  return spans
}

/** The first `count` of a shuffle: Fisher and Yates, by a generator that the seed alone decides. */
function draw(sentences, count, seed) {
  const random = mulberry32(seed)
  const shuffled = [...sentences]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]]
  }
  return shuffled.slice(0, count)
}

/** T. Ettinger's 32-bit generator: small, and the same on every machine. */
function mulberry32(seed) {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function toTable(sentences, total) {
  return [
    `Drawn ${sentences.length} of ${total} with seed ${values.seed}.`,
    '',
    '| # | artifact | sentence | verdict |',
    '| --- | --- | --- | --- |',
    ...sentences.map(({artifact, text}, index) => `| ${index + 1} | \`${artifact}\` | ${toCell(text)} | |`)
  ].join('\n')
}

function toCell(text) {
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/^\||\|$/g, '')
    .replace(/(?<!\\)\|/g, '\\|')
    .trim()
}
