import {readFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {contentHashOf} from '../base/content-hash.ts'
import {createRun} from './git.ts'
import type {RunGit} from './run-git.ts'

/** Where git stands, and from where it is asked: all that it says of the past hangs on these. */
export interface Revision {
  readonly head: string
  /** A hash of where a shallow clone ends; undefined for a whole one. */
  readonly shallow: string | undefined
  /** The folder of the root in the work tree with a slash at its end, `''` when they are the same. */
  readonly prefix: string
}

/** Asks git once. Undefined without git, repository or commit. */
export function readRevision(
  absoluteRoot: string,
  run: RunGit = createRun(absoluteRoot)
): Revision | undefined {
  const printed = run([
    'rev-parse',
    '--is-shallow-repository',
    '--show-prefix',
    '--git-path',
    'shallow',
    'HEAD'
  ])
  const [shallow, prefix = '', path = '', head] = (printed ?? '').split('\n')
  if (!head || !/^[0-9a-f]{40,}$/.test(head)) return undefined
  return {head, prefix, shallow: shallow === 'true' ? hashOfFile(resolve(absoluteRoot, path)) : undefined}
}

function hashOfFile(absolutePath: string): string {
  try {
    return contentHashOf(readFileSync(absolutePath, 'utf8'))
  } catch {
    // git has just said that it is there: another git may be fetching, and the next run will see.
    return ''
  }
}
