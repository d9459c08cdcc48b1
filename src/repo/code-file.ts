/** Extensions of sources, in the order in which a specifier without one is tried. */
export const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'] as const

const codeFile = /\.[cm]?[jt]sx?$/
const declarationFile = /\.d\.(?:[^./]+\.)?[cm]?ts$/
const typeScriptFile = /\.[cm]?tsx?$/
const componentFile = /\.(?:astro|svelte|vue)$/

/** Extensions of files that hold scripts inside of markup. They are code where a parser for them is installed. */
export type ComponentExtension = '.astro' | '.svelte' | '.vue'

/** The extension of a component file; undefined for any other. */
export function componentExtension(path: string): ComponentExtension | undefined {
  return componentFile.exec(path)?.[0] as ComponentExtension | undefined
}

/** Whether the name is one of JavaScript or TypeScript, declarations included. */
export function isCodeFile(path: string): boolean {
  return codeFile.test(path)
}

export function isDeclarationFile(path: string): boolean {
  return declarationFile.test(path)
}

/** TypeScript, declarations included. */
export function isTypeScript(path: string): boolean {
  return typeScriptFile.test(path)
}

/** TypeScript that is compiled, so no declaration file. */
export function isTypeScriptSource(path: string): boolean {
  return typeScriptFile.test(path) && !isDeclarationFile(path)
}

/** A code file's path without its extension: `src/a.d.ts` and `src/a.min.js` both give `src/a`. */
export function stemOf(path: string): string {
  return path.replace(/(?:\.d\.(?:[^./]+\.)?[cm]?ts|(?:\.min)?\.[cm]?[jt]sx?|\.(?:astro|svelte|vue))$/, '')
}
