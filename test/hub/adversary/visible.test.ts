import {expect, test} from 'vitest'
import {toHubFailure} from '../../../src/cli/hub/failure.ts'
import {problemLine} from '../../../src/cli/hub/problem-line.ts'
import {rowText} from '../../../src/cli/hub/row-fields.ts'
import {tokenLine} from '../../../src/cli/hub/token-fields.ts'
import {visible} from '../../../src/cli/hub/visible.ts'
import {HubError} from '../../../src/hub/hub-error.ts'

const evil = '\u001b]0;title\u0007\n9 forged'
const shown = '\\u001b]0;title\\u0007\\u000a9 forged'

test.each([
  [evil, shown],
  ['\u009b31m', '\\u009b31m'],
  ['\u202Eback', '\\u202eback'],
  ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
  ['Grüße\t日本 🙂', 'Grüße\t日本 🙂']
])('%j reaches a terminal as %j', (text, expected) => {
  expect(visible(text)).toBe(expected)
})

test('no name or message of a hub acts on the terminal or begins a line', () => {
  const common = {seq: 1, project: evil, author: evil}
  const entry = {...common, kind: 'entry' as const, id: evil, type: 'zone' as const, content: evil, meta: {}}
  const redaction = {...common, kind: 'redaction' as const, targetSeq: 1, reason: evil, redactedAt: 0}
  const token = {id: evil, subject: evil, projects: [evil], scopes: [], createdAt: 0}
  const error = new HubError('unavailable', evil)
  const texts = [
    rowText({...entry, publishedAt: 0, redacted: true}),
    rowText(redaction),
    tokenLine(token),
    problemLine({stage: 'pull', error, again: true}),
    `${(toHubFailure(error, {command: 'hub status', options: {}}) as Error).message}\n`
  ]
  for (const text of texts) {
    expect(text).toContain('9 forged')
    expect(text.slice(0, -1)).toBe(visible(text.slice(0, -1)))
  }
})
