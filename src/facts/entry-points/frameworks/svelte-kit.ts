import {toRoute} from './framework.ts'

/**
 * `+server`, `+page` and `+layout` modules below `src/routes`; groups in parentheses are no part of the route.
 *
 * Source: https://svelte.dev/docs/kit/routing
 */
export function svelteKitRoute(stem: string): string | undefined {
  const [, folders = '', kind] =
    /^src\/routes\/(?:(.*)\/)?\+(server|page|layout)(?:\.server)?(?:@.*)?$/.exec(stem) ?? []
  if (kind === undefined) return undefined
  const route = toRoute(folders.split('/').filter(folder => !/^\(.*\)$/.test(folder)))
  return kind === 'layout' ? `${route} (layout)` : route
}
