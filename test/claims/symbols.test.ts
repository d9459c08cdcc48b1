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
