import type {ModuleId} from '../facts.ts'
import {type ParsedModule, parse, toParsedModule} from '../parse.ts'
import {blankOut} from './blank-out.ts'
import {widest} from './language.ts'
import {scopeBlocks} from './scope-blocks.ts'
import type {ReadScriptBlocks} from './script-block.ts'

/**
 * The scripts of a component file as one module; undefined when its markup cannot be read. `text` of its tree is the
 * file with all but the scripts blanked out, of the same length.
 */
export function parseComponent(
  path: ModuleId,
  text: string,
  read: ReadScriptBlocks
): ParsedModule | undefined {
  // Parsers differ in whether they count the byte order mark.
  const plain = text.replace(/^\uFEFF/, ' ')
  const blocks = read(plain)
  if (!blocks) return undefined
  const code = blankOut(plain, blocks)
  const lang = widest(blocks.flatMap(block => (block.kind === 'code' ? [block.language] : [])))
  const parsed = toParsedModule(path, code, parse(path, code, {lang, sourceType: 'module'}))
  return {
    ...parsed,
    ast: {...parsed.ast, program: scopeBlocks(parsed.ast.program, blocks, code)},
    errors: parsed.errors.filter(({message}) => !isAnswered(message))
  }
}

/** The frontmatter of Astro may `return`: it is the body of a function. */
function isAnswered(message: string): boolean {
  return message === "A 'return' statement can only be used within a function body."
}
