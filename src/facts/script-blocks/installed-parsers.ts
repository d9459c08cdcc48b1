import {createRequire} from 'node:module'
import type {ComponentExtension} from '../../repo/code-file.ts'
import {type AstroCompiler, createAstroReader} from './astro.ts'
import {parserPackages} from './parser-packages.ts'
import type {ReadScriptBlocks, ScriptParser, ScriptParsers} from './script-block.ts'
import {createSvelteReader, type SvelteCompiler} from './svelte.ts'
import {createVueReader, type VueCompiler} from './vue.ts'

type Require = (specifier: string) => unknown

const readers: Readonly<Record<ComponentExtension, (load: Require) => ReadScriptBlocks>> = {
  '.astro': load => createAstroReader(load('@astrojs/compiler/sync') as AstroCompiler),
  '.svelte': load => createSvelteReader(load('svelte/compiler') as SvelteCompiler),
  '.vue': load => createVueReader(load('@vue/compiler-sfc') as VueCompiler)
}

let installed: ScriptParsers | undefined

/**
 * The parsers that are installed beside groundtruth, by extension. They are looked for from this file, whatever the
 * analysed repository is, and loaded when the first file of theirs is read.
 */
export function installedScriptParsers(): ScriptParsers {
  installed ??= findScriptParsers(createRequire(import.meta.url))
  return installed
}

/** Those that `load` finds. */
export function findScriptParsers(load: Require): ScriptParsers {
  const extensions = Object.keys(readers) as ComponentExtension[]
  return new Map(
    extensions.flatMap(extension => {
      const version = versionOf(parserPackages[extension], load)
      return version === undefined ? [] : [[extension, toParser(extension, version, load)] as const]
    })
  )
}

/** Undefined when the package is not there, or hides its manifest and so cannot be told from another version of it. */
function versionOf(name: string, load: Require): string | undefined {
  try {
    const {version} = load(`${name}/package.json`) as {readonly version?: unknown}
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}

function toParser(extension: ComponentExtension, version: string, load: Require): ScriptParser {
  let reader: ReadScriptBlocks | undefined
  return {
    package: parserPackages[extension],
    version,
    read(text) {
      try {
        reader ??= readers[extension](load)
        return reader(text)
      } catch {
        // It throws for what is no component to it, such as markup that a preprocessor turns into one.
        return undefined
      }
    }
  }
}

/** What names the parsers in caches: `@vue/compiler-sfc 3.5.1, svelte 5.2.0`; empty without any. */
export function scriptParserVersions(parsers: ScriptParsers): string {
  return [...parsers.values()].map(parser => `${parser.package} ${parser.version}`).join(', ')
}
