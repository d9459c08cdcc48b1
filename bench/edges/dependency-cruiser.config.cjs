const {existsSync} = require('node:fs')

/** Conditions of the package's own, by which its build finds its sources. */
const conditions = (process.env.EDGES_CONDITIONS ?? '').split(' ').filter(Boolean)

/**
 * What dependency-cruiser is asked when its edges are compared with ours: every import as written, told apart from those
 * that are left after compilation; `exports` and `imports` maps; the package's own tsconfig; no build output.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  options: {
    tsPreCompilationDeps: 'specify',
    detectJSDocImports: true,
    ...(existsSync('tsconfig.json') ? {tsConfig: {fileName: 'tsconfig.json'}} : {}),
    // Build output is neither read nor an answer: the comparison puts its source for it, or drops it.
    doNotFollow: {path: '(?:^|/)(?:node_modules|dist)/'},
    moduleSystems: ['es6', 'cjs', 'tsd'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: [...conditions, 'import', 'require', 'node', 'default', 'types'],
      mainFields: ['source', 'module', 'main', 'types'],
      extensions: [
        '.ts',
        '.tsx',
        '.mts',
        '.cts',
        '.js',
        '.jsx',
        '.mjs',
        '.cjs',
        '.d.ts',
        '.d.mts',
        '.d.cts',
        '.json'
      ]
    }
  }
}
