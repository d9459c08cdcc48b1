import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {commands} from '../../../src/cli/commands/index.ts'
import {runTool} from '../cli/run-tool.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const names = Object.keys(commands).filter(name => name.startsWith('hub '))

test('C-17: every command of the hub is run by a test against a real hub', () => {
  const tests = readdirSync(`${root}test/hub/cli`).map(name =>
    readFileSync(`${root}test/hub/cli/${name}`, 'utf8')
  )
  const isRun = (name: string) => tests.some(text => text.includes(`'${name.split(' ').join("', '")}'`))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter(name => !isRun(name))).toEqual([])
  expect(isRun('hub nonsense')).toBe(false)
})

test('D-7, H-26: every command and flag that the documents name is there', async () => {
  const texts = ['README.md', 'docs/hub.md'].map(path => readFileSync(root + path, 'utf8'))
  const calls = texts.flatMap(callsIn)
  expect(new Set(calls.map(({name}) => name)).size).toBeGreaterThan(10)
  const flags = new Map<string, readonly string[]>()
  for (const name of names) flags.set(name, await flagsOf(name))
  const unknown = calls.map(call => ({
    name: call.name,
    flags: call.flags.filter(flag => !flags.get(call.name)?.includes(flag))
  }))
  expect(unknown.filter(call => call.flags.length > 0 || !names.includes(call.name))).toEqual([])
  // Those that stand alone in a sentence are of some command.
  const alone = [...`${texts[1]}`.matchAll(/`(--[a-z][\w-]*)/g)].map(([, flag]) => `${flag}`)
  expect(alone.length).toBeGreaterThan(10)
  expect(alone.filter(flag => ![...flags.values()].flat().includes(flag))).toEqual([])
})

async function flagsOf(name: string): Promise<readonly string[]> {
  const {out} = await runTool([...name.split(' '), '--help'])
  return out.match(/(?<![\w-])--[a-z][\w-]*/g) ?? []
}

/** The calls of `hub …` in spans and blocks of code, each once, with all flags that follow it. */
function callsIn(markdown: string): readonly {name: string; flags: readonly string[]}[] {
  const text = markdown.replaceAll('\\\n', ' ')
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([span]) => span.replaceAll('```', '\n'))
  const calls = code.flatMap(span => [
    ...span.matchAll(/(?:groundtruth |^`)(hub (?:token )?[a-z]+)(?=[ `\n\\])([^`\n]*)/g)
  ])
  return calls.map(([, name = '', rest = '']) => ({
    name,
    flags: [...new Set(rest.replace(/#.*/, '').match(/(?<![\w-])--[a-z][\w-]*/g))]
  }))
}
