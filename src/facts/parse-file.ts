import {componentExtension} from '../repo/code-file.ts'
import type {ModuleId} from './facts.ts'
import {type ParsedModule, parseModule} from './parse.ts'
import {parseComponent} from './script-blocks/parse-component.ts'
import type {ScriptParsers} from './script-blocks/script-block.ts'

/** Parses a script, or the scripts of a component; undefined for a component that no parser can read. Never throws. */
export function parseFile(path: ModuleId, text: string, parsers: ScriptParsers): ParsedModule | undefined {
  const extension = componentExtension(path)
  if (extension === undefined) return parseModule(path, text)
  const parser = parsers.get(extension)
  return parser && parseComponent(path, text, parser.read)
}
