/** Set by the build: a hash over the sources and the versions of what reads code. */
declare const GROUNDTRUTH_ENGINE: string | undefined

/** What names the code that reads files, in caches; undefined when it runs from its sources, which change under it. */
export const engine: string | undefined =
  typeof GROUNDTRUTH_ENGINE === 'undefined' ? undefined : GROUNDTRUTH_ENGINE
