import type {Node} from '@oxc-project/types'
import {parse} from 'jsonc-parser'
import {parse as parseYaml} from 'yaml'
import {joinPath, parentOf} from '../../../claims/join-path.ts'
import type {World} from '../../../claims/world.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {walk} from '../../../syntax/walk.ts'
import {scriptGlobs} from './script-globs.ts'

/** Which files a repository's configuration calls tests, root-relative. */
export interface TestPatterns {
  readonly globs: readonly string[]
  readonly regexps: readonly RegExp[]
}

interface Setting {
  /** Folder that patterns are relative to. */
  readonly folder: string
  readonly name: string
  readonly values: readonly string[]
}

const configFile =
  /(?:^|\/)(?:(?:vitest|vite|jest|playwright)\.(?:[\w-]+\.)?config\.[cm]?[jt]s|ava\.config\.[cm]?js|\.mocharc\.[cm]?js)$/
const dataFile = /(?:^|\/)(?:jest\.config\.json|\.mocharc(?:\.json|\.jsonc|\.ya?ml)?)$/
const settingNames = new Set(['include', 'testMatch', 'testRegex', 'testDir', 'spec', 'files'])

/**
 * Reads literal values only: `include` of vitest, `testMatch` and `testRegex` of jest, `testDir` and `testMatch` of
 * Playwright, `spec` of mocha, `files` of ava, and the globs of `node --test` in scripts.
 */
export function readTestPatterns(world: World): TestPatterns {
  const settings = [
    ...world.repo.files.filter(path => configFile.test(path)).flatMap(path => settingsOfModule(path, world)),
    ...world.repo.files.filter(path => dataFile.test(path)).flatMap(path => settingsOfData(path, world)),
    ...world.manifests.flatMap(({manifest, path}) => settingsOfManifest(manifest, path))
  ]
  const texts = settings.filter(({name}) => name === 'testRegex')
  return {
    globs: settings.filter(({name}) => name !== 'testRegex').flatMap(toGlobs),
    regexps: texts.flatMap(({values}) => values.flatMap(toRegExp))
  }
}

function settingsOfModule(path: string, world: World): Setting[] {
  const ast = world.facts.ast(path)
  const settings: Setting[] = []
  if (!ast) return settings
  walk(ast.program, (node, ancestors) => {
    const name = node.type === 'Property' ? propertyName(node) : undefined
    if (name === undefined || !settingNames.has(name) || node.type !== 'Property') return
    // `include` of coverage, `files` of a bundler.
    const outer = ancestors.flatMap(each => (each.type === 'Property' ? (propertyName(each) ?? []) : []))
    if (outer.some(each => each !== 'test' && each !== 'projects')) return
    if (name === 'include' && !outer.includes('test')) return
    if (name === 'files' && !/ava\.config/.test(path)) return
    settings.push({folder: parentOf(path), name, values: stringsOf(node.value)})
  })
  return settings
}

function stringsOf(node: Node): string[] {
  const text = stringValue(node)
  if (text !== undefined) return [text]
  if (node.type === 'Literal' && 'regex' in node && node.regex) return [`/${node.regex.pattern}/`]
  return node.type === 'ArrayExpression' ? node.elements.flatMap(each => (each ? stringsOf(each) : [])) : []
}

function settingsOfData(path: string, {repo}: World): Setting[] {
  const text = repo.read(path) ?? ''
  const value: unknown = /\.ya?ml$|mocharc$/.test(path) ? readYaml(text) : parse(text)
  return settingsOfObject(value, parentOf(path))
}

function readYaml(text: string): unknown {
  try {
    return parseYaml(text)
  } catch {
    // A configuration that does not parse names no tests; others say that it is broken.
    return undefined
  }
}

function settingsOfManifest(manifest: object, folder: string): Setting[] {
  const {jest, mocha, ava, scripts} = manifest as Record<string, unknown>
  return [
    ...[jest, mocha, ava].flatMap(value => settingsOfObject(value, folder)),
    {folder, name: 'script', values: scriptGlobs(scripts)}
  ]
}

function settingsOfObject(value: unknown, folder: string): Setting[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, given]) => {
    const values = (Array.isArray(given) ? given : [given]).filter(each => typeof each === 'string')
    return settingNames.has(name) && values.length > 0 ? [{folder, name, values}] : []
  })
}

function toGlobs({folder, name, values}: Setting): string[] {
  return values.flatMap(value => {
    if (value.startsWith('!') || value.startsWith('/')) return []
    const path = value.replace(/^<rootDir>\/?/, './')
    const glob = path.startsWith('**') && folder === '' ? path : joinPath(folder, path)
    if (glob === undefined) return []
    // Everything below a test folder of Playwright is read with its own `testMatch`, whose default names tests.
    return name === 'testDir' ? [`${glob}/**/*.{test,spec}.{js,ts,mjs,mts,cjs,cts,jsx,tsx}`] : [glob]
  })
}

/** `/…/` of a configuration in code, else as jest reads it. */
function toRegExp(value: string): RegExp[] {
  try {
    return [new RegExp(value.replace(/^\/(.*)\/$/s, '$1').replace(/^<rootDir>\/?/, '^'))]
  } catch {
    // An expression that does not compile matches nothing.
    return []
  }
}
