import {sortedUnique} from '../../base/compare.ts'
import type {World} from '../../claims/world.ts'
import type {FileRole} from '../../repo/layout.ts'
import type {CodeHit} from './code-hit.ts'
import {type Registration, readRegistrations} from './commands.ts'
import {readHits, wordsOf} from './read-hits.ts'

/** Where the names that the items mention stand in the repository. Built once for all items. */
export interface CodeIndex {
  /** Every place of a name, tests included, by path and offset. Empty for a name that was not asked for. */
  hitsOf(name: string): readonly CodeHit[]
  /** In how many source modules the name stands, comments included. */
  frequencyOf(name: string): number
  readonly registrations: readonly Registration[]
  /** Places where the code of source modules holds a snippet, whitespace and quote style aside; comments do not count. */
  placesOf(snippet: string): readonly {readonly path: string; readonly line: number}[]
  isTest(path: string): boolean
  readonly sourceModules: number
  readonly testModules: number
}

const sourceRoles: ReadonlySet<FileRole> = new Set(['source', 'config', 'declaration'])
/** Files that are no modules and still use names: a removal is not done while they do. */
const usingFiles =
  /\.(?:json|ya?ml|css|scss|html|vue|svelte|astro|sh|cjs|mjs|toml|graphql|sql)$|(?:^|\/)Dockerfile$/i

const componentFile = /\.(?:astro|svelte|vue)$/

/** @param wanted identifiers and flags, members by their last part */
export function createCodeIndex(world: World, wanted: ReadonlySet<string>): CodeIndex {
  const {facts} = world
  const hits = new Map<string, CodeHit[]>()
  const frequency = new Map<string, number>()
  const registrations: Registration[] = []
  const sources = facts.modules.filter(module => sourceRoles.has(module.role))
  const tests = facts.modules.filter(module => module.role === 'test')
  const record = (word: string, hit: CodeHit) => append(hits, word, hit)
  for (const {id, role} of [...sources, ...tests]) {
    const text = world.repo.read(id) ?? ''
    const words = [...wordsOf(text)].filter(word => wanted.has(word))
    if (role !== 'test') for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1)
    const registers = role !== 'test' && /\.command\(|\bOption\(/.test(text)
    const ast = words.length > 0 || registers ? facts.ast(id) : undefined
    if (!ast) continue
    for (const [word, hit] of readHits(ast, wanted, role === 'test')) record(word, hit)
    if (registers) registrations.push(...readRegistrations(ast))
  }
  readTexts(world, wanted, record)
  return {
    hitsOf: name => hits.get(name) ?? [],
    frequencyOf: name => frequency.get(name) ?? 0,
    registrations,
    placesOf: snippet =>
      placesOf(world, candidates(snippet, hits) ?? sources.map(module => module.id), snippet),
    isTest: path => world.facts.module(path)?.role === 'test',
    sourceModules: sources.length,
    testModules: tests.length
  }
}

function readTexts(
  world: World,
  wanted: ReadonlySet<string>,
  record: (word: string, hit: CodeHit) => void
): void {
  for (const path of world.repo.files) {
    if (!usingFiles.test(path) || /(?:^|\/)package-lock\.json$/.test(path)) continue
    if (world.facts.module(path) && !componentFile.test(path)) continue
    if (!['source', 'config', 'other'].includes(world.facts.layout.roleOf(path))) continue
    const lines = markupOf(path, world).split('\n')
    lines.forEach((text, index) => {
      for (const word of wordsOf(text))
        if (wanted.has(word))
          record(word, {path, line: index + 1, role: 'string', form: 'text', test: false, start: 0, end: 0})
    })
  }
}

/** What of a file is not read as code: all of it, or the markup around the scripts of a component. */
function markupOf(path: string, {repo, facts}: World): string {
  const text = repo.read(path) ?? ''
  const code = facts.module(path) ? facts.ast(path)?.text : undefined
  if (code === undefined) return text
  return text
    .split('')
    .map((unit, at) => (unit === code[at] && unit !== '\n' ? ' ' : unit))
    .join('')
}

function placesOf(world: World, modules: readonly string[], snippet: string): {path: string; line: number}[] {
  const pattern = snippetPattern(snippet)
  if (!pattern) return []
  return modules.flatMap(path => {
    const text = world.repo.read(path) ?? ''
    const found = [...text.matchAll(pattern)]
    const ast = found.length > 0 ? world.facts.ast(path) : undefined
    if (!ast) return []
    return found
      .filter(({index}) => !ast.comments.some(comment => index >= comment.start && index < comment.end))
      .map(({index}) => ({path, line: ast.lineOf(index)}))
  })
}

/** Where code says these words, syntax has no name. */
const keywords = new Set(
  'as async await break case catch class const continue default delete do else enum export extends false finally for from function get if implements import in instanceof interface let new null of return set static super switch this throw true try type typeof undefined var void while with yield'.split(
    ' '
  )
)

/** Source modules that hold the rarest known word of a snippet, sorted; undefined when none of its words is known. */
function candidates(snippet: string, hits: ReadonlyMap<string, readonly CodeHit[]>): string[] | undefined {
  const rarest = [...wordsOf(snippet)]
    .filter(word => !keywords.has(word))
    .map(word => hits.get(word) ?? [])
    .filter(found => found.length > 0)
    .reduce<readonly CodeHit[] | undefined>(
      (best, found) => (best && best.length <= found.length ? best : found),
      undefined
    )
  return rarest && sortedUnique(rarest.filter(hit => !hit.test).map(hit => hit.path))
}

/** Any amount of whitespace between two tokens, any quote for a quote. Undefined for a snippet of fewer than two tokens. */
function snippetPattern(snippet: string): RegExp | undefined {
  const tokens = snippet.replace(/[;,]\s*$/, '').match(/[\w$]+|["'`]|[^\s\w$]/g) ?? []
  if (tokens.length < 2) return undefined
  const parts = tokens.map(token => (/["'`]/.test(token) ? '["\'`]' : token.replace(/[^\w\s]/g, '\\$&')))
  return new RegExp(`(?<![\\w$])${parts.join('\\s*')}`, 'g')
}

function append(map: Map<string, CodeHit[]>, word: string, hit: CodeHit): void {
  const list = map.get(word)
  if (list) list.push(hit)
  else map.set(word, [hit])
}
