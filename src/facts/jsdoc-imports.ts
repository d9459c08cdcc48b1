import type {ImportedName, ModuleAst} from './facts.ts'
import {type RawImport, sortNames} from './imports.ts'

/** Tags whose braces hold a type. `@example` and links are text. */
const typeTags = new Set(
  (
    'type typedef param arg argument returns return property prop template extends augments implements satisfies ' +
    'this enum throws exception'
  ).split(' ')
)

/**
 * The imports that doc comments of a JavaScript module make for types alone: `@import {T} from './x'` and
 * `import('./x').T` in the braces of a tag. TypeScript reads them there whether it checks the file or not; in its own
 * files they are text.
 *
 * Source: https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html
 */
export function jsDocImportsOf(ast: ModuleAst): RawImport[] {
  if (!/\.[cm]?jsx?$/.test(ast.path) || !/@import\s|[{(|&,:<\s]import\s*\(/.test(ast.text)) return []
  return ast.comments
    .filter(({type, value}) => type === 'Block' && /^\*(?!\*)/.test(value))
    .flatMap(({value, start}) => tagsOf(value).flatMap(tag => importsOfTag(tag, start + 2, ast)))
}

interface Tag {
  readonly name: string
  /** What follows the name up to the next tag, without the stars at line starts; of the same length as in the comment. */
  readonly text: string
  /** Offset of `text` in the comment. */
  readonly start: number
}

function tagsOf(comment: string): Tag[] {
  const plain = withoutCode(comment.replace(/^[ \t]*\*+/gm, stars => ' '.repeat(stars.length)))
  const starts = [...plain.matchAll(/^[ \t]*@(\w+)/gm)]
  return starts.map((match, index) => {
    const start = match.index + match[0].length
    return {name: match[1] ?? '', text: plain.slice(start, starts[index + 1]?.index), start}
  })
}

/** Fenced code is an example, also where a line of it starts with a tag. */
function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?(?:```|$)/g, code => code.replace(/[^\n]/g, ' '))
}

function importsOfTag({name, text, start}: Tag, commentStart: number, ast: ModuleAst): RawImport[] {
  const lineAt = (offset: number) => ast.lineOf(commentStart + start + offset)
  if (name === 'import') return importOfStatement(text, lineAt)
  if (!typeTags.has(name)) return []
  const type = bracesOf(text)
  if (type === undefined) return []
  return [...type.text.matchAll(/\bimport\s*\(\s*(['"])([^'"\n]+)\1\s*\)(?:\s*\.\s*([\w$]+))?/g)].map(match =>
    toImport(
      match[2] ?? '',
      match[3] === undefined ? [] : [toName(match[3])],
      lineAt(type.start + match.index)
    )
  )
}

/** The text in the braces that a tag starts with. */
function bracesOf(text: string): {text: string; start: number} | undefined {
  const start = text.search(/\S/)
  if (text[start] !== '{') return undefined
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return {text: text.slice(start, at), start}
  }
  return undefined
}

/** `@import d, {a, b as c} from './x'` and `@import * as n from './x'`. */
function importOfStatement(text: string, lineAt: (offset: number) => number): RawImport[] {
  const match = /^\s+([\w$*{][\w$*{},\s]*?)\s*\bfrom\s*(['"])([^'"\n]+)\2/.exec(text)
  if (match?.[1] === undefined || match[3] === undefined) return []
  return [toImport(match[3], namesOf(match[1]), lineAt(text.search(/\S/)))]
}

function namesOf(clause: string): ImportedName[] {
  const named = /\{([^}]*)\}/.exec(clause)?.[1] ?? ''
  const others = clause.replace(/\{[^}]*\}/, '').split(',')
  const bindings = others.flatMap(each => {
    const [imported, , local] = each.trim().split(/\s+/)
    if (!imported) return []
    return [imported === '*' ? toName('*', local) : toName('default', imported)]
  })
  const names = named.split(',').flatMap(each => {
    const [imported, , local] = each
      .trim()
      .replace(/^type\s+/, '')
      .split(/\s+/)
    return imported ? [toName(imported, local)] : []
  })
  return [...bindings, ...names]
}

function toName(imported: string, local: string = imported): ImportedName {
  return {imported, local, typeOnly: true}
}

function toImport(specifier: string, names: readonly ImportedName[], line: number): RawImport {
  return {
    specifier,
    kind: 'type',
    typeOnly: true,
    line,
    names: sortNames(names),
    computed: false,
    erasable: false
  }
}
