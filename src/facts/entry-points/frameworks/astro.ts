import {type Application, toRoute, withoutIndex} from './framework.ts'

/**
 * Endpoints below `src/pages`; names that begin with an underscore are left out.
 *
 * Source: https://docs.astro.build/en/guides/endpoints/
 */
export function astroRoute(stem: string, {config}: Application): string | undefined {
  // Another `srcDir` has its pages elsewhere.
  if (!stem.startsWith('src/pages/') || /\bsrcDir\b/.test(config)) return undefined
  const path = stem.slice('src/pages/'.length)
  return /(?:^|\/)_/.test(path) ? undefined : toRoute(withoutIndex(path))
}
