// What the compiler leaves out of dist: the detectors' pages, which `explain` prints, and the right to run the program.
import {chmodSync, cpSync, readdirSync} from 'node:fs'

const from = new URL('../src/stages/hunt/detectors/', import.meta.url)
const to = new URL('../dist/src/stages/hunt/detectors/', import.meta.url)
for (const name of readdirSync(from)) {
  if (name.endsWith('.md')) cpSync(new URL(name, from), new URL(name, to))
}
chmodSync(new URL('../dist/bin/groundtruth.js', import.meta.url), 0o755)
