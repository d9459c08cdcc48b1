import {symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {cli, createFolder, readFiles} from './cli.ts'

const sources = {
  'tool/package.json': '{"name": "tool", "type": "module", "main": "./src/lock.ts"}',
  'tool/src/lock.ts': 'export function acquire(): boolean {\n  return true\n}\n',
  'tool/groundtruth.config.json': '{}'
}
const item = '- [ ] Add `release` to `src/lock.ts`\n'

/** The files of the judged items of a run in `folder`. */
async function filesOf(folder: string, ...argv: string[]): Promise<string[]> {
  const {out} = await cli(folder, 'triage', '--json', ...argv)
  const {items} = JSON.parse(out) as {items: {file: string; evidence: {path: string}[]}[]}
  return items.map(({file}) => file)
}

describe('triage', () => {
  it('finds task files in folders that begin with a dot', async () => {
    const folder = createFolder({
      ...sources,
      'tool/.context/TASKS.md': item,
      'tool/.kiro/specs/a/tasks.md': item,
      'tool/.taskmaster/tasks/tasks.json': '{"tasks": [{"id": 1, "title": "Add `release`"}]}'
    })
    expect(await filesOf(join(folder, 'tool'))).toEqual([
      '.context/TASKS.md',
      '.kiro/specs/a/tasks.md',
      '.taskmaster/tasks/tasks.json'
    ])
  })

  it('reads a file outside of the root and shows it from the current folder', async () => {
    const folder = createFolder({
      ...sources,
      'plans/TASKS.md': '- [x] Add `acquire` to `src/lock.ts`\n- [ ] Add `release` to `src/lock.ts`\n'
    })
    const {code, out, err} = await cli(join(folder, 'tool'), 'triage', '--json', '../plans/TASKS.md')
    const {items} = JSON.parse(out) as {items: {file: string; evidence: {path: string}[]}[]}
    expect(items.map(({file}) => file)).toEqual(['../plans/TASKS.md', '../plans/TASKS.md'])
    expect(items[0]?.evidence[0]?.path).toBe('src/lock.ts')
    expect(code, err).toBe(0)
    expect(await filesOf(join(folder, 'tool/src'), join(folder, 'plans/TASKS.md'))).toContain(
      '../../plans/TASKS.md'
    )
  })

  it('writes the same report again for a file outside', async () => {
    const folder = createFolder({...sources, 'plans/my tasks.md': item})
    const tool = join(folder, 'tool')
    await cli(tool, 'triage', '../plans/my tasks.md')
    const first = readFiles(tool)['TRIAGE.md']
    expect(first).toContain('`../plans/my tasks.md:1`')
    expect((await cli(tool, 'triage', '--check', '../plans/my tasks.md')).code).toBe(0)
  })

  it('takes a folder for the task files below it, else for its Markdown', async () => {
    const folder = createFolder({
      ...sources,
      'tool/specs/001-a/tasks.md': item,
      'tool/specs/001-a/checklist.md': item,
      'tool/notes/plan.md': item
    })
    expect(await filesOf(join(folder, 'tool'), 'specs')).toEqual(['specs/001-a/tasks.md'])
    expect(await filesOf(join(folder, 'tool'), 'notes')).toEqual(['notes/plan.md'])
  })

  it('reads a file once, however often it is named', async () => {
    const folder = createFolder({...sources, 'tool/TODO.md': item})
    expect(await filesOf(join(folder, 'tool'), 'TODO.md', './TODO.md', 'src/../TODO.md')).toEqual(['TODO.md'])
  })

  it('refuses with one line what it cannot read', async () => {
    const folder = createFolder({...sources, 'plans/a.md': item, 'plans/b.md': new Uint8Array([0xff, 0xfe])})
    const tool = join(folder, 'tool')
    symlinkSync(join(folder, 'plans/a.md'), join(tool, 'link.md'))
    const refusals = {
      '../plans/none.md': 'nothing there',
      '../plans/b.md': 'other bytes',
      '../plans': 'a folder outside of the root',
      'link.md': 'a file outside of the root'
    }
    for (const [name, found] of Object.entries(refusals)) {
      const {code, err} = await cli(tool, 'triage', '--quiet', name)
      expect(code).toBe(2)
      expect(err).toMatch(
        new RegExp(`^groundtruth: Expected ${name} to be a UTF-8 text file, got ${found}; [^\\n]+\\n$`)
      )
    }
  })

  it('says that a named file holds nothing', async () => {
    const folder = createFolder({...sources, 'tool/notes.md': 'none\n'})
    const {code, err} = await cli(join(folder, 'tool'), 'triage', 'notes.md')
    expect(code).toBe(0)
    expect(err).toContain('notes.md: holds no item')
  })
})

it('the items of a plan are judged when it is named, and stand in no row', async () => {
  const plan = '# Plan\n\n- [ ] **NA-1** refactor, S: add `openShop` to `src/a.ts`\n'
  const folder = createFolder({
    'src/a.ts': 'export const a = 1\n',
    'NEXT-ACTIONS.md': plan,
    'TODO.md': '- [ ] add `closeShop` to `src/a.ts`\n'
  })
  const {out} = await cli(folder, 'triage', 'NEXT-ACTIONS.md', 'TODO.md', '--json')
  const {items} = JSON.parse(out) as {items: {file: string}[]}
  expect(items.map(({file}) => file)).toEqual(['NEXT-ACTIONS.md', 'TODO.md'])
  const report = readFiles(folder)['TRIAGE.md'] ?? ''
  expect([report.includes('closeShop'), report.includes('openShop')]).toEqual([true, false])
})
