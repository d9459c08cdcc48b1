import {type Application, toRoute, withoutIndex} from './framework.ts'

/**
 * Handlers below `server/api` and `server/routes`; a method may end the name: `users.get`.
 *
 * Source: https://nuxt.com/docs/guide/directory-structure/server
 */
export function nuxtRoute(stem: string, {config}: Application): string | undefined {
  if (/\bserverDir\b/.test(config)) return undefined
  const [, kind, rest = ''] = /^server\/(api|routes)\/(.+)$/.exec(stem) ?? []
  if (kind === undefined) return undefined
  const [, path = rest, method] =
    /^(.*)\.(get|post|put|patch|delete|head|options|connect|trace)$/.exec(rest) ?? []
  const route = toRoute([...(kind === 'api' ? ['api'] : []), ...withoutIndex(path)])
  return method === undefined ? route : `${method.toUpperCase()} ${route}`
}
