import type {TestProject} from 'vitest/node'
import {bundleTool} from './bundle.ts'
import {startPostgres} from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a bundle of the present sources, like `dist`: for what runs in a thread or a process of its own. */
    toolBundle: string
    /** A server where databases can be made; empty where there is none. */
    postgresUrl: string
  }
}

/** Once for all tests of the hub: a bundle for threads and processes, and a PostgreSQL server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [bundle, postgres] = await Promise.all([bundleTool(), startPostgres(process.env)])
  project.provide('toolBundle', bundle.folder)
  project.provide('postgresUrl', postgres.url)
  return async () => {
    bundle.remove()
    await postgres.stop()
  }
}
