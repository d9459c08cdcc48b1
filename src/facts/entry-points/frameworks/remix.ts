import {toRoute} from './framework.ts'

/**
 * Modules right in `app/routes`, or the `route` of a folder there, whose name spells the route with dots. Names with escapes or
 * optional parts, and layouts without a path of their own, are left out.
 *
 * Source: https://reactrouter.com/how-to/file-route-conventions
 */
export function remixRoute(stem: string): string | undefined {
  const [, name] = /^app\/routes\/([^/]+)(?:\/route)?$/.exec(stem) ?? []
  if (name === undefined || /[[\]()]/.test(name)) return undefined
  const all = name.split('.')
  const last = all.at(-1) ?? ''
  if (last.startsWith('_') && last !== '_index') return undefined
  const parts = all.filter(part => !part.startsWith('_') && part !== 'index')
  return toRoute(parts.map(part => part.replace(/_$/, '')))
}
