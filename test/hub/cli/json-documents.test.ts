import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {Ajv2020} from 'ajv/dist/2020.js'
import {afterAll, expect, test} from 'vitest'
import {jsonSchemaFiles} from '../../../src/report/json-schemas.ts'
import {addProject, cleanUp, newFolder, runTool, serveDemo, spawnTool} from './run-tool.ts'

cleanUp()

const schemas = new Map([...jsonSchemaFiles()].filter(([name]) => name.startsWith('hub-')))
const seen = new Set<string>()

/** Fails unless a printed document is one of its schema. */
function check(name: string, out: string): ReturnType<typeof JSON.parse> {
  const document = JSON.parse(out)
  const ajv = new Ajv2020({allErrors: true})
  const valid = ajv.validate(JSON.parse(schemas.get(`${name}.json`) ?? 'false'), document)
  expect(valid ? [] : ajv.errors, name).toEqual([])
  seen.add(`${name}.json`)
  return document
}

test('what each command prints under --json fits its schema', async () => {
  const cwd = newFolder()
  const store = join(cwd, 'store')
  writeFileSync(join(cwd, 'package.json'), '{"name": "small"}')
  writeFileSync(join(cwd, 'LEARNINGS.md'), '## [2026-05-23] Count once\n\nTwice is wrong.\n')
  const {hub, admin, tokenId} = await serveDemo(store, '--metrics', '127.0.0.1:0')
  const {child, exited, log, ...printed} = hub
  check('hub-start', JSON.stringify(printed))
  const member = (await addProject({hub, admin}, 'small')).member
  const document = async (name: string, args: string[], who: {hub?: string; token?: string} = admin) => {
    const {code, out, err} = await runTool(['hub', ...args, '--json'], {...who, cwd})
    expect([code, err.includes('groundtruth:')], `${args.join(' ')}: ${err}`).toEqual([0, false])
    return check(name, out)
  }
  await document('hub-publish', ['publish', '--dry-run'], {})
  const {seqs} = await document('hub-publish', ['publish'], member)
  await document('hub-sync', ['sync'], member)
  const issued = ['token', 'issue', '--project', 'demo', '--scope', 'read', '--expires-in', '1h']
  await document('hub-token-issue', issued)
  await document('hub-token-rotate', ['token', 'rotate', tokenId])
  await document('hub-token-revoke', ['token', 'revoke', tokenId])
  await document('hub-token-list', ['token', 'list'])
  const listener = spawnTool(['hub', 'listen', '--json'], {...member, cwd})
  const heard = createInterface({input: listener.stdout})[Symbol.asyncIterator]()
  await document('hub-redact', ['redact', `${seqs[0]}`, '--reason', 'a secret'])
  check('hub-listen', (await heard.next()).value)
  listener.kill('SIGINT')
  await document('hub-query', ['query'])
  await document('hub-status', ['status'])
  await document('hub-audit', ['audit'])
  await document('hub-backup', ['backup', 'hub.backup'])
  await document('hub-stop', ['stop'])
  await exited
  await document('hub-restore', ['restore', 'hub.backup', '--store', store, '--replace'])
  await document('hub-migrate', ['migrate', '--store', store, '--to', 'moved'])
})

afterAll(() => expect([...seen].sort()).toEqual([...schemas.keys()].sort()))

test('a document that fits no more is refused', () => {
  expect(() => check('hub-stop', '{"schemaVersion": 1, "command": "hub stop", "stopped": false}')).toThrow()
})
