import {describe, expect, it} from 'vitest'
import {commandTestsOf} from './reach-of.ts'

/** Whether a test with this head and body runs `note list`, or the words given. */
function runs(
  head: string,
  body: string,
  words = ['note', 'list'],
  more: Record<string, string> = {}
): boolean {
  const test = `${head}\nit('a', async () => {\n  ${body}\n})\n`
  return commandTestsOf(words, {'src/cli.ts': 'export {}\n', ...more, 'test/cli.test.ts': test}).length > 0
}

/** A name put into a template. */
function put(name: string): string {
  return `\${${name}}`
}

describe('a command line is run', () => {
  it('by what starts a program', () => {
    expect(runs('', "spawnSync('node', [cli, 'note', 'list'])")).toBe(true)
    expect(runs('', "await execa('tool', ['note', 'list', '--json'])")).toBe(true)
    expect(runs('', "execSync('tool note list')")).toBe(true)
    expect(runs('', `await $\`bun ${put('CLI')} note list\``)).toBe(true)
    expect(runs('', 'await $({cwd: dir})`tool note list`')).toBe(true)
    expect(runs('', "Bun.spawn(['bun', CLI, 'note', 'list'])")).toBe(true)
    expect(runs('', "new Deno.Command('tool', {args: ['note', 'list']})")).toBe(true)
    expect(runs('', "await program.parseAsync(['node', 'tool', 'note', 'list'])")).toBe(true)
  })

  it('through constants, wrappers and helpers of the tests', () => {
    expect(runs("const args = ['note', 'list']", "spawnSync('node', [CLI, ...args])")).toBe(true)
    expect(runs("const SUB = 'note'", `execSync(\`tool ${put('SUB')} list\`)`)).toBe(true)
    expect(
      runs('function run(args: string[]) {\n  return spawnSync(CLI, args)\n}', "run(['note', 'list'])")
    ).toBe(true)
    expect(
      runs(
        'const run = (...args: string[]) => inner(args)\nconst inner = (args: string[]) => spawnSync(CLI, args)',
        "run('note', 'list')"
      )
    ).toBe(true)
    const more = {
      'test/support.ts': 'export function runCli(args: string[]) {\n  return execa(CLI, args)\n}\n'
    }
    expect(
      runs("import {runCli as go} from './support.ts'", "await go(['note', 'list'])", ['note', 'list'], more)
    ).toBe(true)
  })

  it('with a flag behind its own command', () => {
    const flag = ['note', 'list', '--plain']
    expect(runs('', "execSync('tool note list --json --plain')", flag)).toBe(true)
    expect(runs('', "spawnSync(CLI, ['note', 'list', '--plain=yes'])", flag)).toBe(true)
    expect(runs('', "execSync('tool note add --plain')", flag)).toBe(false)
    expect(runs('', "execSync('tool note list')\n  execSync('tool task list --plain')", flag)).toBe(false)
  })
})

describe('a command line is not run', () => {
  it('by words that are only looked at, or in another order', () => {
    expect(runs('', "expect(out).toContain('note list')")).toBe(false)
    expect(runs('', "spawnSync(CLI, ['list', 'note'])")).toBe(false)
    expect(runs('', "spawnSync(CLI, ['note list'])")).toBe(false)
    expect(runs('', "/x/.exec('note list')")).toBe(false)
    expect(runs('function say(args: string[]) {\n  return args.join()\n}', "say(['note', 'list'])")).toBe(
      false
    )
  })

  it('in a test that is skipped', () => {
    const test = "it.skip('a', () => {\n  execSync('tool note list')\n})\n"
    expect(commandTestsOf(['note', 'list'], {'test/cli.test.ts': test})).toEqual([])
  })
})
