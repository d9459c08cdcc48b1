import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

/** What names the code that reads files: a hash over our sources and the exact versions of all packages. */
export function engineHash(root) {
  const sources = readdirSync(join(root, 'src'), {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  const hash = createHash('sha256')
  for (const path of [...sources, join(root, 'package-lock.json')])
    hash.update(readFileSync(path)).update('\0')
  return hash.digest('hex').slice(0, 16)
}
