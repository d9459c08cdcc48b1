import {expect, test} from 'vitest'
import {createPrinter} from '../../src/cli/printer.ts'
import {createProgress} from '../../src/cli/progress.ts'

/** What stderr gets while two stages run. */
function watch(isTTY: boolean, env: Record<string, string>, quiet = false): string {
  const texts: string[] = []
  const stderr = {
    isTTY,
    columns: 80,
    write: (text: string) => texts.push(text),
    on: () => undefined,
    once: () => undefined,
    removeListener: () => undefined
  }
  const progress = createProgress(['map', 'hunt'], {stdout: stderr, stderr, env, cwd: '/'}, quiet)
  for (const stage of ['map', 'hunt'] as const) {
    progress.listener({stage, state: 'started'})
    progress.listener({stage, state: 'finished'})
  }
  progress.stop()
  return texts.join('')
}

test('a pipe gets a line for each stage', () => {
  expect(watch(false, {})).toBe('map …\nhunt …\n')
})

test('a terminal under CI gets lines, too', () => {
  expect(watch(true, {CI: 'true'})).toBe('map …\nhunt …\n')
})

test('a terminal gets a bar that is drawn while stages work, and cleared', () => {
  const text = watch(true, {})
  expect(text).toMatch(/0\/2 map/)
  expect(text).toMatch(/1\/2 hunt/)
  expect(text).not.toMatch(/map …/)
})

test('quiet gets nothing', () => {
  expect(watch(false, {}, true)).toBe('')
  expect(watch(true, {}, true)).toBe('')
})

/** Whether results are coloured on such a terminal. */
function isColoured(isTTY: boolean, env: Record<string, string>): boolean {
  const stream = {isTTY, write: () => undefined}
  return createPrinter({}, {stdout: stream, stderr: stream, env, cwd: '/'}).paint('red', 'x') !== 'x'
}

test('colours are for terminals, and NO_COLOR and CI turn them off', () => {
  expect(isColoured(true, {})).toBe(true)
  expect(isColoured(false, {})).toBe(false)
  expect(isColoured(true, {NO_COLOR: '1'})).toBe(false)
  expect(isColoured(true, {NO_COLOR: ''})).toBe(true)
  expect(isColoured(true, {CI: '1'})).toBe(false)
  expect(isColoured(true, {TERM: 'dumb'})).toBe(false)
})
