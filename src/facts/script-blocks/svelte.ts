import {compareBy} from '../../base/compare.ts'
import {languageOf} from './language.ts'
import type {CodeBlock, ReadScriptBlocks} from './script-block.ts'

/** What is used of `svelte/compiler`. */
export interface SvelteCompiler {
  parse(text: string, options: {readonly modern: true}): SvelteRoot
}

interface SvelteRoot {
  readonly instance?: SvelteScript | null
  readonly module?: SvelteScript | null
}

interface SvelteScript {
  /** Where the tag begins, in UTF-16 code units. */
  readonly start: number
}

/** The raw elements of a component as Svelte's own `preprocess` finds them; comments are left out. */
const rawElements =
  /<!--[\s\S]*?-->|<(?<name>script|style)(?<attributes>(?:\s+[^=>'"/\s]+=(?:"[^"]*"|'[^']*'|[^>\s]+)|\s+[^=>'"/\s]+)*\s*)(?:\/>|>(?<content>[\s\S]*?)<\/\k<name>>)/g

interface RawElement {
  readonly name: string
  readonly attributes: string
  /** Where the tag begins. */
  readonly tag: number
  readonly start: number
  readonly end: number
}

/**
 * The instance and the module script of a component. The parser sees the markup alone: which script is which, and
 * which is a mere element. Styles and scripts may be in languages that only a preprocessor knows.
 *
 * Source: https://svelte.dev/docs/svelte/svelte-files
 */
export function createSvelteReader(compiler: SvelteCompiler): ReadScriptBlocks {
  return text => {
    const elements = findRaw(text)
    const {instance, module} = compiler.parse(withoutContents(text, elements), {modern: true})
    const blocks = [toBlock(instance, 'component', elements), toBlock(module, 'module', elements)]
    if (blocks.includes('unknown')) return undefined
    return blocks
      .filter(block => block !== undefined && block !== 'unknown')
      .sort(compareBy(({start}) => start))
  }
}

function findRaw(text: string): RawElement[] {
  return [...text.matchAll(rawElements)].flatMap(({0: whole, index, groups}) => {
    const {name, attributes = '', content} = groups ?? {}
    if (name === undefined || content === undefined) return []
    const end = index + whole.length - `</${name}>`.length
    return [{name, attributes, tag: index, start: end - content.length, end}]
  })
}

function withoutContents(text: string, elements: readonly RawElement[]): string {
  let rest = ''
  let position = 0
  for (const {start, end} of elements) {
    rest += text.slice(position, start) + ' '.repeat(end - start)
    position = end
  }
  return rest + text.slice(position)
}

function toBlock(
  script: SvelteScript | null | undefined,
  runs: 'module' | 'component',
  elements: readonly RawElement[]
): CodeBlock | undefined | 'unknown' {
  if (!script) return undefined
  const element = elements.find(({name, tag}) => name === 'script' && tag === script.start)
  const language = element && languageIn(element.attributes)
  if (!element || language === undefined) return 'unknown'
  return {
    kind: 'code',
    start: element.start,
    end: element.end,
    language,
    runs,
    exports: runs === 'module'
  }
}

/** By `lang`, else by `type`. */
function languageIn(attributes: string) {
  const attribute = (name: string) =>
    new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`)
      .exec(attributes)
      ?.slice(1)
      .find(value => value !== undefined)
  return languageOf(attribute('lang') ?? attribute('type'))
}
