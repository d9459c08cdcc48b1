/**
 * Published packages that ship their sources.
 *
 * @type {readonly {name: string, specifier: string, source: string}[]}
 */
export const packages = [
  {name: 'rxjs', specifier: 'rxjs@7.8.1', source: 'src'},
  {name: 'trpc-server', specifier: '@trpc/server@11.25.2', source: 'src'},
  {name: 'zod', specifier: 'zod@4.6.7', source: 'src'},
  {name: 'mobx', specifier: 'mobx@7.1.3', source: 'src'}
]
