// Says in JSON what is wrong with the database of a process that has ended. Arguments: module of openEmbeddedStore, script of
// the thread, directory; on standard input the numbers of what was acknowledged, by id, as pairs in JSON. A process of its
// own, as its end closes every file.
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'

const [open, worker, directory] = process.argv.slice(2)
const acknowledged = new Map(JSON.parse(readFileSync(0, 'utf8')))
const {openEmbeddedStore} = await import(open)

const store = await openEmbeddedStore({directory, worker: new URL(worker)})
const rows = await readAll()
const head = await store.head()
await store.close()
const found = new Map(rows.map(row => [row.id, row.seq]))
console.log(
  JSON.stringify({
    head,
    lost: [...acknowledged].filter(([id, seq]) => found.get(id) !== Number(seq)).length,
    duplicated: rows.length - found.size,
    gaps: rows.filter((row, index) => row.seq !== index + 1).length + Math.abs(head - rows.length),
    changed: rows.filter(row => row.content !== row.id.repeat(20 + (row.id.length % 5) * 20)).length,
    integrity: integrity()
  })
)

async function readAll() {
  const rows = []
  for (let since = 0; ; ) {
    const page = await store.read({since, limit: 1000})
    rows.push(...page.rows)
    if (page.through >= page.head) return rows
    since = page.through
  }
}

function integrity() {
  const Database = createRequire(import.meta.url)('libsql')
  const database = new Database(join(directory, 'hub.db'))
  return database.prepare('pragma integrity_check').all()[0].integrity_check
}
