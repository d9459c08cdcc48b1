import {type Application, toRoute, withoutIndex} from './framework.ts'

/**
 * Pages, API routes, `page` and `route` files, layouts and the middleware of Next.js. With other page extensions nothing is
 * known; folders below `src` count when the root has none of their name.
 *
 * Source: https://nextjs.org/docs/app/getting-started/project-structure
 */
export function nextRoute(stem: string, application: Application): string | undefined {
  if (application.config.includes('pageExtensions')) return undefined
  if (stem === 'middleware' || stem === 'src/middleware') return 'middleware'
  const hasRoot = application.has('pages') || application.has('app')
  const [, inSource, kind, rest = ''] = /^(src\/)?(pages|app)\/(.+)$/.exec(stem) ?? []
  if (kind === undefined || (inSource !== undefined && hasRoot)) return undefined
  return kind === 'pages' ? pageRoute(rest) : appRoute(rest)
}

/** `_app`, `_document` and `_error` serve no route of their own. */
function pageRoute(path: string): string | undefined {
  return /^_(?:app|document|error)$/.test(path) ? undefined : toRoute(withoutIndex(path))
}

/** `(group)` and `@slot` are no part of the route, `_folder` is private, and intercepted routes lead elsewhere. */
function appRoute(path: string): string | undefined {
  const folders = path.split('/')
  const file = folders.pop()
  if (file !== 'page' && file !== 'route' && file !== 'layout') return undefined
  if (folders.some(folder => /^_|^\(\.{1,3}\)/.test(folder))) return undefined
  const route = toRoute(folders.filter(folder => !/^\(.*\)$|^@/.test(folder)))
  return file === 'layout' ? `${route} (layout)` : route
}
