import type {Database} from './driver.ts'

export function listProjects(database: Database): readonly string[] {
  return database.all('select name from projects order by name').map(([name]) => String(name))
}

export function createProjects(
  database: Database,
  names: readonly string[],
  createdAt: number
): readonly string[] {
  const insert = 'insert into projects values (?, ?) on conflict do nothing'
  return [...new Set(names)].sort().filter(name => database.run(insert, name, createdAt) > 0)
}
