import {expect, it} from 'vitest'
import {verbOf} from '../../../../src/stages/triage/verbs.ts'

it.each([
  'ESLint passes before commit',
  'Type-check is clean',
  'TypeScript compilation succeeds without warnings',
  'Self-review: every command has a hint',
  '人工验证：登录流程',
  '動作確認',
  '运行 typecheck / test'
])('is no work on code: %s', clause => {
  expect(verbOf(clause)).toBe('process')
})

it.each(['Lint rule that passes names on', 'Build the page', '新增登录流程'])(
  'may be work on code: %s',
  clause => {
    expect(verbOf(clause)).not.toBe('process')
  }
)
