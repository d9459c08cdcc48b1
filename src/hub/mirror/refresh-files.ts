import {closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, rmdirSync, rmSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {sync as writeFileAtomicSync} from 'write-file-atomic'
import {type Entry, type EntryType, entryTypes} from '../entry.ts'
import {readCursor} from './apply-page.ts'
import {type MirrorDatabase, transact} from './database.ts'
import {formatMirror, type MirrorStamp, mirrorFileName} from './mirror-file.ts'
import {parseStamp} from './parse-mirror.ts'

/** The files of a mirror's folder. */
export interface MirrorFiles {
  /** Writes those that are behind the database, and takes away those that it has nothing for. How many it wrote. */
  refresh(): number
}

interface FileRow {
  readonly folder: string
  readonly type: EntryType
  readonly seq: number
}

/** Files are written while no other process may change the database, so that an older text never replaces a newer one. */
export function createFiles(database: MirrorDatabase, directory: string): MirrorFiles {
  /** Stamps that this process has seen on the disk, by path. */
  const seen = new Map<string, string>()
  let sweptFor: string | undefined
  return {
    refresh() {
      const {logId} = readCursor(database)
      if (sweptFor !== logId) sweep(database, directory)
      sweptFor = logId
      return listFiles(database).filter(file => refreshFile(database, {directory, file, seen})).length
    }
  }
}

function listFiles(database: MirrorDatabase): FileRow[] {
  return database.prepare('select folder, type, seq from file order by folder, type').all() as FileRow[]
}

interface RefreshOptions {
  readonly directory: string
  readonly file: FileRow
  readonly seen: Map<string, string>
}

function refreshFile(database: MirrorDatabase, {directory, file, seen}: RefreshOptions): boolean {
  const path = join(directory, file.folder, mirrorFileName(file.type))
  const name = stampName({...readCursor(database), type: file.type, seq: file.seq})
  if (seen.get(path) === name) return false
  const found = readStamp(path)
  const written = found === undefined || stampName(found) !== name
  if (written) transact(database, `write ${path}`, () => writeFile(database, path, file))
  seen.set(path, name)
  return written
}

function stampName({logId, seq, type}: MirrorStamp): string {
  return JSON.stringify([logId, seq, type])
}

/** Within a transaction: from what the database holds now. */
function writeFile(database: MirrorDatabase, path: string, {folder, type}: FileRow): void {
  const file = database.prepare('select seq from file where folder = ? and type = ?').get(folder, type) as
    | {seq: number}
    | undefined
  if (file === undefined) return
  const rows = database
    .prepare('select row from log where folder = ? and type = ? order by seq')
    .pluck()
    .all(folder, type) as string[]
  const stamp = {logId: readCursor(database).logId, seq: file.seq, type}
  const text = formatMirror({stamp, entries: rows.map(row => JSON.parse(row) as Entry)})
  mkdirSync(dirname(path), {recursive: true, mode: 0o700})
  // The first line tells a text that a power cut left behind.
  writeFileAtomicSync(path, text, {encoding: 'utf8', mode: 0o600, fsync: false})
}

/** Undefined where there is no file of ours. */
function readStamp(path: string): MirrorStamp | undefined {
  if (!existsSync(path)) return undefined
  const descriptor = openSync(path, 'r')
  try {
    const start = Buffer.alloc(4096)
    const bytes = start.subarray(0, readSync(descriptor, start, 0, start.length, 0))
    return parseStamp(bytes.toString('utf8').split('\n', 1)[0] ?? '')
  } finally {
    closeSync(descriptor)
  }
}

/** Takes away files of ours that the database does not know, and those that a write left half-done. */
function sweep(database: MirrorDatabase, directory: string): void {
  transact(database, `tidy the mirror in ${directory}`, () => {
    const known = new Set(listFiles(database).map(({folder, type}) => join(folder, mirrorFileName(type))))
    const folders = readdirSync(directory, {withFileTypes: true}).filter(entry => entry.isDirectory())
    for (const {name} of folders) sweepFolder(directory, name, known)
  })
}

const names = entryTypes.map(mirrorFileName)

function sweepFolder(directory: string, folder: string, known: ReadonlySet<string>): void {
  const path = join(directory, folder)
  for (const name of readdirSync(path)) {
    const halfDone = names.some(
      file => name.startsWith(`${file}.`) && /^\d+$/.test(name.slice(file.length + 1))
    )
    const unknown = names.includes(name) && !known.has(join(folder, name)) && readStamp(join(path, name))
    if (halfDone || unknown) rmSync(join(path, name))
  }
  if (readdirSync(path).length === 0) rmdirSync(path)
}
