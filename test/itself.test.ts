import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {cli} from './cli/cli.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

test("the repository's own documents hold", {timeout: 120_000}, async () => {
  const {code, out} = await cli(root, 'check')
  expect({code, out}).toEqual({code: 0, out: ''})
})
