import {describe, expect, it} from 'vitest'
import type {TriageVerdict} from '../../../../src/artifacts/triage-row.ts'
import {judge, judgeAll} from '../judge.ts'

const shop = {
  'package.json': JSON.stringify({
    name: 'shop',
    bin: {shop: 'src/cli.ts'},
    dependencies: {'left-pad': '^1.4.0', '@acme/money': '2.1.0'}
  }),
  'src/cli.ts':
    "import {Command} from 'commander'\nimport {load} from './load.ts'\nconst program = new Command()\nprogram.command('order').option('--plain', 'x').action(load)\n",
  'src/load.ts':
    "export type Currency = 'eur' | 'usd'\nexport function load() {\n  return process.env.SHOP_HOME\n}\nexport async function lazy() {\n  return import('./pad.ts')\n}\n",
  'src/pad.ts': "import pad from 'left-pad'\nexport const padded = (text: string) => pad(text, 8)\n"
}

function check(item: string, verdict: TriageVerdict, files: Record<string, string> = shop): void {
  const judged = judge(item, files)
  expect([judged.verdict, judged.rule]).toEqual([verdict, judged.rule])
}

describe('steps', () => {
  it('are no code', () => {
    check('- [ ] A flag may ride along only if it is trivial', 'not-checkable')
    check('- [ ] Scope stays limited to orders', 'not-checkable')
    check('- [ ] The price of shipping is decided by the owner', 'not-checkable')
    check('- [ ] `npm test` passes', 'not-checkable')
    check('- [ ] Fix any failures', 'not-checkable')
    check('- [ ] Validate against the success criteria', 'not-checkable')
  })

  it('are told from work with the same words', () => {
    check('- [ ] Add `scopeOf` to `src/load.ts`', 'not-implemented')
    check('- [ ] Fix the failures that `load` throws for broken baskets', 'not-implemented')
    check('- [ ] Validate `basketSize` in `src/load.ts`', 'not-implemented')
  })
})

describe('removals', () => {
  it('look for a call that prose quotes', () => {
    check("- [ ] The dynamic import('./pad.ts') in src/load.ts is gone", 'not-implemented')
    check("- [x] The dynamic import('./old.ts') in src/load.ts is gone", 'implemented-untested')
  })

  it('look for a snippet where a keyword of it is no word elsewhere', () => {
    const files = {...shop, 'src/words.ts': "export const words = ['import', 'pad']\n"}
    check("- [x] The dynamic import('./pad.ts') in src/load.ts is gone", 'phantom', files)
    check("- [ ] The dynamic import('./pad.ts') in src/load.ts is gone", 'not-implemented', files)
  })

  it('look for a command that prose names', () => {
    check('- [ ] The shop order command is removed', 'not-implemented')
    check('- [x] The shop refund command is removed', 'implemented-untested')
  })

  it('leave one module for the helper that a package stands behind', () => {
    const second = {...shop, 'src/table.ts': "import pad from 'left-pad'\nexport const row = pad('', 3)\n"}
    check('- [x] No direct left-pad usage remains outside the shared helper', 'implemented-untested')
    check('- [ ] No direct left-pad usage remains outside the shared helper', 'not-implemented', second)
  })

  it('find what stands in place of an environment variable', () => {
    const item =
      '- [x] Resolve the folder from the settings instead of the environment variable + src/load.ts'
    check(item, 'phantom')
    check(item, 'cannot-tell', {...shop, 'src/load.ts': 'export function load() {\n  return 1\n}\n'})
  })
})

describe('a product that is called like a file', () => {
  it('is none', () => {
    check('- [x] Create the interface with Commander.js', 'cannot-tell')
    check('- [x] Create the interface with commander.js', 'phantom')
    check('- [x] Create `Commander.js`', 'phantom')
  })
})

describe('a verb that is part of a noun', () => {
  it('asks for nothing', () => {
    const files = {
      'src/load.ts': 'export function loadAll() {\n  return [1].map(Number)\n}\n',
      'src/use.ts': "import {loadAll} from './load.ts'\nconsole.log(loadAll())\n"
    }
    check('- [ ] Call graphs hold `loadAll` for folders', 'cannot-tell', files)
    check('- [ ] Call `loadAll` in `src/use.ts`', 'implemented-untested', files)
  })
})

describe('names in prose', () => {
  const files = {
    ...shop,
    'src/hash.ts':
      'export const hash_size = 4\nexport function hash_of(text: string) {\n  return text.length\n}\n'
  }

  it('count when they are declared and said to be made', () => {
    check('- [ ] hash_of function defined and exported', 'implemented-untested', files)
    check('- [ ] parcel_weight function defined and exported', 'not-implemented', files)
    check('- [x] parcel_weight function defined and exported', 'cannot-tell', files)
  })
})

describe('packages', () => {
  it('must reach the version that a statement names', () => {
    check('- [x] @acme/money is bumped to the latest version (2.0.3+)', 'implemented-untested')
    check('- [ ] @acme/money is bumped to the latest version (2.2.0+)', 'not-implemented')
  })
})

describe('places', () => {
  it('lack a member that stands in other files only', () => {
    const other = {...shop, 'src/gold.ts': 'export const gold = 1\n'}
    check("- [x] Add `'gold'` to the `Currency` union · src/load.ts", 'phantom', other)
    const beside = {...shop, 'src/load.ts': `${shop['src/load.ts']}export const gold = 1\n`}
    check("- [x] Add `'gold'` to the `Currency` union · src/load.ts", 'cannot-tell', beside)
    check("- [x] Add `'usd'` to the `Currency` union · src/load.ts", 'implemented-untested', other)
  })

  it('lack a snippet when its name does not stand in them', () => {
    check('- [x] Add `if (isClosed(x)) return` at the top of `load` in src/load.ts', 'phantom', {
      ...shop,
      'src/state.ts': 'export function isClosed(x: number) {\n  return x > 1\n}\n'
    })
    check('- [x] Add `return process.env.HOME_OF_SHOP ?? x` at the top of `lazy` in src/load.ts', 'phantom')
    check(
      '- [x] Add `return process.env.SHOP_HOME` at the top of `load` in src/load.ts',
      'implemented-untested'
    )
  })
})

describe('a name before a prohibition', () => {
  it('is looked for', () => {
    check('- [x] Call `maybeRefund` in `load`, and never before the order is paid', 'phantom')
    check('- [x] Never call `maybeRefund` in `load`', 'cannot-tell')
  })
})

describe('what has to stay', () => {
  it('is there when its subject is', () => {
    check('- [ ] Existing `load` callers are unaffected', 'implemented-untested')
    check('- [ ] Existing `load` callers are updated with new fields', 'cannot-tell')
    check('- [ ] Existing `unload` callers are unaffected', 'not-implemented')
    check('- [ ] `load` maps orders with their order preserved', 'cannot-tell')
    check('- [ ] `load` retries after an outage of the network', 'cannot-tell')
  })
})

describe('flags after a command that is asked for', () => {
  it('belong to that command', () => {
    check('- [x] Introduce a `shop refund` command; --plain prints text', 'phantom')
    check('- [x] Introduce a `shop order` command; --plain prints text', 'cannot-tell')
  })
})

describe('names borrowed from the items of the same change', () => {
  const tasks = (...items: string[]) => ({...shop, 'specs/001-gold/tasks.md': items.join('\n')})
  const verdicts = (files: Record<string, string>) =>
    judgeAll({...files, 'TASKS.md': ''}, {file: 'specs/001-gold/tasks.md'}).items.map(({verdict}) => verdict)

  it('stand for "the" thing', () => {
    const items = [
      '- [x] T001 Create `GoldProvider` in src/gold.ts',
      '- [x] T002 Register the provider in src/cli.ts'
    ]
    expect(verdicts(tasks(...items))).toEqual(['phantom', 'phantom'])
    const built = {
      ...tasks(...items),
      'src/gold.ts': 'export class GoldProvider {\n  price() {\n    return 3\n  }\n}\n'
    }
    expect(verdicts(built)[1]).toBe('cannot-tell')
  })

  it('stand for the subject of a test without one', () => {
    const items = [
      '- [x] T001 Create `goldPrice` in src/gold.ts',
      '- [x] T002 Add unit tests for empty baskets'
    ]
    expect(verdicts(tasks(...items))).toEqual(['phantom', 'phantom'])
    expect(verdicts(tasks('- [x] T001 Keep it', '- [x] T002 Add unit tests for empty baskets'))[1]).toBe(
      'cannot-tell'
    )
  })
})
