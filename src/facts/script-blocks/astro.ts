import {compareBy} from '../../base/compare.ts'
import {linkedBlock} from './opening-tag.ts'
import type {CodeBlock, ReadScriptBlocks, ScriptBlock} from './script-block.ts'

/** What is used of `@astrojs/compiler/sync`. */
export interface AstroCompiler {
  parse(text: string, options: {readonly position: true}): {readonly ast: AstroNode}
}

interface AstroNode {
  readonly type: string
  readonly name?: string
  readonly value?: string
  readonly attributes?: readonly {readonly name: string; readonly kind: string}[]
  readonly children?: readonly AstroNode[]
  /** Offsets count bytes of UTF-8. */
  readonly position?: {readonly start: {readonly offset: number}; readonly end?: {readonly offset: number}}
}

/**
 * The frontmatter, and the scripts that Astro bundles: those without any attribute other than `src`. All of them may
 * hold TypeScript.
 *
 * Source: https://docs.astro.build/en/guides/client-side-scripts/
 */
export function createAstroReader(compiler: AstroCompiler): ReadScriptBlocks {
  return text => {
    const blocks = scriptsIn(compiler.parse(text, {position: true}).ast).map(node => toBlock(node, text))
    return blocks.includes('unknown')
      ? undefined
      : blocks.filter(block => block !== 'unknown').sort(compareBy(({start}) => start))
  }
}

/** Iterative, as markup may nest deeply. */
function scriptsIn(root: AstroNode): AstroNode[] {
  const found: AstroNode[] = []
  const stack = [root]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'frontmatter' || isBundled(node)) found.push(node)
    stack.push(...(node.children ?? []))
  }
  return found
}

function isBundled({type, name, attributes = [], children = []}: AstroNode): boolean {
  if (type !== 'element' || name !== 'script') return false
  const isLinked = attributes.some(attribute => attribute.name === 'src' && attribute.kind === 'quoted')
  return attributes.length === 0 ? children.length > 0 : attributes.length === 1 && isLinked
}

function toBlock(node: AstroNode, text: string): ScriptBlock | 'unknown' {
  const at = utf16Offset(text, node.position?.start.offset ?? 0)
  if (node.type === 'frontmatter')
    return codeBlock(node.value, text.indexOf('---', at) + 3, 'component', text)
  const close = text.indexOf('>', at)
  if (node.attributes?.length === 1) return linkedBlock(text, close + 1, false) ?? 'unknown'
  return codeBlock(node.children?.[0]?.value, close + 1, 'page', text)
}

function codeBlock(
  value: string | undefined,
  start: number,
  runs: 'component' | 'page',
  text: string
): CodeBlock | 'unknown' {
  if (value === undefined || !text.startsWith(value, start)) return 'unknown'
  const exports = runs === 'component'
  return {kind: 'code', start, end: start + value.length, language: 'ts', runs, exports}
}

function utf16Offset(text: string, bytes: number): number {
  return Buffer.from(text).subarray(0, bytes).toString().length
}
