import {describe, expect, it} from 'vitest'
import type {TriageVerdict} from '../../../src/artifacts/triage-row.ts'
import {judge, judgeAll} from './judge.ts'
import {historyOf} from './judgement/history.ts'

const lock = {
  'src/lock.ts':
    "import {log} from './log.ts'\nexport function acquire(path: string) {\n  log(path)\n  return path.length\n}\n",
  'src/log.ts': 'export function log(text: string) {\n  console.log(text)\n}\n',
  'src/main.ts': "import {acquire} from './lock.ts'\nacquire('a')\n"
}
const tested = {
  ...lock,
  'test/lock.test.ts':
    "import {it} from 'vitest'\nimport {acquire} from '../src/lock.ts'\nit('locks', () => {\n  acquire('a')\n})\n"
}

function check(item: string, files: Record<string, string>, verdict: TriageVerdict) {
  const judged = judge(item, files)
  expect([judged.verdict, judged.rule]).toEqual([verdict, judged.rule])
}

describe('create', () => {
  it('is implemented when the symbol is declared in the named place', () => {
    check('- [ ] Add `acquire` to `src/lock.ts`', lock, 'implemented-untested')
    check('- [ ] Add `acquire` to `src/lock.ts`', tested, 'implemented-tested')
  })

  it('is not implemented when the symbol stands nowhere', () => {
    check('- [ ] Add `release` to `src/lock.ts`', lock, 'not-implemented')
    check('- [x] Add `release` to `src/lock.ts`', lock, 'phantom')
  })

  it('cannot be told when the symbol is declared elsewhere', () => {
    check('- [ ] Add `log` to `src/lock.ts`', lock, 'cannot-tell')
    check('- [x] Add `log` to `src/lock.ts`', lock, 'cannot-tell')
  })

  it('is partial when one of two symbols is there', () => {
    check('- [ ] Add `acquire` and `release` to `src/lock.ts`', lock, 'partial')
    check('- [x] Add `acquire` to `src/lock.ts` and add `release` to `src/lock.ts`', lock, 'partial')
  })

  it('is partial for a stub', () => {
    for (const body of ['{}', "{ throw new Error('not implemented') }", '{ return null }'])
      check(
        '- [ ] Add `release` to `src/stub.ts`',
        {'src/stub.ts': `export function release() ${body}\n`},
        'partial'
      )
    check(
      '- [ ] Add `release` to `src/stub.ts`',
      {'src/stub.ts': 'export function release(a: number) { return a + 1 }\n'},
      'implemented-untested'
    )
  })

  it('does not take comments and strings for code', () => {
    check(
      '- [ ] Add `releaseLock`',
      {'src/a.ts': '// releaseLock goes here\nexport const a = 1\n'},
      'not-implemented'
    )
    check('- [ ] Add `releaseLock`', {'src/a.ts': "export const a = 'releaseLock'\n"}, 'cannot-tell')
  })

  it('does not take reused helpers for work', () => {
    check('- [ ] Add `release` using existing `acquire`', lock, 'not-implemented')
    check('- [ ] Add retries using the existing `acquire`', lock, 'cannot-tell')
  })

  it('does not take a file to change for work', () => {
    check('- [ ] Add retries to `src/lock.ts`', lock, 'cannot-tell')
    check('- [ ] Create `src/lock.ts`', lock, 'implemented-untested')
    check('- [ ] Create `src/retry.ts`', lock, 'not-implemented')
  })

  it('gives generic words no weight', () => {
    check('- [ ] Add `path` to the options', lock, 'cannot-tell')
  })

  it('finds a member in the named symbol', () => {
    const files = {
      'src/a.ts':
        'export interface Options {\n  readonly status: string\n}\nexport interface Other {\n  readonly mode: string\n}\n'
    }
    check('- [ ] Add `status` to the `Options` interface', files, 'implemented-untested')
    check('- [ ] Add `mode` to the `Options` interface', files, 'cannot-tell')
    check(
      "- [ ] Add `'b'` to the `Kind` union",
      {'src/a.ts': "export type Kind = 'a' | 'b'\n"},
      'implemented-untested'
    )
  })

  it('reads house styles of paths, heirs, purposes and parentheses', () => {
    const files = {
      'src/base.ts': 'export class Base {}\n',
      'src/heir.ts': 'export class HeirStore extends Base {\n  go(n: number) {\n    return n + 1\n  }\n}\n'
    }
    check(
      '- [ ] **T003** [P] Create `HeirStore extends Base` (mirrors baseStore) + src/heir.ts',
      files,
      'implemented-untested'
    )
    check(
      '- [ ] **T003** Create `HeirStore` (MODE_A; neutral default = b) · src/heir.ts',
      files,
      'implemented-untested'
    )
    check(
      '- [ ] Create `HeirStore` so that nothing is ever lost — src/heir.ts',
      files,
      'implemented-untested'
    )
    check('- [x] **T003** Create `OtherStore extends Base` + src/heir.ts', files, 'phantom')
  })

  it('finds a new member of a union and of a list', () => {
    const files = {
      'src/kind.ts': "export type Kind = 'card' | 'board'\nexport const KINDS = ['card', 'board']\n"
    }
    check(
      "- [ ] Add `'board'` to the `Kind` union and the `KINDS` set · src/kind.ts",
      files,
      'implemented-untested'
    )
    check(
      "- [ ] Add `'sheet'` to the `Kind` union and the `KINDS` set · src/kind.ts",
      files,
      'not-implemented'
    )
  })

  it('asks for a use when something is registered or wired', () => {
    check('- [ ] Call `log` in `acquire`', lock, 'implemented-untested')
    check('- [ ] Register `acquire` in `src/log.ts`', lock, 'not-implemented')
  })

  it('cannot be told when a second sentence asks for behaviour', () => {
    check('- [ ] Add `acquire` to `src/lock.ts`. It must hold across processes.', lock, 'cannot-tell')
  })
})

describe('change', () => {
  it('shows nothing by the old place', () => {
    check('- [x] Update `acquire` in `src/lock.ts` to retry', lock, 'cannot-tell')
    check('- [ ] Update `acquire` in `src/lock.ts` to retry', lock, 'not-implemented')
  })

  it('is met by the new thing in the old place', () => {
    check('- [ ] Update `acquire` to call `log`', lock, 'implemented-untested')
    check('- [ ] Update `log` to call `acquire`', lock, 'not-implemented')
  })

  it('is stale when its object is gone', () => {
    check('- [ ] Refactor `releaseLock` to be faster', lock, 'stale-premise')
  })
})

describe('remove', () => {
  it('is done when nothing is left, and says the scope', () => {
    check('- [ ] Remove `releaseLock`', lock, 'implemented-untested')
    expect(judge('- [ ] Remove `releaseLock`', lock).scope).toBe('3 source modules, 0 test modules')
    check('- [ ] Delete `src/old.ts`', lock, 'implemented-untested')
  })

  it('is open while something is left', () => {
    check('- [ ] Remove `acquire`', lock, 'not-implemented')
    check('- [ ] Delete `src/lock.ts`', lock, 'not-implemented')
    check('- [x] Delete `src/lock.ts`', lock, 'phantom')
    check('- [ ] Remove `acquire` and `releaseLock`', lock, 'partial')
  })

  it('looks only in the named place', () => {
    check('- [ ] Remove `acquire` from `src/log.ts`', lock, 'implemented-untested')
    check('- [ ] Remove `acquire` from `src/main.ts`', lock, 'not-implemented')
  })

  it('counts what is left for "no X remains"', () => {
    check('- [ ] No `acquire` call remains', lock, 'not-implemented')
    expect(judge('- [ ] No `acquire` call remains', lock).rule).toContain('is left in 1 place')
  })
})

describe('counting', () => {
  it('tells one declaration from two', () => {
    const twice = {...lock, 'src/copy.ts': 'export function acquire() {\n  return Math.random()\n}\n'}
    check('- [ ] One `acquire` remains, in `src/lock.ts`', twice, 'not-implemented')
    check('- [ ] One `acquire` remains, in `src/lock.ts`', lock, 'implemented-untested')
    check(
      '- [ ] The duplicated `acquire` in `src/copy.ts` is removed in favor of `src/lock.ts`',
      twice,
      'not-implemented'
    )
    check(
      '- [ ] The duplicated `acquire` in `src/main.ts` is removed in favor of `src/lock.ts`',
      lock,
      'implemented-untested'
    )
  })
})

describe('replace', () => {
  it('needs the new there and the old gone', () => {
    check('- [ ] Replace `grabLock` with `acquire`', lock, 'implemented-untested')
    check('- [ ] Replace `acquire` with `seizeLock`', lock, 'not-implemented')
    check('- [ ] Replace `log` with `acquire`', lock, 'partial')
    check('- [ ] Use `acquire` instead of `grabLock` in `src/main.ts`', lock, 'implemented-untested')
  })
})

describe('test', () => {
  it('is met by a test that reaches the symbol', () => {
    check('- [ ] Add tests for `acquire`', tested, 'implemented-tested')
    check('- [ ] Add tests for `acquire`', lock, 'not-implemented')
    check('- [x] Add a test that `acquire` times out when the lock is held', tested, 'cannot-tell')
    check('- [ ] Add a test that `acquire` times out when the lock is held', tested, 'not-implemented')
  })
})

describe('process and premise', () => {
  it('cannot be checked when it is a step', () => {
    check('- [ ] Run the full test suite', lock, 'not-checkable')
    check('- [ ] Update the README', lock, 'not-checkable')
    check('- [ ] All tests pass', lock, 'not-checkable')
    check('- [-] Add `acquire`', lock, 'not-checkable')
  })

  it('is stale when a quoted snippet is gone', () => {
    check('- [ ] The wait is hardcoded: `sleep(500)` in `src/lock.ts:3`', lock, 'stale-premise')
    check('- [ ] The path is hardcoded: `log(path)` in `src/lock.ts:3`', lock, 'not-implemented')
    check('- [ ] Fix the leak at `src/old.ts:3`', lock, 'stale-premise')
  })

  it('misses a distinct name in a statement', () => {
    check('- [ ] The view renders using computeOrder', lock, 'not-implemented')
    check('- [x] Files are stored in src/templates/', lock, 'phantom')
    check('- [x] The view renders using GitHub', lock, 'cannot-tell')
  })

  it('does not take a test file that is named as a model for work', () => {
    check('- [x] Test coverage mirrors the approach used in test/lock.test.ts', tested, 'cannot-tell')
  })

  it('cannot tell behaviour from names', () => {
    check('- [ ] `acquire` retries three times', lock, 'cannot-tell')
    check('- [ ] Faster start', lock, 'cannot-tell')
    check('- [ ] `acquireAll` takes several locks', lock, 'not-implemented')
  })
})

describe('commands and flags', () => {
  const cli = {
    'package.json': '{"name": "tool", "bin": {"tool": "src/cli.ts"}}',
    'src/cli.ts':
      "import {Command} from 'commander'\nconst program = new Command()\nconst note = program.command('note')\nnote.command('list').option('--json').action(() => run())\nprogram.command('task').option('--plain')\nfunction run() { return process.argv.length }\n"
  }
  it('finds a command under its parent', () => {
    check('- [ ] Add a `tool note list` command', cli, 'implemented-untested')
    check('- [ ] Add a `tool note show` command', cli, 'not-implemented')
  })
  it('finds a flag under its command only', () => {
    check('- [ ] Add `--json` to `tool note list`', cli, 'implemented-untested')
    check('- [ ] Add a `tool note list --plain` flag', cli, 'cannot-tell')
    check('- [ ] Add `--yaml` to `tool note list`', cli, 'not-implemented')
  })
})

describe('parents', () => {
  it('are judged through their children', () => {
    const items = (text: string) => judgeAll({...lock, 'TASKS.md': text}).items.map(({verdict}) => verdict)
    expect(
      items('- [ ] Locks\n  - [ ] Add `acquire` to `src/lock.ts`\n  - [ ] Add `release` to `src/lock.ts`\n')
    ).toEqual(['partial', 'implemented-untested', 'not-implemented'])
    expect(items('- [ ] Locks\n  - [x] Add `acquire` to `src/lock.ts`\n')).toEqual([
      'implemented-untested',
      'implemented-untested'
    ])
  })
})

it('judges a parent by what its sub-items show, and says so', () => {
  const tasks = '- [ ] Tidy up\n  - [ ] Add `nowhereAtAll` to `src/z.ts`\n'
  const [parent] = judgeAll({'src/z.ts': 'export const z = 1\n', 'TASKS.md': tasks}).items
  expect([parent?.verdict, parent?.scope]).toEqual(['not-implemented', 'its sub-items (line 2)'])
})

it('cites a line or says what was searched, whatever the verdict', () => {
  const scopes = ['- [ ] Faster', '- [ ] Run the smoke checks', '- [x] Add `nowhereAtAll`'].map(item => {
    const {verdict, evidence, scope} = judge(item, {'src/z.ts': 'export const z = 1\n'})
    return [verdict, evidence.length, scope]
  })
  expect(scopes).toEqual([
    ['cannot-tell', 0, '1 source module, 0 test modules'],
    ['not-checkable', 0, 'nothing, as it asks for nothing that code could show'],
    ['phantom', 0, '1 source module, 0 test modules']
  ])
})

it('finds a file where it was moved to', () => {
  const renames = new Map([
    ['src/old.ts', 'src/mid.ts'],
    ['src/mid.ts', 'src/new.ts']
  ])
  const history = {...historyOf(), renames}
  const files = {'src/new.ts': 'export function start() {\n  return 1\n}\n'}
  expect(judge('- [x] Implement `src/old.ts`', files, {history}).verdict).not.toBe('phantom')
  expect(judge('- [x] Implement `src/other.ts`', files, {history}).verdict).toBe('phantom')
})

it('says of a file that was there once which commit removed it', () => {
  const history = {...historyOf(), removed: new Map([['src/old.ts', 'abcdef0123456789']])}
  const ruleOf = (path: string) =>
    judge(`- [x] Implement \`${path}\``, {'src/z.ts': 'export const z = 1\n'}, {history}).rule
  expect(ruleOf('src/old.ts')).toBe('ticked, and `src/old.ts` was removed in abcdef0')
  expect(ruleOf('src/never.ts')).toBe('ticked, and `src/never.ts` does not exist')
})
