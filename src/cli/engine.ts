/** Set by the build: a hash over the sources and the versions of what reads code. */
declare const GROUNDTRUTH_ENGINE: string | undefined

/** What names the code that reads files, in caches; undefined when it runs from its sources, which change under it. */
const engine: string | undefined = typeof GROUNDTRUTH_ENGINE === 'undefined' ? undefined : GROUNDTRUTH_ENGINE

/** The engine and the parsers it uses: another version of one may see other scripts in the same file. */
export function readersOf(parserVersions: string): string | undefined {
  return engine === undefined ? undefined : [engine, parserVersions].filter(part => part !== '').join(', ')
}
