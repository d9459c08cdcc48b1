import {compareBy} from '../../base/compare.ts'
import {languageOf} from './language.ts'
import {linkedBlock} from './opening-tag.ts'
import type {ReadScriptBlocks, ScriptBlock} from './script-block.ts'

/** What is used of `@vue/compiler-sfc`. */
export interface VueCompiler {
  parse(
    text: string,
    options: {readonly sourceMap: boolean; readonly ignoreEmpty: boolean}
  ): {readonly descriptor: VueDescriptor; readonly errors: readonly VueError[]}
}

interface VueDescriptor {
  readonly script: VueBlock | null
  readonly scriptSetup: VueBlock | null
}

interface VueBlock {
  readonly lang?: string
  readonly src?: string
  /** Of the content; offsets are UTF-16 code units. */
  readonly loc: {readonly start: {readonly offset: number}; readonly end: {readonly offset: number}}
}

interface VueError {
  readonly loc?: {readonly start: {readonly offset: number}}
}

/**
 * The `<script>` and `<script setup>` of a single-file component. Errors of the template leave them as they are.
 *
 * Source: https://vuejs.org/api/sfc-spec.html
 */
export function createVueReader(compiler: VueCompiler): ReadScriptBlocks {
  return text => {
    const {descriptor, errors} = compiler.parse(text, {sourceMap: false, ignoreEmpty: false})
    // A tag that does not close takes the rest of the file with it.
    if (errors.some(({loc}) => loc && text.startsWith('<script', loc.start.offset))) return undefined
    const blocks = [
      toBlock(descriptor.script, 'module', text),
      toBlock(descriptor.scriptSetup, 'component', text)
    ]
    if (blocks.includes('unknown')) return undefined
    return blocks
      .filter(block => block !== undefined && block !== 'unknown')
      .sort(compareBy(({start}) => start))
  }
}

function toBlock(
  block: VueBlock | null,
  runs: 'module' | 'component',
  text: string
): ScriptBlock | undefined | 'unknown' {
  if (!block) return undefined
  const {start, end} = block.loc
  if (block.src !== undefined) return linkedBlock(text, start.offset, true) ?? 'unknown'
  const language = languageOf(block.lang)
  if (language === undefined) return 'unknown'
  return {
    kind: 'code',
    start: start.offset,
    end: end.offset,
    language,
    runs,
    exports: runs === 'module'
  }
}
