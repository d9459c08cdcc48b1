import {readdirSync, readFileSync} from 'node:fs'
import {Ajv2020} from 'ajv/dist/2020.js'
import {expect, test} from 'vitest'
import {jsonSchemaFiles} from '../../src/report/json-schemas.ts'

const folder = new URL('../../schema/', import.meta.url)

test('the committed schemas are those of the source', () => {
  const files = jsonSchemaFiles()
  expect(readdirSync(folder).sort()).toEqual([...files.keys()])
  for (const [name, text] of files) expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text)
})

test('each schema compiles, strictly', () => {
  for (const text of jsonSchemaFiles().values())
    expect(() => new Ajv2020({strict: true}).compile(JSON.parse(text))).not.toThrow()
})

test('a document with a field too many or too few is refused', () => {
  const validate = new Ajv2020().compile(JSON.parse(jsonSchemaFiles().get('error.json') ?? ''))
  const error = {code: 'usage', message: 'Expected a command', hint: 'see help'}
  expect(validate({schemaVersion: 1, command: '', error})).toBe(true)
  expect(validate({schemaVersion: 1, command: '', error, more: 1})).toBe(false)
  expect(validate({schemaVersion: 1, error})).toBe(false)
})
