import {describe, expect, it} from 'vitest'
import {readFacts} from '../../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {folderLegend} from '../../../src/stages/map/folder-legend.ts'
import {findPurpose} from '../../../src/stages/map/purpose.ts'

function check(text: string, expected: Record<string, string>): void {
  expect(Object.fromEntries(folderLegend(text))).toEqual(expected)
}

describe('folderLegend', () => {
  it('reads the list of folders in an opening comment, a sentence of each', () =>
    check(
      '/**\n * (c) Someone\n *\n * Folders:\n *\n * - api/     What others call. Start here.\n * - `core/`: The engine.\n */\nrun()\n',
      {api: 'What others call.', core: 'The engine.'}
    ))

  it('leaves out a line that goes on in the next', () =>
    check('/*\n - a/ This one goes\n   on and on.\n - b/ The b.\n - c/ The c.\n*/', {
      b: 'The b.',
      c: 'The c.'
    }))

  it('takes neither one line alone, nor a later comment, nor plain lists for a legend', () => {
    check('/*\n - a/ The a.\n*/', {})
    check('run()\n/*\n - a/ The a.\n - b/ The b.\n*/', {})
    check('/*\n - a The a.\n - b The b.\n*/', {})
  })
})

describe('findPurpose', () => {
  const purpose = (opening: string) => {
    const legend = '/**\n * - a/ Keeps time.\n * - b/ Keeps space.\n */\n'
    const repo = createMemoryRepo({
      'package.json': '{"name": "x", "main": "src/x.ts"}',
      'src/a/one.ts': 'export const one = 1\n',
      'src/a/two.ts': 'export const two = 2\n',
      [opening]: `${legend}export const x = 1\n`
    })
    const component = {id: 'src/a', path: 'src/a', partial: false, modules: ['src/a/one.ts', 'src/a/two.ts']}
    return findPurpose(component, {facts: readFacts(repo), readText: path => repo.read(path)})
  }

  it('quotes what the module that opens the folder above says of a folder', () =>
    expect(purpose('src/x.ts')).toEqual({text: 'Keeps time.', source: '`src/x.ts`'}))

  it('does not ask any other module', () => expect(purpose('src/y.ts')).toBeUndefined())
})
