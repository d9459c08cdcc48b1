// Bundles bin and src, and the packages they import, into dist: a few files load in a third of the time of seven hundred.
import {chmodSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {rolldown} from 'rolldown'
import {engineHash} from './engine-hash.mjs'
import {requireCompiler} from './require-compiler.mjs'
import {thirdPartyNotices} from './third-party-notices.mjs'
import {withoutGlobals} from './without-globals.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

const bundle = await rolldown({
  cwd: root,
  input: {'bin/groundtruth': 'bin/groundtruth.ts', 'src/index': 'src/index.ts'},
  platform: 'node',
  // Native code, which is chosen for the machine when it is installed.
  external: ['oxc-parser'],
  // The `main` of jsonc-parser requires its parts in a way that no bundler sees.
  resolve: {mainFields: ['module', 'main']},
  transform: {
    target: 'node20.19',
    define: {
      GROUNDTRUTH_ENGINE: JSON.stringify(engineHash(root)),
      // CommonJS knows its place by these.
      __filename: 'import.meta.filename',
      __dirname: 'import.meta.dirname'
    }
  },
  plugins: [requireCompiler, withoutGlobals],
  onLog(level, {message}) {
    if (level === 'warn') throw new Error(`Expected to bundle without a warning, got: ${message}`)
  }
})
const {output} = await bundle.write({
  dir: 'dist',
  format: 'esm',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // Stack traces name functions, so they keep their names.
  minify: {compress: true, mangle: {keepNames: true}, codegen: {removeWhitespace: true}}
})
await bundle.close()

writeFileSync(new URL('../dist/THIRD-PARTY-NOTICES.txt', import.meta.url), thirdPartyNotices(bundledFiles()))
chmodSync(new URL('../dist/bin/groundtruth.js', import.meta.url), 0o755)

/** Of a file of which nothing is used, nothing is in the bundle. */
function bundledFiles() {
  return output
    .filter(({type}) => type === 'chunk')
    .flatMap(({modules}) => Object.entries(modules))
    .filter(([, {renderedLength}]) => renderedLength > 0)
    .map(([path]) => path)
}
