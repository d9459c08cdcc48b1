import {rmSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'

/** The mirror as a script that a process of its own can import, in the place where it finds native packages. */
export async function bundleMirror(): Promise<{readonly script: string; remove(): void}> {
  const folder = fileURLToPath(
    new URL(`../../../../node_modules/.cache/groundtruth-mirror-${process.pid}/`, import.meta.url)
  )
  const input = fileURLToPath(new URL('../../../../src/hub/mirror/open-mirror.ts', import.meta.url))
  const bundle = await rolldown({
    input,
    platform: 'node',
    external: ['libsql'],
    // CommonJS knows its place by it.
    transform: {define: {__filename: 'import.meta.filename'}}
  })
  await bundle.write({format: 'esm', dir: folder, entryFileNames: 'mirror.mjs'})
  await bundle.close()
  return {script: join(folder, 'mirror.mjs'), remove: () => rmSync(folder, {recursive: true, force: true})}
}
