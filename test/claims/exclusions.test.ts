import {expect, test} from 'vitest'
import {type Files, judge} from './check.ts'

const files: Files = {
  'package.json': '{"name": "x", "type": "module", "dependencies": {"web": "1"}}',
  'src/doors/a/index.ts': "import {core} from '../../core.ts'\nexport const a = core\n",
  'src/doors/b/index.ts': "import type {Request} from 'web'\nexport type B = Request\n",
  'src/core.ts': 'export const core = process.env.HOME\n'
}

function check(markdown: string, expected: readonly string[], more: Files = {}): void {
  expect(judge(markdown, {...files, ...more}).filter(line => line.includes('absence'))).toEqual(expected)
}

test('judges that the children of a folder never import each other', () => {
  const sentence = 'The folders in `src/doors` never import each other.'
  check(sentence, ['1 absence folders in src/doors -> each other: verified (no import)'])
  check(sentence, ['1 absence folders in src/doors -> each other: refuted (imports)'], {
    'src/doors/a/more.ts': "import type {B} from '../b/index.ts'\nexport type A = B\n"
  })
  check(sentence, ['1 absence folders in src/doors -> each other: unverifiable (unresolved imports)'], {
    'src/doors/a/more.ts': 'export const load = (name: string) => import(name)\n'
  })
  check('The folders in `src/windows` must not import each other.', [
    '1 absence folders in src/windows -> each other: unverifiable (unknown subject)'
  ])
})

test('leaves the file out that lists the others', () => {
  const listed = {
    'src/rules/a.ts': 'export const a = 1\n',
    'src/rules/b.ts': 'export const b = 1\n',
    'src/rules/index.ts': "export {a} from './a.ts'\nexport {b} from './b.ts'\n"
  }
  check(
    'The files in `src/rules` never import each other, `index.ts` apart.',
    ['1 absence files in src/rules -> each other but index.ts: verified (no import)'],
    listed
  )
  check(
    'The files in `src/rules` never import each other.',
    ['1 absence files in src/rules -> each other: refuted (imports)'],
    listed
  )
})

test('judges that packages are imported for types only', () => {
  check('`web` is imported for types only.', ['1 absence every module -> web: verified (type-only)'])
  check('`web` is imported for types only.', ['1 absence every module -> web: refuted (imports)'], {
    'src/more.ts': "import {Request} from 'web'\nexport const more = new Request()\n"
  })
  check('`web` and `net-like` are imported for types only.', [
    '1 absence every module -> web: verified (type-only)',
    '1 absence every module -> net-like: unverifiable (target is gone)'
  ])
})

test('judges where environment variables are read', () => {
  const sentence = 'Environment variables are read by name in `src/core.ts` only.'
  check(sentence, ['1 absence all but src/core.ts -> environment variables: verified (read nowhere else)'])
  check(sentence, ['1 absence all but src/core.ts -> environment variables: refuted (read elsewhere)'], {
    'src/more.ts': 'export const more = process.env.PATH\n'
  })
  check(
    'Environment variables are read by name in `src/core.ts` and `src/doors` only.',
    ['1 absence all but src/core.ts, src/doors -> environment variables: verified (read nowhere else)'],
    {'src/doors/b/env.ts': 'export const more = process.env.PATH\n'}
  )
})

test('judges that no files form a ring', () => {
  const sentence = 'No ring of value imports between files.'
  check(sentence, ['1 absence every module -> a ring of value imports: verified (no ring)'])
  check(sentence, ['1 absence every module -> a ring of value imports: refuted (a ring)'], {
    'src/core.ts': "import {a} from './doors/a/index.ts'\nexport const core = () => a\n"
  })
  check(sentence, ['1 absence every module -> a ring of value imports: verified (no ring)'], {
    'src/more.ts': "import {x} from './generated.ts'\nexport const more = x\n"
  })
  check(sentence, ['1 absence every module -> a ring of value imports: unverifiable (unresolved imports)'], {
    'package.json': '{"name": "x", "exports": {"./a": "./src/core.ts"}}',
    'src/more.ts': "import {x} from 'x/b'\nexport const more = x\n"
  })
})

test('reads no rule out of other words', () => {
  check('The folders in `src/doors` import each other.', [])
  check('No ring of imports is worse than a long one.', [])
  check('`web` is imported.', [])
})
