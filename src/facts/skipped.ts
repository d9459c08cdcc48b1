import {compareBy} from '../base/compare.ts'
import {componentExtension} from '../repo/code-file.ts'
import type {FileRole, Layout} from '../repo/layout.ts'
import {baseOf} from '../repo/posix-path.ts'
import type {ModuleId, SkippedFiles} from './facts.ts'
import {parserPackages} from './script-blocks/parser-packages.ts'

const otherLanguages = new Set(
  (
    '.vue .svelte .astro .marko .coffee .civet .litcoffee .ls .elm .res .re .imba ' +
    '.py .rb .go .rs .java .kt .kts .scala .swift .m .mm .c .cc .cpp .h .hpp .cs .fs .php .pl .lua .dart .ex .exs .erl ' +
    '.hs .clj .cljs .zig .nim .r .jl .sol .wat'
  ).split(' ')
)
const reasons: Partial<Record<FileRole, string>> = {
  build: 'build output',
  vendored: 'vendored',
  minified: 'minified',
  generated: 'generated'
}

/** How many files that look like sources were not read, by extension or by reason, sorted. */
export function skippedFiles(
  files: readonly string[],
  layout: Layout,
  isModule: (id: ModuleId) => boolean
): SkippedFiles[] {
  const counts = new Map<string, number>()
  for (const path of files) {
    const reason = reasonOf(path)
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts]
    .map(([extension, count]) => ({extension, files: count, ...parserOf(extension)}))
    .sort(compareBy(({extension}) => extension))

  function reasonOf(path: string): string | undefined {
    if (layout.isCode(path))
      return isModule(path) ? undefined : (reasons[layout.roleOf(path)] ?? 'unreadable')
    const extension = /.\.[a-z]+$/i.exec(baseOf(path))?.[0].slice(1).toLowerCase()
    return extension !== undefined && otherLanguages.has(extension) ? extension : undefined
  }
}

function parserOf(reason: string): Pick<SkippedFiles, 'parser'> {
  const extension = componentExtension(reason)
  return extension === undefined ? {} : {parser: parserPackages[extension]}
}
