import {sortedUnique} from '../base/compare.ts'
import {contentHashOf} from '../base/content-hash.ts'
import type {InstalledFiles} from './installed-files.ts'
import type {Repo} from './repo.ts'

/**
 * What a piece of work asked of a repository and what came: as long as all of it comes again, so does the result of the
 * work. JSON values only; texts are kept as hashes, `null` for what could not be read.
 */
export interface RepoTrace {
  /** Hash over the paths of all listed files. */
  readonly listing: string
  readonly answers: readonly Answer[]
}

type Question = 'read' | 'exists' | keyof InstalledFiles

type Answer = readonly [question: Question, path: string, answer: string | boolean | null]

/** A file as it will lie there; undefined for one that is removed. */
export type WrittenFiles = ReadonlyMap<string, string | undefined>

/**
 * A repository that answers as the given one does, and what it was asked, in order of the first time. `trace` gives the
 * answers as they will be once `written` is written.
 */
export function traceRepo(repo: Repo): {readonly repo: Repo; trace(written?: WrittenFiles): RepoTrace} {
  const answers = new Map<string, Answer>()
  const note = (question: Question, path: string, answer: () => Answer[2]) => {
    const key = `${question} ${path}`
    if (!answers.has(key)) answers.set(key, [question, path, answer()])
  }
  const noted =
    <T>(question: Question, work: (path: string) => T, toAnswer: (result: T) => Answer[2]) =>
    (path: string): T => {
      const result = work(path)
      note(question, path, () => toAnswer(result))
      return result
    }
  const {installed} = repo
  return {
    repo: {
      ...repo,
      read: noted('read', repo.read, hashOf),
      derive(path, name, work) {
        const value = repo.derive(path, name, work)
        note('read', path, () => repo.derive(path, 'hash', contentHashOf) ?? null)
        return value
      },
      exists: noted('exists', repo.exists, asItIs),
      installed: {
        fileExists: noted('fileExists', installed.fileExists, asItIs),
        directoryExists: noted('directoryExists', installed.directoryExists, asItIs),
        readFile: noted('readFile', installed.readFile, hashOf),
        getDirectories: noted('getDirectories', installed.getDirectories, listingHash),
        realpath: noted('realpath', installed.realpath, asItIs)
      }
    },
    trace: (written = new Map()) => ({
      listing: listingHash(filesAfter(repo.files, written)),
      answers: [...answers.values()].map(answer => answerAfter(answer, written))
    })
  }
}

/** Whether a repository answers everything as it was answered. `knownHash` spares reading a file again. */
export function answersTheSame(
  {listing, answers}: RepoTrace,
  repo: Repo,
  knownHash: (path: string) => string | undefined = () => undefined
): boolean {
  const ask = createAsk(repo)
  return (
    listing === listingHash(repo.files) &&
    answers.every(([question, path, answer]) => {
      const known = question === 'read' ? knownHash(path) : undefined
      return (known ?? ask(question, path)) === answer
    })
  )
}

function asItIs<T>(answer: T): T {
  return answer
}

function createAsk(repo: Repo): (question: Question, path: string) => string | boolean | null {
  const {installed} = repo
  return (question, path) => {
    switch (question) {
      case 'read':
        return repo.derive(path, 'hash', contentHashOf) ?? null
      case 'exists':
        return repo.exists(path)
      case 'readFile':
        return hashOf(installed.readFile(path))
      case 'getDirectories':
        return listingHash(installed.getDirectories(path))
      default:
        return installed[question](path)
    }
  }
}

function hashOf(text: string | undefined): string | null {
  return text === undefined ? null : contentHashOf(text)
}

function filesAfter(files: readonly string[], written: WrittenFiles): readonly string[] {
  if (written.size === 0) return files
  const kept = files.filter(path => !written.has(path))
  const made = [...written].flatMap(([path, text]) => (text === undefined ? [] : [path]))
  return sortedUnique([...kept, ...made])
}

function answerAfter([question, path, answer]: Answer, written: WrittenFiles): Answer {
  if (!written.has(path)) return [question, path, answer]
  const text = written.get(path)
  if (question === 'read') return [question, path, hashOf(text)]
  return question === 'exists' ? [question, path, text !== undefined] : [question, path, answer]
}

function listingHash(files: readonly string[]): string {
  return contentHashOf(files.join('\n'))
}
