import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {runCli} from '../src/cli/run.ts'

/**
 * The Agent Skills specification (agentskills.io, docs/specification.mdx), as far as a file can break it.
 */
const LIMITS = {name: 64, description: 1024, compatibility: 500, bodyLines: 500, bodyTokens: 5000}
const KEYS = new Set(['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools'])
const FOLDER = join(import.meta.dirname, '../skills')

const skills = readdirSync(FOLDER)
  .filter(name => !name.startsWith('.'))
  .map(name => ({name, text: readFileSync(join(FOLDER, name, 'SKILL.md'), 'utf8')}))

describe('each skill', () => {
  it('is one of the five', () => {
    expect(skills.map(({name}) => name)).toEqual(
      ['enrich', 'hunt', 'map', 'prescribe', 'triage'].map(stage => `groundtruth-${stage}`)
    )
  })

  it.each(skills)('$name keeps to the specification', ({name, text}) => {
    const {fields, body} = split(text)
    expect(Object.keys(fields).filter(key => !KEYS.has(key))).toEqual([])
    expect(fields.name).toBe(name)
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(name.length).toBeLessThanOrEqual(LIMITS.name)
    expect(fields.description?.length).toBeGreaterThan(0)
    expect(fields.description?.length).toBeLessThanOrEqual(LIMITS.description)
    expect(fields.compatibility?.length ?? 1).toBeLessThanOrEqual(LIMITS.compatibility)
    expect(body.split('\n').length).toBeLessThan(LIMITS.bodyLines)
    expect(body.length / 4).toBeLessThan(LIMITS.bodyTokens)
  })

  it.each(skills)('$name says when to use it, and links to no file that is missing', ({text}) => {
    const {fields, body} = split(text)
    expect(fields.description).toMatch(/\bUse (when|before)\b/)
    expect([...body.matchAll(/\]\((?!https?:)([^)#]+)/g)]).toEqual([])
  })

  it.each(skills)('$name requires no other server or tool', ({text}) => {
    expect(text).toMatch(/\b(none|nothing) (is\s+required|here\s+depends\s+on\s+one)|\bnot required/i)
    expect(text).not.toMatch(/\bmcp\b/i)
  })
})

describe('the commands that a skill names', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'groundtruth-skills-'))
    for (const [path, text] of Object.entries(FIXTURE)) write(join(folder, path), text)
    const {exitCode, stderr} = await run(['run'], folder)
    expect(exitCode, stderr).toBe(0)
  }, 120_000)
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  it.each(skills)('$name: every command runs', async ({text}) => {
    for (const command of commandsOf(text)) {
      const {exitCode, stderr} = await run(command.split(' ').slice(1), folder)
      expect(exitCode, `${command}: ${stderr}`).toBeLessThan(2)
    }
  })

  it.each(skills)('$name: commands in running text exist', ({text}) => {
    const named = [...text.matchAll(/`groundtruth ([a-z]+)/g)].map(([, command]) => command)
    const shown = commandsOf(skills.map(skill => skill.text).join('\n')).map(command => command.split(' ')[1])
    expect(named.filter(command => !shown.includes(command))).toEqual([])
  })
})

const FIXTURE: Readonly<Record<string, string>> = {
  'package.json': '{"name": "till", "version": "1.0.0", "type": "module", "main": "src/index.ts"}\n',
  'README.md': '# till\n\nKeeps a till. Starts in `src/index.ts`.\n',
  'TASKS.md': '# Tasks\n\n- [ ] Add `open` to `src/till.ts`\n- [ ] Add `close` to `src/till.ts`\n',
  'src/index.ts': "export {open} from './till.ts'\n",
  'src/till.ts': [
    'let pending: Promise<string> | undefined',
    '/** Opens the till once. */',
    'export async function open(load: () => Promise<string>): Promise<string> {',
    '  pending ??= load()',
    '  return pending',
    '}',
    ''
  ].join('\n')
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, text)
}

async function run(argv: readonly string[], cwd: string): Promise<{exitCode: number; stderr: string}> {
  const errors: string[] = []
  const exitCode = await runCli(argv, {
    stdout: {write: () => true},
    stderr: {write: text => errors.push(text)},
    env: {NO_COLOR: '1', CI: '1'},
    cwd
  })
  return {exitCode, stderr: errors.join('')}
}

/** Lines of shell blocks that call the tool, in order. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, body]) => body ?? '')
  return blocks
    .flatMap(body => body.split('\n').map(line => line.replace(/\s+#.*$/, '').trim()))
    .filter(line => line.startsWith('groundtruth '))
}

function split(text: string): {fields: Record<string, string | undefined>; body: string} {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text)
  return {fields: parse(match?.[1] ?? '') ?? {}, body: match?.[2] ?? ''}
}
