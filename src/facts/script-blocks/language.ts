import type {ScriptLanguage} from './script-block.ts'

const byName: Readonly<Record<string, ScriptLanguage>> = {
  js: 'js',
  javascript: 'js',
  'text/javascript': 'js',
  module: 'js',
  jsx: 'jsx',
  ts: 'ts',
  typescript: 'ts',
  'text/typescript': 'ts',
  tsx: 'tsx'
}

/** The language that a `lang` or `type` attribute names, JavaScript without one; undefined for any other. */
export function languageOf(attribute: string | undefined): ScriptLanguage | undefined {
  return attribute === undefined || attribute === '' ? 'js' : byName[attribute.toLowerCase()]
}

/** The language in which the blocks of one file can all be parsed. */
export function widest(languages: readonly ScriptLanguage[]): ScriptLanguage {
  const typed = languages.some(language => language.startsWith('ts'))
  const jsx = languages.some(language => language.endsWith('x'))
  return `${typed ? 'ts' : 'js'}${jsx ? 'x' : ''}`
}
