import {existsSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Runner} from './runner.ts'

/** Stryker as it is installed beside groundtruth. */
export interface InstalledStryker {
  readonly version: string
  /** Absolute path of its command line tool. */
  readonly program: string
  /** What Stryker imports for a runner: `''` when it needs no plugin, undefined when that is not installed. */
  pluginOf(runner: Runner['name']): string | undefined
}

/** Looked for from this file, whatever the analysed repository is; undefined when it is not there. */
export function installedStryker(): InstalledStryker | undefined {
  const {paths} = createRequire(import.meta.url).resolve
  return findStryker((paths('@stryker-mutator/core') ?? []).map(folder => join(folder, '@stryker-mutator')))
}

/** In the first of some folders that holds packages of Stryker. Manifests are read, as the packages load as modules only. */
export function findStryker(folders: readonly string[]): InstalledStryker | undefined {
  const core = folders.map(folder => readPackage(join(folder, 'core'))).find(each => each !== undefined)
  if (!core) return undefined
  return {
    version: core.version,
    program: join(core.folder, 'bin', 'stryker.js'),
    pluginOf(runner) {
      if (runner === 'command') return ''
      const [plugin] = folders.flatMap(folder => readPackage(join(folder, `${runner}-runner`)) ?? [])
      return plugin && pathToFileURL(join(plugin.folder, plugin.main)).href
    }
  }
}

interface Package {
  readonly folder: string
  readonly version: string
  readonly main: string
}

function readPackage(folder: string): Package | undefined {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return undefined
  const {version, main, exports} = JSON.parse(readFileSync(manifest, 'utf8')) as {
    version?: string
    main?: string
    exports?: string | Readonly<Record<string, unknown>>
  }
  const entry = typeof exports === 'object' ? exports['.'] : exports
  const imported = (entry as {import?: unknown} | undefined)?.import ?? entry
  return {
    folder,
    version: version ?? '',
    main: typeof imported === 'string' ? imported : (main ?? 'index.js')
  }
}
