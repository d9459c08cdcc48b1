import {fileURLToPath} from 'node:url'
import {engineHash} from './engine-hash.mjs'
import {requireCompiler} from './require-compiler.mjs'
import {withoutGlobals} from './without-globals.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** How bin and src become a few files: for the build, and for tests that start processes of our own. */
export const inputOptions = {
  cwd: root,
  input: {
    'bin/groundtruth': 'bin/groundtruth.ts',
    'src/index': 'src/index.ts',
    // Started by the embedded store of the hub as a thread, which loads a file of its own.
    'hub/store-worker': 'src/hub/store/embedded/worker.ts'
  },
  platform: 'node',
  // Native code, which is chosen for the machine when it is installed; and packages of the hub that look for files of theirs
  // or for optional packages beside them.
  external: ['oxc-parser', 'libsql', 'pg', 'pino', 'prom-client'],
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
}

export const outputOptions = {
  format: 'esm',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // Stack traces name functions, so they keep their names.
  minify: {compress: true, mangle: {keepNames: true}, codegen: {removeWhitespace: true}}
}
