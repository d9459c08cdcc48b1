import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {setTimeout as pause} from 'node:timers/promises'
import {pathToFileURL} from 'node:url'
import Database from 'libsql'
import {afterAll, beforeAll, expect, it} from 'vitest'
import {createRandom} from '../../../src/base/random.ts'
import {parseMirror} from '../../../src/hub/mirror/parse-mirror.ts'
import {bundleMirror} from './support/bundle-mirror.ts'
import {useMirrors} from './support/mirrors.ts'

const {folder, open, later} = useMirrors()
const last = 400

let script: string
let removeBundle: () => void
beforeAll(async () => {
  ;({script, remove: removeBundle} = await bundleMirror())
})
afterAll(() => removeBundle())

/** Applies small pages from the cursor on, each with its files, until all rows are there. */
const program = (mirror: string, directory: string) => `
import {openMirror} from ${JSON.stringify(pathToFileURL(mirror).href)}
const mirror = openMirror(${JSON.stringify(directory)})
const row = seq => ({
  kind: 'entry', seq, project: 'alpha', id: 'e' + seq, type: 'zone', content: 'text ' + seq, author: 'ann',
  publishedAt: seq, meta: {}, redacted: false
})
let added = 0
for (let round = 0; round < 10000; round++) {
  const {seq: since} = mirror.cursor()
  if (since >= ${last}) break
  const through = Math.min(since + 20, ${last})
  const rows = Array.from({length: through - since}, (_, index) => row(since + 1 + index))
  added += mirror.apply({logId: 'log-1', since, through, rows}).added
  mirror.refreshFiles()
  console.log(added)
}
mirror.close()
`

interface Running {
  readonly child: ChildProcess
  /** Its lines so far: how many rows it has added after each page. */
  readonly lines: string[]
  readonly ended: Promise<number | null>
}

function start(directory: string): Running {
  const file = join(directory, '..', `program-${process.pid}.mjs`)
  writeFileSync(file, program(script, directory))
  const child = spawn(process.execPath, [file], {stdio: ['ignore', 'pipe', 'inherit']})
  later(() => child.kill('SIGKILL'))
  const lines: string[] = []
  createInterface(child.stdout).on('line', line => lines.push(line))
  return {child, lines, ended: once(child, 'close').then(([code]) => code)}
}

function expectWhole(directory: string): void {
  const mirror = open(directory)
  expect(mirror.cursor()).toEqual({logId: 'log-1', seq: last})
  const {stamp, entries} = parseMirror(readFileSync(join(directory, 'alpha', 'zones.md'), 'utf8'))
  expect(stamp.seq).toBe(last)
  expect(entries.map(({seq}) => seq)).toEqual(Array.from({length: last}, (_, index) => index + 1))
  const database = new Database(join(directory, 'mirror.db'))
  expect(database.prepare('pragma integrity_check').get()).toMatchObject({integrity_check: 'ok'})
  database.close()
}

it('two processes bring one mirror up to date together, from its very first opening', async () => {
  const directory = join(folder(), 'mirror')
  const both = [start(directory), start(directory)]
  expect(await Promise.all(both.map(({ended}) => ended))).toEqual([0, 0])
  expect(both.reduce((sum, {lines}) => sum + Number(lines.at(-1) ?? 0), 0)).toBe(last)
  expectWhole(directory)
})

it('processes that are killed leave a mirror that the next one brings up to date', async () => {
  const directory = join(folder(), 'mirror')
  const random = createRandom(8)
  for (let round = 0; round < 5; round++) {
    const {child, lines, ended} = start(directory)
    for (let wait = 0; lines.length < 1 + round && wait < 10_000; wait++) await pause(1)
    await pause(random() * 10)
    child.kill('SIGKILL')
    expect(await ended).toBe(null)
    const mirror = open(directory)
    const {entries} = parseMirror(readFileSync(join(directory, 'alpha', 'zones.md'), 'utf8'))
    expect(entries.length).toBe(mirror.cursor().seq)
    expect(entries.length).toBeGreaterThanOrEqual(20)
    mirror.close()
  }
  expect(await start(directory).ended).toBe(0)
  expectWhole(directory)
})
