import {existsSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {isDatabaseUrl} from '../../../src/hub/store/open-store.ts'
import {cleanUp, newFolder, runTool, serveDemo} from '../cli/run-tool.ts'

cleanUp()

test.each([
  ['backup', 'hub.backup'],
  ['migrate', '--to', './other'],
  ['token', 'list'],
  ['token', 'issue', '--project', '*', '--scope', 'admin']
])('hub %s of a store that is not there fails, and makes none', async (...args) => {
  const cwd = newFolder()
  const {code, err} = await runTool(['hub', ...args, '--store', './mistyped'], {cwd})
  expect(err).toContain('Expected the store of a hub in ./mistyped, found none')
  expect(code).toBe(2)
  expect(readdirSync(cwd)).toEqual([])
})

test('hub backup of a store that is there copies it', async () => {
  const cwd = newFolder()
  const {hub} = await serveDemo(join(cwd, 'store'))
  const {code} = await runTool(['hub', 'backup', 'hub.backup', '--store', './store'], {cwd})
  expect(code).toBe(0)
  expect(existsSync(join(cwd, 'hub.backup'))).toBe(true)
  expect(hub.url).toContain('127.0.0.1')
})

describe('a location of a store', () => {
  test.each([
    'postgres://ada@127.0.0.1/hub',
    'postgresql:///hub',
    'POSTGRES://ada:hunter2@127.0.0.1/hub',
    'mysql://ada:hunter2@127.0.0.1/hub'
  ])('that is a URL is no folder: %s', location => {
    expect(isDatabaseUrl(location)).toBe(true)
  })

  test.each(['hub-data', './postgres', '/srv/postgres/hub', 'C:\\hub', 'C:/hub', 'postgres:hub'])(
    '%s is a folder',
    location => {
      expect(isDatabaseUrl(location)).toBe(false)
    }
  )
})
