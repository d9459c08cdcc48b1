import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {hubCommands} from '../../../src/cli/hub/grammar.ts'
import {cli, createFolder} from '../cli.ts'

const page = readFileSync(new URL('../../../docs/hub.md', import.meta.url), 'utf8')
const folder = createFolder({'package.json': '{}'})

/** `` | `hub a`, `hub b c|d` | `` of the table as `a`, `b c`, `b d`. */
function documented(): {name: string; row: string}[] {
  const rows = page.split('\n').filter(line => line.startsWith('| `hub '))
  return rows.flatMap(row => {
    const cell = row.replaceAll('\\|', '/').split('|')[1] ?? ''
    return [...cell.matchAll(/`hub ([^`]+)`/g)].flatMap(([, call = '']) => {
      const words = (/^[a-z/ ]+/.exec(call)?.[0] ?? '').trim().split(' ')
      const last = words.pop() ?? ''
      return last.split('/').map(end => ({name: [...words, end].join(' '), row}))
    })
  })
}

const nameOf = (usage: string) => (/^[a-z ]+/.exec(usage)?.[0] ?? '').trim()

test('each command stands in the table of the page, and the table names no other', () => {
  const names = documented().map(({name}) => name)
  expect(names.sort()).toEqual(hubCommands.map(({usage}) => nameOf(usage)).sort())
})

test('each flag that the page names is one of a hub command, or of all commands', () => {
  const flags = new Set(hubCommands.flatMap(({options}) => options().map(({long}) => long)))
  const named = [...page.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([flag]) => flag)
  // Of other programs in the examples, and of all commands.
  const others = ['--pwprompt', '--owner', '--system', '--json', '--verbose', '--dry-run']
  expect([...new Set(named)].filter(flag => !flags.has(flag) && !others.includes(flag))).toEqual([])
})

test.each(hubCommands.map(({usage}) => nameOf(usage)))(
  'help hub %s shows its flags, as --help does',
  async name => {
    const {code, out} = await cli(folder, 'help', 'hub', ...name.split(' '))
    expect([code, out]).toEqual([0, expect.stringMatching(`^Usage: groundtruth hub ${name}`)])
    expect(out).toBe((await cli(folder, 'hub', ...name.split(' '), '--help')).out)
  }
)

test.each([
  [['token', 'issue'], /^groundtruth: Required option '--project <NAMES>' not specified; .+\n$/],
  [['token', 'lst'], /^groundtruth: Expected a command, got 'lst'; did you mean list\?\n$/],
  [['token', 'issue', '--project', 'a', '--scope', 'read', '--expires-in', '0s'], /Expected a time .+'0s'/],
  [['token', 'revoke', 'gt_aaaaaaaaaaaa_secret'], /^(?!.*secret).+got a whole token; the id stands .+\n$/],
  [['token', 'rotate', 'nobody!'], /Expected the id of a token, got another text/],
  [['start', '--store', ''], /Expected a folder or a postgres:\/\/ URL as store, got an empty text/],
  [['start', '--store', 'x', '--listen', 'here'], /Expected --listen to be HOST:PORT, got 'here'/],
  [['start', '--store', 'x', '--tls-cert', 'a'], /Expected --tls-cert and --tls-key together/],
  [['start', '--store', 'x', '--keep-audit', '0'], /Expected a whole number from 1, got '0'/],
  [['query', '--limit', '0'], /Expected a whole number from 1, got '0'/],
  [['redact', 'x', '--reason', 'y'], /Expected the number of a row, got 'x'/]
])('hub %j ends with 2 and one line', async (argv, err) => {
  const {code, out, err: said} = await cli(folder, 'hub', ...argv)
  expect([code, out, said]).toEqual([2, '', expect.stringMatching(err)])
  expect(said.match(/\n/g)).toHaveLength(1)
})
