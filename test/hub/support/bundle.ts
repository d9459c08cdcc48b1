import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'

/** Below the package, so that its manifest and its dependencies are found. */
const cache = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url))

export interface ToolBundle {
  readonly folder: string
  remove(): void
}

/** Bundles the sources as the build does, for one run: a thread and a process run no TypeScript on Node.js 20. */
export async function bundleTool(): Promise<ToolBundle> {
  mkdirSync(cache, {recursive: true})
  const folder = mkdtempSync(join(cache, 'groundtruth-test-'))
  // @ts-expect-error: a script in JavaScript, without types.
  const {inputOptions, outputOptions} = await import('../../../scripts/bundle-options.mjs')
  const bundle = await rolldown(inputOptions)
  await bundle.write({...outputOptions, minify: false, dir: folder})
  await bundle.close()
  return {folder, remove: () => rmSync(folder, {recursive: true, force: true})}
}
