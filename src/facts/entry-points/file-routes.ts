import {stemOf} from '../../repo/code-file.ts'
import {isObject} from '../../repo/json.ts'
import type {Package} from '../../repo/layout.ts'
import {baseOf, folderOf, foldersAbove, isWithin, joinPath} from '../../repo/posix-path.ts'
import {dependenciesOf} from '../../repo/targets.ts'
import type {EntryPoint} from '../facts.ts'
import type {EntryContext, ReadEntries} from './entry-context.ts'
import {astroRoute} from './frameworks/astro.ts'
import type {Framework} from './frameworks/framework.ts'
import {nextRoute} from './frameworks/next.ts'
import {nuxtRoute} from './frameworks/nuxt.ts'
import {remixRoute} from './frameworks/remix.ts'
import {svelteKitRoute} from './frameworks/svelte-kit.ts'

const frameworks: readonly Framework[] = [
  {
    packages: ['next'],
    config: /^next\.config\.[cm]?[jt]s$/,
    command: /(?:^|[\s&;])next\s+(?:dev|build|start)\b/,
    routeOf: nextRoute
  },
  {packages: ['@sveltejs/kit'], config: /^svelte\.config\.[cm]?[jt]s$/, routeOf: svelteKitRoute},
  {
    packages: ['@remix-run/dev', '@react-router/fs-routes'],
    config: /^(?:vite|remix|react-router)\.config\.[cm]?[jt]s$/,
    routeOf: remixRoute
  },
  {packages: ['astro'], config: /^astro\.config\.[cm]?[jt]s$/, routeOf: astroRoute},
  {packages: ['nuxt', 'nuxt3', 'nuxt-nightly'], config: /^nuxt\.config\.[cm]?[jt]s$/, routeOf: nuxtRoute}
]

/**
 * Modules that a framework serves by their place, each as a route in the framework's own notation (`/blog/[slug]`). An
 * application is a folder with the framework's configuration below a manifest that lists it, or a package whose scripts start it.
 */
export const fileRoutes: ReadEntries = context =>
  frameworks.flatMap(framework =>
    applicationsOf(framework, context).flatMap(folder => routesIn(folder, framework, context))
  )

function applicationsOf({packages, config, command}: Framework, {repo, layout}: EntryContext): string[] {
  const listing = layout.packages.filter(({manifest}) =>
    dependenciesOf(manifest).some(name => packages.includes(name))
  )
  if (listing.length === 0) return []
  const isListed = (path: string) =>
    foldersAbove(path).some(folder => listing.some(each => each.path === folder))
  const configured = repo.files.filter(
    path => config.test(baseOf(path)) && layout.roleOf(path) !== 'fixture' && isListed(path)
  )
  const started = command ? listing.filter(pack => hasScript(pack, command)).map(({path}) => path) : []
  return [...new Set([...configured.map(folderOf), ...started])]
}

function hasScript({manifest}: Package, command: RegExp): boolean {
  return (
    isObject(manifest.scripts) && Object.values(manifest.scripts).some(each => command.test(String(each)))
  )
}

function routesIn(
  folder: string,
  {routeOf, config}: Framework,
  {repo, layout, sourceAt}: EntryContext
): EntryPoint[] {
  const own = repo.files.filter(path => isWithin(path, folder))
  const local = (path: string) => (folder === '' ? path : path.slice(folder.length + 1))
  const configPath = own.find(path => folderOf(path) === folder && config.test(baseOf(path)))
  const application = {
    has: (name: string) => repo.hasFolder(joinPath(folder, name) ?? name),
    config: configPath === undefined ? '' : (repo.read(configPath) ?? '')
  }
  return own
    .filter(path => layout.isCode(path) && sourceAt(path) === path)
    .flatMap(path => {
      const name = routeOf(stemOf(local(path)), application)
      return name === undefined ? [] : [{kind: 'route', name, path, line: 1} as const]
    })
}
