/**
 * What edges are compared on: published packages that ship their sources, and generated workspaces.
 *
 * `conditions` are those of `exports` that lead to sources, `outputs` files that a build would make, with their sources:
 * dependency-cruiser follows `exports` to files that are there, so empty ones are put in their place.
 *
 * @typedef {{name: string, specifier: string, source: string, conditions?: string, outputs?: Record<string, string>}} Published
 * @typedef {{name: string, kind: 'npm' | 'pnpm', seed: number}} Generated
 * @type {readonly (Published | Generated)[]}
 */
export const subjects = [
  {name: 'rxjs', specifier: 'rxjs@7.8.1', source: 'src'},
  {name: 'mobx', specifier: 'mobx@7.1.3', source: 'src'},
  {name: 'trpc-server', specifier: '@trpc/server@11.25.2', source: 'src'},
  {name: 'zod', specifier: 'zod@4.6.7', source: 'src', conditions: '@zod/source'},
  {
    name: 'reduxjs-toolkit',
    specifier: '@reduxjs/toolkit@2.14.0',
    source: 'src',
    outputs: {
      'dist/index.d.mts': 'src/index.ts',
      'dist/react/index.d.mts': 'src/react/index.ts',
      'dist/query/index.d.mts': 'src/query/index.ts',
      'dist/query/react/index.d.mts': 'src/query/react/index.ts'
    }
  },
  {name: 'puppeteer-core', specifier: 'puppeteer-core@24.43.1', source: 'src'},
  {name: 'undici', specifier: 'undici@7.30.2', source: 'lib'},
  {name: 'kafkajs', specifier: 'kafkajs@2.2.4', source: 'src'},
  {name: 'workspaces-npm', kind: 'npm', seed: 1},
  {name: 'workspaces-pnpm', kind: 'pnpm', seed: 2}
]
