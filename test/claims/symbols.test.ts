import {expect, test} from 'vitest'
import {judgeDocument} from '../../src/claims/judge-document.ts'
import {check, worldOf} from './check.ts'

const files = {
  'src/lock.ts': 'export class FileLock {\n  acquire() {}\n}\n// RetiredLock\nexport const maxAge = 1\n',
  'src/store.ts': "import {FileLock} from './lock.ts'\nexport const openStore = () => new FileLock()\n"
}

test('verifies a declaration and a member in their file', () => {
  check('`FileLock` is defined in `src/lock.ts`, with `FileLock.acquire`.', files, [
    '1 symbol FileLock -> src/lock.ts: verified (declared)',
    '1 path src/lock.ts: verified (exists)',
    '1 symbol FileLock.acquire: verified (declared)'
  ])
})

test('refutes a stated home that does not hold the name and offers the file that does', () => {
  const [claim] = judgeDocument('doc.md', '`openStore` is defined in `src/lock.ts`.', worldOf(files))
  expect(claim).toMatchObject({verdict: 'refuted', reason: 'not declared there', suggestion: 'src/store.ts'})
})

test('keeps a use in the home open', () => {
  check('`src/store.ts` (`FileLock`)', files, [
    '1 path src/store.ts: verified (exists)',
    '1 symbol FileLock -> src/store.ts: unverifiable (mentioned, not declared)'
  ])
})

test('refutes a name of several parts that stands only in a comment', () => {
  check('- `src/lock.ts` keeps `RetiredLock` alive', files, [
    '1 path src/lock.ts: verified (exists)',
    '1 symbol RetiredLock -> src/lock.ts: refuted (named nowhere)'
  ])
})

test('keeps a name without a home silent and one that stands elsewhere open', () => {
  check('Browsers offer `requestIdleCallback`.\n\n- `src/lock.ts` is used by `openStore`', files, [
    '3 edge openStore -> src/lock.ts: verified (imports)',
    '3 path src/lock.ts: verified (exists)',
    '3 symbol openStore -> src/lock.ts: unverifiable (declared elsewhere)'
  ])
})

test('gives one home to a list of names, and that of their row or section', () => {
  const home = (markdown: string) =>
    judgeDocument('doc.md', markdown, worldOf(files)).flatMap(({kind, subject, object}) =>
      kind === 'symbol' ? [`${subject} ${object}`] : []
    )
  expect(home('`maxAge` and `FileLock` in `src/lock.ts`, `openStore` elsewhere.')).toEqual([
    'maxAge src/lock.ts',
    'FileLock src/lock.ts',
    'openStore undefined'
  ])
  expect(home('| module | exports |\n| --- | --- |\n| `src/lock.ts` | `FileLock` |')).toEqual([
    'FileLock src/lock.ts'
  ])
  expect(home('## `src/lock.ts`\n\nDeclares `FileLock` and `maxAge`.')).toEqual([
    'FileLock src/lock.ts',
    'maxAge src/lock.ts'
  ])
})

test('says of a declaration in the wrong file both where it is not and where it is', () => {
  check('`openStore` is defined in `src/lock.ts`.', files, [
    '1 symbol openStore -> src/lock.ts: refuted (not declared there)',
    '1 symbol openStore -> src/store.ts: verified (declared)',
    '1 path src/lock.ts: verified (exists)'
  ])
})

test('finds that a declaration stands at another line than named', () => {
  const long = {'src/long.ts': `${'\n'.repeat(40)}export const farAway = 1\n`}
  const [claim] = judgeDocument('doc.md', '`farAway` (`src/long.ts:3`)', worldOf(long))
  expect(claim).toMatchObject({verdict: 'refuted', reason: 'moved', suggestion: 'src/long.ts:41'})
  check('`farAway` (`src/long.ts:40`)', long, [
    '1 symbol farAway -> src/long.ts:40: verified (declared)',
    '1 path src/long.ts:40: verified (exists)'
  ])
})

test('refutes a name whose parts stand in another order, written as code or not', () => {
  const config = {'src/config.ts': 'export const defaults = {nudgeMaxRetry: 3}\n'}
  const claims = judgeDocument(
    'doc.md',
    'It fails after config.maxNudgeRetry retries, or config.nudgeMaxRetry.',
    worldOf(config)
  )
  expect(claims).toMatchObject([
    {subject: 'config.maxNudgeRetry', verdict: 'refuted', suggestion: 'nudgeMaxRetry'},
    {subject: 'config.nudgeMaxRetry', verdict: 'verified'}
  ])
  check('Set `NUDGE_MAX_RETRY` and `browserTabsOpen`.', config, [])
})

test('keeps a name of other programs silent that stands beside a file', () => {
  check('- `src/lock.ts`: runs on each change, `EnterWorktree` included', files, [
    '1 path src/lock.ts: verified (exists)'
  ])
})

test('keeps a name open whose place is not known, and takes one of several places', () => {
  const two = {...files, 'a/index.ts': 'export const maxAge = 2\n', 'b/index.ts': 'export {}\n'}
  check('We have `openStore` in `lib/dates.ts`, `maxAge` in `index.ts`, and `maxAge`.', two, [
    '1 symbol openStore -> lib/dates.ts: unverifiable (unknown place)',
    '1 path lib/dates.ts: unverifiable (unknown folder)',
    '1 symbol maxAge -> index.ts: verified (declared)',
    '1 path index.ts: unverifiable (several files)',
    '1 symbol maxAge: verified (declared)'
  ])
})

test('reads no quotation that is announced as an example', () => {
  check('Example comment:\n\n> We have `openStore` in `src/dates.ts`.', files, [])
  check('The rule:\n\n> We have `openStore` in `src/store.ts`.', files, [
    '3 symbol openStore -> src/store.ts: verified (declared)',
    '3 path src/store.ts: verified (exists)'
  ])
})
