import type {
  Code,
  Heading,
  Image,
  ImageReference,
  Link,
  LinkReference,
  List,
  ListItem,
  Nodes,
  Paragraph,
  PhrasingContent,
  Root,
  Table
} from 'mdast'
import {toString as toPlainText} from 'mdast-util-to-string'
import {readOrigins} from './generated-lines.ts'
import type {Cell, Passage, Run} from './passage.ts'
import {isPathLike, isPlaceLike} from './path-like.ts'
import {isAssertedSection} from './speech.ts'
import {withTopics} from './topics.ts'

/** What is known when a passage is reached. */
interface Around {
  readonly headings: readonly {readonly depth: number; readonly text: string; readonly runs: readonly Run[]}[]
  readonly leads: readonly Run[]
  readonly intro: string
  readonly introPlaces: readonly string[]
  readonly item: boolean
  readonly list?: number
  readonly placedList?: number
  readonly above?: readonly Run[]
}

interface Reading {
  readonly passages: Passage[]
  readonly definitions: ReadonlyMap<string, string>
  readonly originOf: (line: number) => 'hand' | 'generated' | 'silent'
}

/** The passages of a document in source order. Front matter, HTML and silent regions are left out. */
export function readPassages(root: Root, text: string): Passage[] {
  const reading: Reading = {passages: [], definitions: definitionsOf(root), originOf: readOrigins(text)}
  readBlocks(root.children, {headings: [], leads: [], intro: '', introPlaces: [], item: false}, reading)
  return withTopics(reading.passages)
}

function definitionsOf(root: Root): Map<string, string> {
  const definitions = new Map<string, string>()
  const visit = (node: Nodes): void => {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node.url)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(root)
  return definitions
}

function readBlocks(blocks: readonly Nodes[], start: Around, reading: Reading): void {
  let around = start
  for (const block of blocks) {
    around = readBlock(block, around, reading)
  }
}

/** Reads one block and gives what is known after it. */
function readBlock(block: Nodes, around: Around, reading: Reading): Around {
  switch (block.type) {
    case 'heading':
      return readHeading(block, around, reading)
    case 'paragraph':
      return readParagraph(block, around, reading)
    case 'list':
      readList(block, around, reading)
      return {...around, intro: '', introPlaces: []}
    case 'table':
      readTable(block, around, reading)
      return {...around, intro: '', introPlaces: []}
    case 'code':
      readCode(block, around, reading)
      return {...around, intro: '', introPlaces: []}
    case 'blockquote':
      readBlocks(block.children, {...quotedIn(around), intro: '', introPlaces: []}, reading)
      return around
    default:
      return around
  }
}

/** What a paragraph announces as an example stands under it as under a heading of that text. */
function quotedIn(around: Around): Around {
  const {intro, headings} = around
  if (isAssertedSection([intro])) return around
  return {...around, headings: [...headings, {depth: 7, text: intro, runs: []}]}
}

function readHeading(block: Heading, around: Around, reading: Reading): Around {
  const {runs, text} = readInline(block.children, reading)
  const headings = [
    ...around.headings.filter(({depth}) => depth < block.depth),
    {depth: block.depth, text: toPlainText(block), runs}
  ]
  const after: Around = {headings, leads: [], intro: '', introPlaces: [], item: false}
  add('heading', block, {runs, text}, after, reading)
  return after
}

function readParagraph(block: Paragraph, around: Around, reading: Reading): Around {
  const inline = readInline(block.children, reading)
  add('prose', block, inline, around, reading)
  const text = inline.text.trim()
  const places = text.endsWith(':') ? placesIn(inline.runs) : []
  return {...around, intro: isIntroduction(text) ? text : '', introPlaces: places, item: false}
}

/** A paragraph before a list, table or block that speaks of it: it ends with a colon, or is a short label. */
function isIntroduction(text: string): boolean {
  return text.endsWith(':') || (text.length < 80 && !/[.!?]$/.test(text))
}

function readList(list: List, around: Around, reading: Reading): void {
  const line = list.position?.start.line ?? 1
  const placedList = around.placedList ?? (around.introPlaces.length > 0 ? line : undefined)
  const above: Run[] = []
  for (const item of list.children) {
    const [first] = item.children
    const lead = first?.type === 'paragraph' ? leadOf(readInline(first.children, reading)) : undefined
    const inside: Around = {
      ...around,
      leads: lead ? [lead, ...around.leads] : around.leads,
      item: true,
      list: line,
      // More would be no list of layers, and a copy for each of many items costs.
      above: above.length < 16 ? [...above] : [],
      ...(placedList === undefined ? {} : {placedList})
    }
    readItem(item, inside, around, reading)
    if (lead) above.push(lead)
  }
}

function readItem(item: ListItem, inside: Around, around: Around, reading: Reading): void {
  let after = inside
  for (const child of item.children) {
    // Nested lists belong to their item, not to the paragraph that introduces the outer list.
    const own =
      child.type === 'list'
        ? {...after, intro: after.intro || around.intro, introPlaces: around.introPlaces}
        : after
    after = {...readBlock(child, own, reading), item: false}
    if (child.type === 'paragraph')
      after = {...after, introPlaces: [...after.introPlaces, ...around.introPlaces]}
  }
}

/** What an item starts with: a code span or link at its very start, or after a bold label and in parentheses. */
function leadOf({runs, text}: {runs: readonly Run[]; text: string}): Run | undefined {
  const first = runs.find(run => run.type !== 'text')
  if (!first) return undefined
  return /^[\s*_[("']*(?:[\w /&-]{1,40}[*_]{0,2}\s*\()?$/.test(text.slice(0, first.start)) ? first : undefined
}

function readTable(table: Table, around: Around, reading: Reading): void {
  const [head, ...rows] = table.children
  const headers = head?.children.map(cell => toPlainText(cell)) ?? []
  for (const row of rows) {
    const cells: Cell[] = []
    let text = ''
    for (const [index, cell] of row.children.entries()) {
      const inline = readInline(cell.children, reading, text.length)
      cells.push({header: headers[index] ?? '', ...inline})
      text += `${inline.text} | `
    }
    const runs = cells.flatMap(cell => cell.runs)
    const lead = cells[0]?.runs.find(run => run.type !== 'text')
    add('row', row, {runs, text}, lead ? {...around, leads: [lead, ...around.leads]} : around, reading, cells)
  }
}

function readCode(block: Code, around: Around, reading: Reading): void {
  add('code', block, {runs: [], text: block.value}, around, reading, [], (block.lang ?? '').toLowerCase())
}

function add(
  type: Passage['type'],
  node: Nodes,
  inline: {runs: readonly Run[]; text: string},
  around: Around,
  reading: Reading,
  cells: readonly Cell[] = [],
  lang?: string
): void {
  const {line = 1, column = 1} = node.position?.start ?? {}
  const origin = reading.originOf(line)
  if (origin === 'silent') return
  const {headings, leads, intro, introPlaces, item, list, placedList, above = []} = around
  const nearest = headings.at(-1)
  const headingPlaces = [...headings].reverse().flatMap(placesOfHeading)
  const leadPlaces = leads.filter(namesPlace).map(run => run.text)
  reading.passages.push({
    type,
    ...inline,
    line,
    column,
    heading: nearest?.text ?? '',
    headingRuns: nearest?.runs ?? [],
    headings: headings.map(heading => heading.text),
    places: [...leadPlaces, ...introPlaces, ...headingPlaces],
    leads,
    item,
    intro: type === 'prose' && !item && list === undefined ? '' : intro,
    ...(list === undefined ? {} : {list}),
    ...(placedList === undefined ? {} : {placedList}),
    above: item ? above : [],
    headingTrail: headings.map(heading => heading.runs),
    cells,
    ...(lang === undefined ? {} : {lang}),
    generated: origin === 'generated'
  })
}

/** Whether a run says where the things around it lie: links only when they show a path. */
function namesPlace({type, text}: Run): boolean {
  return type === 'code' ? isPlaceLike(text) : type === 'link' && isPathLike(text)
}

/** A heading may be a path without quotes: `### packages/web`. */
function placesOfHeading({text, runs}: Around['headings'][number]): string[] {
  const bare = text.trim()
  return isPathLike(bare) && bare.includes('/') ? [bare] : placesIn(runs)
}

function placesIn(runs: readonly Run[]): string[] {
  return runs.filter(namesPlace).map(run => run.text)
}

/** Flattens inline content. Code spans stand in backquotes in the text; struck-through content and HTML are left out. */
function readInline(
  nodes: readonly PhrasingContent[],
  reading: Reading,
  offset = 0
): {runs: Run[]; text: string} {
  const runs: Run[] = []
  let text = ''
  const put = (type: Run['type'], node: Nodes, shown: string, url?: string) => {
    const {line = 1, column = 1} = node.position?.start ?? {}
    const start = offset + text.length
    text += type === 'code' ? `\`${shown}\`` : shown
    runs.push({
      type,
      text: shown,
      line,
      column,
      start,
      end: offset + text.length,
      ...(url === undefined ? {} : {url})
    })
  }
  const visit = (node: PhrasingContent): void => {
    switch (node.type) {
      case 'text':
        put('text', node, node.value)
        return
      case 'inlineCode':
        put('code', node, node.value)
        return
      case 'link':
      case 'linkReference':
      case 'image':
      case 'imageReference':
        visitLink(node)
        return
      case 'break':
        text += '\n'
        return
      case 'delete':
      case 'html':
        return
      default:
        if ('children' in node) for (const child of node.children) visit(child)
    }
  }
  const visitLink = (node: Link | LinkReference | Image | ImageReference): void => {
    const url = 'url' in node ? node.url : reading.definitions.get(node.identifier)
    const shown = 'children' in node ? toPlainText(node) : (node.alt ?? '')
    put('link', node, shown, url ?? '')
  }
  for (const node of nodes) visit(node)
  return {runs, text}
}
