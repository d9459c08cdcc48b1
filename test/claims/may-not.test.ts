import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files: Files = {
  'package.json': '{"name": "x"}',
  'lib/core/core.js': "const path = require('node:path')\nclass Core {}\nmodule.exports = {Core, path}\n",
  'lib/core/timing.js': 'exports.show = () => console.log(1)\n',
  'lib/rules/a.js': 'exports.a = 1\n',
  'lib/cli.js': 'exports.run = () => { process.exitCode = 1 }\n'
}

function check(markdown: string, expected: readonly string[], more: Files = {}): void {
  expect(judge(markdown, {...files, ...more}).filter(line => line.includes(' absence '))).toEqual(expected)
}

const parts = [
  '- `lib/core/` - this module is the core `Core` class that does the work.',
  '- `lib/rules/` - the rules.',
  '- `lib/cli.js` - the program.',
  ''
].join('\n')

test('reads what the object of a heading may not do, at the home that the document gives it', () => {
  const list = [
    '## The `Core` object',
    '',
    'This object may not:',
    '',
    '- Call `process.exit()` directly.',
    '- Perform any asynchronous operations.',
    '- Use Node.js-specific features.',
    '- Access the file system.',
    '- Output to the console.'
  ].join('\n')
  check(`${parts}\n${list}`, [
    '9 absence lib/core/ -> process.exit(): verified (no use)',
    '10 absence lib/core/ -> async / await: verified (no use)',
    '11 absence lib/core/ -> Node.js built-ins: refuted (requires it)',
    '12 absence lib/core/ -> fs: verified (no use)',
    '13 absence lib/core/ -> console: unverifiable (another file of its folder uses it)'
  ])
})

test('reads it of a folder that the heading names in words, and of nothing without a home', () => {
  const list = 'These objects may not do any of the following:\n\n- Access the file system.'
  check(`${parts}\n## Rules\n\n${list}`, ['9 absence lib/rules/ -> fs: verified (no use)'])
  check(`${parts}\n## Customers\n\n${list}`, [])
})

test('reads a sentence about the object of the heading', () => {
  check(`${parts}\n## The \`cli\` object\n\nThis object may not call \`process.exit()\` directly.`, [
    '7 absence lib/cli.js -> process.exit(): verified (no use)'
  ])
})

test('reads capabilities that a sentence rules out for what leads its item', () => {
  const item =
    '- `lib/core/` - the core. This file does no file I/O and does not interact with the `console` at all.'
  check(item, [
    '1 absence lib/core/ -> fs: verified (no use)',
    '1 absence lib/core/ -> console: refuted (uses it)'
  ])
  check(
    '- **Core** (`lib/core/`) - gets `state` from outside. It takes `x` and never touches the filesystem itself.',
    ['1 absence lib/core/ -> fs: verified (no use)']
  )
})

test('keeps a capability open that a package may bring', () => {
  check(
    '`lib/rules/` never accesses the file system.',
    ['1 absence lib/rules/ -> fs: unverifiable (may use it)'],
    {
      'lib/rules/b.js': "require('fast-glob')\n"
    }
  )
})

test('makes no rule of an order that does not say whom it binds', () => {
  check(`${parts}\n## Advice\n\nDo not use \`console.log\`. Never touch the file system.`, [])
})

test('takes types of a built-in for no use of it', () => {
  check('`lib/types` does no file I/O.', ['1 absence lib/types -> fs: verified (no use)'], {
    'lib/types/a.ts': "import type {Stats} from 'node:fs'\nexport type A = Stats\n"
  })
})
