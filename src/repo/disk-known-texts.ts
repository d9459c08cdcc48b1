import {lstatSync, type Stats} from 'node:fs'
import {sealText, unsealText} from '../base/sealed-text.ts'
import type {CacheFolder} from './repo.ts'

/** What pure functions gave for the texts of files, as long as the files lie on disk as they did. */
export interface KnownTexts {
  /** Notes how the file lies before its text is read, so that what follows from the text is never kept for a later one. */
  stamp(path: string): void
  /** The value that was kept, else that of `derive`, which gives undefined for what cannot be read and is asked again then. */
  get(path: string, name: string, derive: () => string | undefined): string | undefined
  /** Keeps what is known for the next run. `isListed` tells the files that are still there. */
  save(isListed: (path: string) => boolean): void
}

export interface KnownTextsInput {
  readonly folder: CacheFolder
  /** Names the code that derives. One line. */
  readonly engine: string
  absoluteOf(path: string): string
  /** Milliseconds since the epoch. */
  now(): number
}

interface Entry {
  /** Empty for what is not there. */
  readonly stamp: string
  /** When the file last changed, milliseconds since the epoch. */
  readonly time: number
  readonly values: Record<string, string>
}

const fileName = 'texts'

/**
 * A file that changes within one tick of the file system's clock, after it was read, looks as if it had not: what changed so
 * shortly before is not kept. The coarsest clocks tick every two seconds (FAT). As git does: its
 * Documentation/technical/racy-git.
 */
const tickMs = 2000

/** Knows a file again by size, times, and the number that the file system gives it: any write changes one of them. */
export function openKnownTexts({folder, engine, absoluteOf, now}: KnownTextsInput): KnownTexts {
  const earlier = parseEntries(unsealText(engine, folder.read(fileName) ?? ''))
  const current = new Map<string, Entry>()
  let isChanged = false

  return {
    stamp: path => void entryOf(path),
    get(path, name, derive) {
      const {values} = entryOf(path)
      const known = values[name]
      if (known !== undefined) return known
      const value = derive()
      if (value === undefined) return undefined
      values[name] = value
      isChanged = true
      return value
    },
    save(isListed) {
      if (!isChanged) return
      const latest = now() - tickMs
      const kept = [...new Map([...earlier, ...current])].filter(
        ([path, {time, stamp}]) => stamp !== '' && time < latest && isListed(path)
      )
      folder.write(fileName, sealText(engine, JSON.stringify(kept)))
    }
  }

  function entryOf(path: string): Entry {
    const known = current.get(path)
    if (known) return known
    const old = earlier.get(path)
    const found = readStamp(absoluteOf(path))
    const entry = {...found, values: old?.stamp === found.stamp ? {...old.values} : {}}
    current.set(path, entry)
    return entry
  }
}

function readStamp(absolutePath: string): Omit<Entry, 'values'> {
  const stats = statsOf(absolutePath)
  if (!stats?.isFile()) return {stamp: '', time: Number.POSITIVE_INFINITY}
  const {size, mtimeMs, ctimeMs, ino} = stats
  return {stamp: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, time: Math.max(mtimeMs, ctimeMs)}
}

/** Undefined also for a path below a file, and for what may not be looked at. */
function statsOf(absolutePath: string): Stats | undefined {
  try {
    return lstatSync(absolutePath, {throwIfNoEntry: false})
  } catch {
    return undefined
  }
}

function parseEntries(body: string | undefined): Map<string, Entry> {
  return new Map(body === undefined ? [] : (JSON.parse(body) as [string, Entry][]))
}
