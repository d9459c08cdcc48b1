import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {Task} from '../../../src/artifacts/task.ts'
import {readTasks} from '../../../src/artifacts/tasks.ts'

/** The text of `fixtures/tasks/LEAF/PATH`. */
export function fixtureText(leaf: string, path: string): string {
  return readFileSync(
    fileURLToPath(new URL(`../../../fixtures/tasks/${leaf}/${path}`, import.meta.url)),
    'utf8'
  )
}

/** The items of `fixtures/tasks/LEAF/PATH`, read as PATH. */
export function readFixture(leaf: string, path: string): ReturnType<typeof readTasks> {
  return readTasks(path, fixtureText(leaf, path))
}

/** An item in one line: `12 #1 open text`, a dash for no id. */
export function inShort({line, id, state, text}: Task): string {
  return `${line} ${id ?? '-'} ${state} ${text}`
}

/** The items of a text in one line each. */
export function shortItems(path: string, text: string): string[] {
  return readTasks(path, text).value.map(inShort)
}
