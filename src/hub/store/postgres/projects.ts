import type {ProjectStore} from '../store.ts'
import type {Database} from './database.ts'
import {schema} from './schema.ts'

export function createProjectStore(database: Database): ProjectStore {
  return {
    async list() {
      const found = await database.query<{name: string}>(`select name from ${schema}.projects order by name`)
      return found.map(({name}) => name)
    },
    async create(names, createdAt) {
      const created = await database.query<{name: string}>(
        `with created as (
          insert into ${schema}.projects (name, created_at)
          select distinct name, $2::bigint from unnest($1::text[]) as wanted (name) order by name
          on conflict do nothing returning name
        ) select name from created order by name`,
        [names, createdAt]
      )
      return created.map(({name}) => name)
    }
  }
}
