import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {PassThrough} from 'node:stream'
import {describe, expect, it} from 'vitest'
import {runCli} from '../../src/cli/run.ts'
import {triageSchema} from '../../src/report/schemas/triage.ts'
import {cli, createFolder, type Outcome, readFiles, writeFiles} from './cli.ts'
import {commitAll} from './history.ts'

const sources = {
  'package.json': '{"name": "post", "type": "module", "main": "./src/post.ts"}',
  'src/post.ts':
    'export function stampLetter(letter: string) {\n  return [letter]\n}\nexport function sealLetter(letter: string) {\n  return {letter}\n}\n',
  'test/post.test.ts':
    "import {expect, test} from 'vitest'\nimport {stampLetter} from '../src/post.ts'\ntest('stamps', () => {\n  expect(stampLetter('a')).toEqual(['a'])\n})\n"
}
const tasks = [
  '\uFEFF# Tasks\r',
  '\r',
  '* [ ] Add `stampLetter` to `src/post.ts`  \r',
  '* [ ] Add `sealLetter` to `src/post.ts`\r',
  '    * [ ] Add `weighLetter` to `src/post.ts`\r',
  '* [x] Add `franklyAbsent` to `src/post.ts`\r',
  '* [-] Add `sealTwice`. Skipped: no longer needed\r',
  '\r',
  'Closing words'
].join('\n')

function post(text = tasks): string {
  const folder = createFolder({...sources, 'TASKS.md': text})
  return folder
}

/** The task file with line breaks of one kind. */
function tasksIn(folder: string): string {
  return readFileSync(join(folder, 'TASKS.md'), 'utf8')
}

/** A call with someone at the terminal who types an answer. */
async function answered(folder: string, answer: string, ...argv: string[]): Promise<Outcome> {
  const stdin = Object.assign(new PassThrough(), {isTTY: true})
  stdin.end(answer)
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCli(argv, {
    stdin,
    stdout: {write: text => out.push(text)},
    stderr: {write: text => err.push(text)},
    env: {},
    cwd: folder
  })
  return {code, out: out.join(''), err: err.join('')}
}

describe('triage --apply', () => {
  it('ticks what is implemented and tested, notes the rest, and keeps every other byte', async () => {
    const folder = post()
    const hash = commitAll(folder, '2026-11-20')
    const {code, out, err} = await cli(folder, 'triage', '--apply', '--yes')
    expect(code, err).toBe(0)
    expect(out).toMatch(/^--- a\/TASKS\.md\n/)
    expect(err).toContain('TASKS.md: 1 item ticked, ')
    const after = tasksIn(folder).split('\n')
    expect(after.filter(line => !line.includes('Triaged'))).toEqual(
      tasks.replace('[ ] Add `stampLetter`', '[x] Add `stampLetter`').split('\n')
    )
    const notes = after.filter(line => line.includes('Triaged'))
    expect(notes.map(line => line.replace(/: [\s\S]*/, ''))).toEqual([
      `  * Triaged 2026-11-20 (${hash.slice(0, 7)})`
    ])
    expect(notes[0]).toMatch(/: phantom: .* <!-- triage [0-9a-f]{8} -->\r$/)
  })

  it('changes nothing the second time, TRIAGE.md included', async () => {
    const folder = post()
    commitAll(folder, '2026-11-20')
    await cli(folder, 'triage', '--apply', '--yes')
    const before = readFiles(folder)
    const {code, err} = await cli(folder, 'triage', '--apply', '--yes')
    expect([code, err.includes('no task file has anything to edit')]).toEqual([0, true])
    expect(readFiles(folder)['TASKS.md']).toBe(before['TASKS.md'])
    expect(readFiles(folder)['TRIAGE.md']).toBe(before['TRIAGE.md'])
    expect((await cli(folder, 'triage', '--check')).code).toBe(0)
  })

  it('adds a further note once the verdict is another one', async () => {
    const folder = post('- [ ] Add `sealLetter` to `src/post.ts`\n')
    commitAll(folder, '2026-11-20')
    await cli(folder, 'triage', '--apply', '--yes')
    const first = tasksIn(folder)
    expect(first).toMatch(/^- \[ \] .*\n {2}- Triaged 2026-11-20 \(\w{7}\): implemented-untested: .*\n$/)
    const test = "import {sealLetter} from '../src/post.ts'\nimport {expect, test} from 'vitest'\n"
    writeFiles(folder, {
      'test/seal.test.ts': `${test}test('seals', () => expect(sealLetter('a')).toEqual({letter: 'a'}))\n`
    })
    await cli(folder, 'triage', '--apply', '--yes')
    expect(tasksIn(folder)).toBe(first.replace('[ ]', '[x]'))
    writeFiles(folder, {'test/seal.test.ts': '', 'src/post.ts': 'export const none = 1\n'})
    await cli(folder, 'triage', '--apply', '--yes')
    expect(tasksIn(folder).split('Triaged')).toHaveLength(3)
    expect(tasksIn(folder)).toContain(first.split('\n')[1])
  })

  it('clears a tick only when asked to', async () => {
    const folder = post()
    await cli(folder, 'triage', '--apply', '--yes')
    expect(tasksIn(folder)).toContain('[x] Add `franklyAbsent`')
    await cli(folder, 'triage', '--apply', '--yes', '--untick-phantoms')
    expect(tasksIn(folder)).toContain('[ ] Add `franklyAbsent`')
    // Without git there is no date.
    expect(tasksIn(folder)).toContain('Triaged: phantom: ')
  })

  it('writes nothing when nobody can be asked, and says how', async () => {
    const folder = post()
    const {code, out, err} = await cli(folder, 'triage', '--apply')
    expect(code).toBe(1)
    expect(out).toContain('+* [x] Add `stampLetter` to `src/post.ts`')
    expect(err).toMatch(/add --yes to write it\n$/)
    expect(tasksIn(folder)).toBe(tasks)
    expect(readFiles(folder)).not.toHaveProperty('TRIAGE.md')
  })

  it('asks on a terminal and takes only a yes', async () => {
    const folder = post()
    for (const answer of ['n\n', '\n', 'yess\n', '']) {
      const {code, err} = await answered(folder, answer, 'triage', '--apply')
      expect([code, err.includes('Write this to TASKS.md? [y/N] ')]).toEqual([1, true])
      expect(tasksIn(folder)).toBe(tasks)
    }
    expect((await answered(folder, 'y\n', 'triage', '--apply')).code).toBe(0)
    expect(tasksIn(folder)).not.toBe(tasks)
  })

  it('never writes under --check and --dry-run', async () => {
    const folder = post()
    await cli(folder, 'triage')
    const check = await cli(folder, 'triage', '--apply', '--yes', '--check')
    expect([check.code, check.out.includes('+* [x] Add')]).toEqual([1, true])
    const dry = await cli(folder, 'triage', '--apply', '--yes', '--dry-run')
    expect([dry.code, dry.out.includes('+* [x] Add')]).toEqual([0, true])
    expect(tasksIn(folder)).toBe(tasks)
  })

  it('edits a file outside of the root only when it is named', async () => {
    const outside = '- [ ] Add `stampLetter` to `src/post.ts`\n'
    const whole = Object.fromEntries(Object.entries(sources).map(([path, text]) => [`tool/${path}`, text]))
    const folder = createFolder({...whole, 'tool/groundtruth.config.json': '{}', 'plans/TASKS.md': outside})
    const {code, err} = await cli(
      join(folder, 'tool/src'),
      'triage',
      '--apply',
      '--yes',
      '../../plans/TASKS.md'
    )
    expect(code, err).toBe(0)
    expect(readFiles(folder)['plans/TASKS.md']).toBe(outside.replace('[ ]', '[x]'))
  })

  it('says in JSON what it did, and keeps stdout for the document', async () => {
    const folder = post()
    const {out} = await cli(folder, 'triage', '--apply', '--yes', '--json')
    expect(triageSchema.safeParse(JSON.parse(out)).error).toBeUndefined()
    expect(JSON.parse(out).edits).toEqual([
      {file: 'TASKS.md', line: 3, change: 'tick'},
      {file: 'TASKS.md', line: 6, change: 'note'}
    ])
    expect(JSON.parse((await cli(folder, 'triage', '--json')).out)).not.toHaveProperty('edits')
  })

  it('refuses its flags without it', async () => {
    const folder = post()
    for (const flag of ['--yes', '--untick-phantoms']) {
      const {code, err} = await cli(folder, 'triage', flag)
      expect(code).toBe(2)
      expect(err).toMatch(new RegExp(`^groundtruth: Expected --apply with ${flag}, got none; [^\\n]+\\n$`))
    }
  })

  it('leaves a file alone that has nothing to edit', async () => {
    const folder = post('- [ ] Add `nothingYet` to `src/post.ts`\n- [ ] Talk to everybody\n')
    writeFileSync(join(folder, 'TODO.md'), '- [ ] Add `weighLetter`')
    const {code, err} = await cli(folder, 'triage', '--apply')
    expect(code, err).toBe(0)
    expect(readFiles(folder)['TODO.md']).toBe('- [ ] Add `weighLetter`')
  })
})
