import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'

/** Types are gone at run time. */
const atOnce = /^(?:import|export)(?! type\b)[^'"]*?from '([^']+)'/gm
const everAsked = /(?:^(?:import|export)(?! type\b)[^'"]*?from |import\()'([^']+)'/gm

/** Every file of ours and every package that a command's file leads to. */
function loadedBy(command: string, imports: RegExp): string[] {
  const seen = new Set<string>()
  const work = [new URL(`../../src/cli/commands/${command}.ts`, import.meta.url)]
  for (let url = work.pop(); url !== undefined; url = work.pop()) {
    for (const [, specifier = ''] of readFileSync(url, 'utf8').matchAll(imports)) {
      // An example in a comment ends otherwise.
      if (specifier.startsWith('.') && !specifier.endsWith('.ts')) continue
      const target = specifier.startsWith('.') ? new URL(specifier, url) : undefined
      const name = target?.pathname ?? specifier
      if (target && !seen.has(name)) work.push(target)
      seen.add(name)
    }
  }
  return [...seen]
}

test('check never loads the type checker, whatever it is asked', () => {
  const loaded = loadedBy('check', everAsked)
  expect(loaded).not.toContain('ts-morph')
  for (const file of ['/src/cli/check/fix.ts', '/src/cli/check/explain.ts', '/src/claims/judge-document.ts'])
    expect(loaded.some(name => name.endsWith(file))).toBe(true)
})

test('a command that asks for references does', () => {
  expect(loadedBy('hunt', everAsked)).toContain('ts-morph')
})

test('an unchanged tree is told again without what parses', () => {
  const loaded = loadedBy('check', atOnce)
  for (const name of ['oxc-parser', 'unified', 'remark-parse', 'yaml', 'zod'])
    expect(loaded).not.toContain(name)
})
