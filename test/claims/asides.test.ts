import {expect, test} from 'vitest'
import {check, judge} from './check.ts'

const files = {
  'src/view/toc.ts': 'export const toc = 1\n',
  'src/base.ts': 'export class Base {}\n',
  'src/a.ts': "import {Base} from './base.ts'\nexport class A extends Base {}\n",
  'src/b.ts': 'export class B {}\n'
}

test('keeps what holds of a sentence that tells of the past, too, and nothing else of it', () => {
  check('The view was rebuilt: it is made in `src/view/toc.ts` and `src/view/gone.ts` now.', files, [
    '1 path src/view/toc.ts: verified (exists)'
  ])
  check(
    '`src/view/gone.ts` became `A` after `OldThing` was split.',
    files,
    ['1 symbol A: verified (declared)'].slice(1)
  )
})

test('verifies that a file is gone, and refutes nothing when one of that name is there', () => {
  check('It draws by `src/view/toc.ts` (the orphan `modal.ts` was deleted).', files, [
    '1 path src/view/toc.ts: verified (exists)',
    '1 absence src/view -> file modal.ts: verified (gone)'
  ])
  check('`src/view/toc.ts` was deleted.', files, [
    '1 absence src/view -> file toc.ts: unverifiable (still there)'
  ])
  check('When `src/view/modal.ts` was deleted, tests failed.', files, [])
})

test('judges classes that stay outside of a hierarchy', () => {
  const text = (name: string) =>
    `The workflow lives in \`base.ts\` (abstract base). \`${name}.ts\` stays outside this hierarchy.`
  const absences = (name: string) => judge(text(name), files).filter(line => line.includes('absence'))
  expect(absences('b')).toEqual(['1 absence b.ts -> base.ts as base: verified (no class extends it)'])
  expect(absences('a')).toEqual(['1 absence a.ts -> base.ts as base: refuted (extends it)'])
})

test('refutes nothing but links of a document in another language', () => {
  const prose = 'Cada ficheiro fica na pasta e pode ser lido por quem quiser; '.repeat(6)
  check(`${prose}\n\nO código vive em \`src/gone.ts\`. [x](src/gone.ts)`, files, [
    '3 path src/gone.ts: unverifiable (another language)',
    '3 link src/gone.ts: refuted (no such file)'
  ])
})
