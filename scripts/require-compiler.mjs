const id = '\0ts-morph'

/**
 * Leaves ts-morph out of the bundle, and has it required: when CommonJS is imported, Node.js first looks for the names of
 * its exports, here through twelve megabytes.
 */
export const requireCompiler = {
  name: 'require-compiler',
  resolveId: specifier => (specifier === 'ts-morph' ? id : undefined),
  load: asked => (asked === id ? code : undefined)
}

const code = `import {createRequire} from 'node:module'
export const {Project, ts} = createRequire(import.meta.url)('ts-morph')
`
