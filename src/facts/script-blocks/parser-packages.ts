import type {ComponentExtension} from '../../repo/code-file.ts'

/** The package that reads the files of an extension: an optional peer. */
export const parserPackages: Readonly<Record<ComponentExtension, string>> = {
  '.astro': '@astrojs/compiler',
  '.svelte': 'svelte',
  '.vue': '@vue/compiler-sfc'
}
