import type {LinkedBlock, ScriptBlock} from './script-block.ts'

/**
 * A text of the same length in which everything but the scripts is blank, so that offsets and lines stay as they are.
 * A tag that names the file of its code becomes a statement: there is room for it before the specifier.
 */
export function blankOut(text: string, blocks: readonly ScriptBlock[]): string {
  let code = ''
  for (const block of blocks) {
    code += blank(text.slice(code.length, block.start))
    code += block.kind === 'code' ? text.slice(block.start, block.end) : statementOf(text, block)
  }
  return code + blank(text.slice(code.length))
}

/** `<script src="./x.ts">` as `export*from "./x.ts";` or `import      "./x.ts";`. */
function statementOf(text: string, {start, specifierStart, specifierEnd, exports}: LinkedBlock): string {
  const keyword = exports ? 'export*from' : 'import'
  const rest = blank(text.slice(start + keyword.length, specifierStart))
  return `${keyword}${rest}${text.slice(specifierStart, specifierEnd)};`
}

function blank(text: string): string {
  return text.replace(/[^\r\n\u2028\u2029]/g, ' ')
}
