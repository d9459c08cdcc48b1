import {describe, expect, it} from 'vitest'
import {judge} from '../judge.ts'

const sources = {
  'src/fault.ts':
    'export enum Fault {\n  Missing,\n  Forbidden,\n  Busy\n}\nexport class LostError extends Error {}\n',
  'src/courier.ts':
    "import {Fault} from './fault.ts'\nexport function deliver(stops: string[], stamp: string) {\n  for (const stop of stops) {\n    const fault = knock(stop, stamp)\n    if (fault === Fault.Forbidden || fault === Fault.Missing) throw new Error('turned away')\n  }\n}\nfunction knock(stop: string, stamp: string) {\n  return stop + stamp === '' ? Fault.Busy : undefined\n}\n"
}

/** Verdict and rule of an item about the courier. */
function check(item: string, verdict: string, changes: Record<string, string> = {}) {
  const judged = judge(`- [ ] ${item}`, {...sources, ...changes})
  expect([judged.verdict, judged.rule]).toEqual([verdict, judged.rule])
  return judged
}

const item = 'Courier deliveries should stop on Forbidden/Missing.'
const head = "import {deliver} from '../src/courier.ts'\n"

describe('a guard meets a clause', () => {
  it('that names its constants and its place', () => {
    const {rule, clauses} = check('Let courier stop on Forbidden/Missing', 'implemented-untested')
    expect(rule).toBe('`deliver` throws on `Forbidden`, `Missing` (`src/courier.ts:5`)')
    expect(clauses[0]?.state).toBe('met')
    expect(check('Let `deliver` stop on FORBIDDEN and `MISSING`', 'implemented-untested').rule).toContain(
      ':5'
    )
  })

  it('not one that names another constant, another place, or no stop', () => {
    expect(check('Let courier stop on Forbidden/Busy', 'partial').rule).toBe(
      '`deliver` stops in `src/courier.ts:5`, but not on `Busy`'
    )
    for (const other of [
      'Let postman stop on Forbidden/Missing',
      'Let courier wait on Forbidden/Missing',
      'Let courier stop on a red light'
    ])
      expect(judge(`- [ ] ${other}`, sources).verdict, other).not.toMatch(/^implemented|^partial/)
  })

  it('that names the function and says what the condition asks', () => {
    const register = (condition: string) => ({
      'src/desk.ts': `const known = new Set<string>()\nexport function enrol(member: string) {\n  if (${condition}) throw new Error('no')\n  known.add(member)\n}\n`
    })
    const verdict = (text: string, condition: string) =>
      judge(`- [ ] ${text}`, {...sources, ...register(condition)}).verdict
    expect(verdict('`enrol` should reject a known member', 'known.has(member)')).toBe('implemented-untested')
    expect(verdict('`enrol` should reject an empty member', "member === ''")).toBe('implemented-untested')
    expect(verdict('`enrol` should reject a member that is too long', 'member.length > 9')).toBe(
      'implemented-untested'
    )
    expect(verdict('`enrol` should reject an empty member', 'known.has(member)')).not.toMatch(/^implemented/)
    expect(verdict('`enrol` should reject a member from abroad', 'known.has(member)')).not.toMatch(
      /^implemented/
    )
    expect(verdict('Members from the desk should reject a known member', 'known.has(member)')).not.toMatch(
      /^implemented/
    )
  })
})

describe('a guard is tested', () => {
  const tested = (test: string, expected: string) =>
    check(item, expected, {'test/courier.test.ts': head + test})

  it('by a test that names its constant, expects its message, or says so in its title', () => {
    const call = "deliver(['a'], 'x')"
    tested(`it('a', () => {\n  expect(() => ${call}).toThrow(Fault.Forbidden)\n})\n`, 'implemented-tested')
    tested(`it('a', () => {\n  expect(() => ${call}).toThrow('turned away')\n})\n`, 'implemented-tested')
    tested(`it('a', () => {\n  expect(() => ${call}).toThrow(/turned away/)\n})\n`, 'implemented-tested')
    tested(`it('stops when forbidden', () => {\n  ${call}\n})\n`, 'implemented-tested')
    const {tests, testNote} = tested(`it('a', () => {\n  ${call}\n})\n`, 'implemented-untested')
    expect(tests.map(({line}) => line)).toEqual([2])
    expect(testNote).toBe('none takes the branch: none names `Forbidden` or `Missing`')
  })

  it('by no test that only names it', () => {
    tested(
      "it('stops when Forbidden', () => {\n  expect(Fault.Forbidden).toBe(1)\n})\n",
      'implemented-untested'
    )
  })
})

describe('the next step names the case that is missing', () => {
  it('with two elements for a loop, and what turns the argument away', () => {
    const gate = {
      'src/gate.ts':
        "import {Fault} from './fault.ts'\nexport function pass(stamp: string) {\n  if (stamp === '') throw Fault.Forbidden\n}\n",
      'test/courier.test.ts': `${head}it('a', () => {\n  open('near')\n  deliver(['near', 'far'], 'x')\n})\n`
    }
    expect(check(item, 'implemented-untested', gate).nextStep).toBe(
      "write a test in `test/courier.test.ts` that calls `deliver` with `stops` of a live first one (set up by `open`, as `'near'` in line 4) and an unrouted second one (as `'far'` in line 4), and a bogus `stamp`, which `pass` turns away with `Forbidden` (`src/gate.ts:3`); expect `Forbidden`, which fails once `src/courier.ts:5` is deleted, then tick it"
    )
  })

  it('by the condition where nothing more is known, in the file that the repository would give it', () => {
    expect(
      judge('- [ ] `enrol` should reject an empty member', {
        'src/desk.ts':
          "export function enrol(member: string) {\n  if (member === '') throw new RangeError('no')\n  return member\n}\n"
      }).nextStep
    ).toBe(
      'write a test in `src/desk.test.ts` that calls `enrol` with an input for which `src/desk.ts:2` holds; expect that it throws, which fails once `src/desk.ts:2` is deleted, then tick it'
    )
  })
})
