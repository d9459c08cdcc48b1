import {describe, expect, it} from 'vitest'
import {createWorld} from '../../src/claims/world.ts'
import {createCachedReferences} from '../../src/facts/cached-references.ts'
import type {Facts} from '../../src/facts/facts.ts'
import {openFileFactsCache} from '../../src/facts/open-file-facts-cache.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {readReferences} from '../../src/facts/references.ts'
import {blankOut} from '../../src/facts/script-blocks/blank-out.ts'
import {
  findScriptParsers,
  installedScriptParsers,
  scriptParserVersions
} from '../../src/facts/script-blocks/installed-parsers.ts'
import type {ScriptParsers} from '../../src/facts/script-blocks/script-block.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'
import {describeCoverage} from '../../src/stages/map/coverage.ts'
import {createCodeIndex} from '../../src/stages/triage/code-index.ts'

const parsers = installedScriptParsers()

const factsOf = (files: Record<string, string>, some: ScriptParsers = parsers) =>
  readFacts(createMemoryRepo(files), {parsers: some})

/** What a component says, as lines: imports, exports, declarations, syntax errors. */
function check(path: string, text: string, expected: readonly string[]): void {
  const files = {'src/lib.ts': 'export const a = 1\nexport interface T {}\nexport default 2\n', [path]: text}
  expect(linesOf(factsOf(files), path)).toEqual(expected)
}

function linesOf(facts: Facts, path: string): string[] {
  const module = facts.module(path)
  if (!module) return ['not read']
  const imports = [...facts.imports, ...facts.externals].filter(({from}) => from === path)
  return [
    ...imports.map(
      ({line, kind, specifier, names}) =>
        `${line} ${kind} ${specifier} ${names.map(({local, typeOnly}) => local + (typeOnly ? '!' : ''))}`
    ),
    ...module.exports.map(({name}) => `export ${name}`),
    ...facts.symbols
      .filter(symbol => symbol.path === path && symbol.name !== 'default')
      .map(({name, startLine}) => `${startLine} ${name}`),
    ...(module.syntaxErrors > 0 ? ['syntax error'] : [])
  ]
}

describe('.vue', () => {
  const path = 'src/App.vue'

  it('reads a script with setup', () =>
    check(
      path,
      '<template>\n  <p>{{ é }} 𝒳</p>\n</template>\n\n<script setup>\nimport {a} from "./lib"\nconst é = a\n</script>\n',
      ['6 value ./lib a', 'export default']
    ))
  it('reads both scripts, and exports of the plain one alone', () =>
    check(
      path,
      '<script lang="ts">\nexport const x = 1\nexport interface Row {}\n</script>\n<script setup lang="ts">\nimport {a, type T} from "./lib"\nconst x = a as T\nfunction y() {}\n</script>',
      ['6 value ./lib T!,a', 'export Row', 'export default', 'export x', '2 x', '3 Row']
    ))
  it('takes out names of types without being told, and no name that only the template uses', () =>
    check(
      path,
      '<script setup lang="ts">\nimport {T, a} from "./lib"\ndefineProps<T>()\n</script><template>{{ a }}</template>',
      ['2 value ./lib T!,a', 'export default']
    ))
  it('keeps types at the top of the module', () =>
    check(path, '<script setup lang="ts">\nexport interface Props { x: string }\n</script>', [
      'export Props',
      'export default',
      '2 Props',
      '2 Props.x'
    ]))
  it('reads an object of options', () =>
    check(path, '<script>\nimport x from "./lib"\nexport default {data: () => ({x})}\n</script>', [
      '2 value ./lib x',
      'export default'
    ]))
  it('reads JSX', () =>
    check(
      path,
      '<script lang="tsx">\nimport x from "./lib"\nexport default () => <x y={1 as number} />\n</script>',
      ['2 value ./lib x', 'export default']
    ))
  it('exports a component without any script', () =>
    check(path, '<template><p/></template>', ['export default']))
  it('follows the file that a script names', () =>
    check(path, '<template/>\n<script  src="./lib.ts"></script>\n', [
      '2 reexport ./lib.ts *',
      'export T',
      'export a',
      'export default'
    ]))
  it('reads Windows line ends', () =>
    check(path, '<template/>\r\n<script>\r\nimport "./lib"\r\n</script>\r\n', [
      '3 value ./lib ',
      'export default'
    ]))
  it('counts a byte order mark', () =>
    check(path, '\uFEFF<script>import "./lib"</script>', ['1 value ./lib ', 'export default']))
  it('says that a script is broken', () =>
    check(path, '<script>\nimport "./lib"\nconst = 1\n</script>', ['export default', 'syntax error']))
  it('has no word for a template that does not parse', () =>
    check(path, '<template><p a="1" a="2"></template>\n<script>\nimport "./lib"\n</script>', [
      '3 value ./lib ',
      'export default'
    ]))
  it('does not read other languages', () =>
    check(path, '<script lang="coffee">\nimport "./lib"\n</script>', ['not read']))
  it('does not read a script that never ends', () => check(path, '<script>\nimport "./lib"', ['not read']))
})

describe('.svelte', () => {
  const path = 'src/App.svelte'

  it('reads the instance and the module', () =>
    check(
      path,
      '<!-- <script>import "./x"</script> -->\n<script module lang="ts">\n  export const x: number = 1\n</script>\n\n<script lang="ts">\n  import {a} from "./lib"\n  export let é: string\n  export {a as b}\n  $: y = a\n</script>\n<p>𝒳{é}</p>',
      ['7 value ./lib a', 'export default', 'export x', '3 x']
    ))
  it('leaves other scripts of the page out', () =>
    check(path, '<svelte:head><script>import "./lib"</script></svelte:head>', ['export default']))
  it('does not stumble over a style or a script that a preprocessor reads', () =>
    check(
      path,
      '<script lang="ts">\nimport {a} from "./lib"\nenum E { A }\nconst s = "<style>"\n</script>\n<style lang="scss">\n// {\n@mixin x\n</style>',
      ['2 value ./lib a', 'export default', '3 E', '3 E.A']
    ))
  it('reads runes, JavaScript and quotes of either kind', () =>
    check(path, "<script lang='js'>\nimport {a} from './lib'\nlet {x = $bindable(a)} = $props()\n</script>", [
      '2 value ./lib a',
      'export default'
    ]))
  it('exports a component without any script', () => check(path, '<p>{1}</p>', ['export default']))
  it('does not follow a script that names a file', () =>
    check(path, '<script src="./lib.ts"></script>', ['export default']))
  it('does not read markup that does not parse', () =>
    check(path, '<script>\nimport "./lib"\n</script>\n{#if x}<p>', ['not read']))
  it('says that a script is broken', () =>
    check(path, '<script>\nimport "./lib"\nconst = 1\n</script>', ['export default', 'syntax error']))
})

describe('.astro', () => {
  const path = 'src/App.astro'

  it('reads the frontmatter and the scripts that are bundled', () =>
    check(
      path,
      [
        '---',
        'import {a} from "./lib"',
        'export interface Props { é: string }',
        'export const prerender = true',
        'if (!a) return Astro.redirect("/")',
        '---',
        '<p>𝒳é</p>',
        '{a && <script>import "./lib"',
        'const x: number = 1</script>}',
        '<script is:inline>import "./inline"</script>',
        '<script type="application/ld+json">{}</script>'
      ].join('\n'),
      [
        '2 value ./lib a',
        '8 value ./lib ',
        'export Props',
        'export default',
        'export prerender',
        '3 Props',
        '3 Props.é',
        '4 prerender',
        '9 x'
      ]
    ))
  it('exports a component without frontmatter', () => check(path, '<p/>', ['export default']))
  it('follows the file that a script names', () =>
    check(path, '<p>é</p>\n<script src="./lib.ts"></script><script is:inline src="./x.ts"></script>', [
      '2 value ./lib.ts ',
      'export default'
    ]))
  it('reads Windows line ends', () =>
    check(path, '---\r\nimport "./lib"\r\n---\r\n<p/>', ['2 value ./lib ', 'export default']))
  it('says that the frontmatter is broken', () =>
    check(path, '---\nimport "./lib"\nconst = 1\n---\n', ['export default', 'syntax error']))
})

describe('what runs for each component', () => {
  const state = (path: string, text: string) =>
    factsOf({[path]: text}).state.map(({name, line}) => `${line} ${name}`)
  const write = 'let n = 0\nfunction f() { n++ }\n'

  it('keeps no state of the module', () => {
    expect(state('a.vue', `<script setup>\n${write}</script>`)).toEqual([])
    expect(state('a.svelte', `<script>\n${write}</script>`)).toEqual([])
    expect(state('a.astro', `---\n${write}---`)).toEqual([])
  })
  it('is told from what the module keeps', () => {
    expect(state('a.vue', `<script>\n${write}</script>`)).toEqual(['2 n'])
    expect(state('a.svelte', `<script module>\n${write}</script>`)).toEqual(['2 n'])
  })
  it('is told from what runs once on a page, names of other scripts apart', () => {
    const {symbols, state} = factsOf({
      'a.astro': `---\nconst n = 1\n---\n<script>\n${write}</script>\n<script>\n${write}let m\n</script>`
    })
    expect(symbols.map(({name, startLine}) => `${startLine} ${name}`)).toEqual(['1 default', '5 n', '6 f'])
    expect(state.map(({name, writtenAt}) => `${name} ${writtenAt}`)).toEqual(['n 6'])
  })
  it('is called by the name of its file', () => {
    const {symbols} = factsOf({
      'src/Big.vue': '<template/>',
      'src/Small/index.vue': '<script setup>f()</script>'
    })
    expect(symbols.map(({label}) => label)).toEqual(['Big', 'Small'])
  })
})

describe('imports between components and scripts', () => {
  const files = {
    'tsconfig.json': '{"compilerOptions": {"strict": true}}',
    'src/main.ts':
      "import App from './App.vue'\nimport Side from './Side'\nmount(App)\nfunction mount(x: unknown) {}\n",
    'src/App.vue': '<script setup lang="ts">\nimport {load} from "./load"\nload()\n</script>',
    'src/Side.vue': '<template/>',
    'src/load.ts': 'export function load() {}\n'
  }
  const edges = ({imports}: Facts) => imports.map(({from, to}) => `${from} ${to}`)

  it('lead both ways, with the extension written out', () => {
    const facts = factsOf(files)
    expect(edges(facts)).toEqual(['src/App.vue src/load.ts', 'src/main.ts src/App.vue'])
    expect(facts.unresolved.map(({specifier, cause}) => `${specifier} ${cause}`)).toEqual([
      './Side file-not-found'
    ])
  })
  it('lead nowhere without a parser', () => {
    const facts = factsOf(files, new Map())
    expect(edges(facts)).toEqual([])
    expect(facts.unresolved[0]).toMatchObject({specifier: './App.vue', cause: 'not-source'})
  })
  it('are uses of what they name', () => {
    const repo = createMemoryRepo(files)
    const {source, list} = readReferences(repo, readFacts(repo, {parsers}))
    expect(source).toBe('types')
    expect(list.map(({from, to, call, line}) => `${line} ${from} ${to}${call ? '()' : ''}`)).toEqual([
      '3 src/App.vue#default src/load.ts#load()',
      '3 src/main.ts# src/main.ts#mount()'
    ])
  })
  it('of tests stay with the tests', () => {
    const {modules} = factsOf({
      'src/a.ts': '',
      'tests/Fake.vue': '<template/>',
      'examples/Shown.vue': '<template/>'
    })
    expect(modules.map(({id, role}) => `${id} ${role}`)).toEqual([
      'examples/Shown.vue fixture',
      'src/a.ts source',
      'tests/Fake.vue test'
    ])
  })
  it('make pages of a framework entry points', () => {
    const {entryPoints} = factsOf({
      'package.json': '{"devDependencies": {"@sveltejs/kit": "2"}}',
      'svelte.config.js': '',
      'src/routes/blog/+page.svelte': '<p/>'
    })
    expect(entryPoints.map(({kind, name, path}) => `${kind} ${name} ${path}`)).toEqual([
      'route /blog src/routes/blog/+page.svelte'
    ])
  })
})

describe('what the markup names', () => {
  const files = {
    'a.svelte': '<script>\nlet inScript = 1\n// inComment\n</script>\n<p class="inMarkup">{inScript}</p>\n'
  }
  const repo = createMemoryRepo(files)
  const world = createWorld({repo, facts: readFacts(repo, {parsers})})

  it('stands in the file', () => {
    const names = ['inScript', 'inMarkup', 'inComment', 'nowhere']
    expect(names.filter(name => world.words.isIn('a.svelte', name))).toEqual(['inScript', 'inMarkup'])
  })
  it('is a use, beside those of the script', () => {
    const {hitsOf} = createCodeIndex(world, new Set(['inScript', 'inMarkup']))
    const linesAndRoles = (name: string) => hitsOf(name).map(({line, role}) => `${line} ${role}`)
    expect(linesAndRoles('inMarkup')).toEqual(['5 string'])
    expect(linesAndRoles('inScript')).toEqual(['2 declared', '5 string'])
  })
})

describe('parsers that are there', () => {
  const manifests: Record<string, unknown> = {'svelte/package.json': {version: '5.2.0'}}
  const load = (specifier: string) => {
    if (specifier in manifests) return manifests[specifier]
    throw new Error('Cannot find module')
  }

  it('are named with their versions', () => {
    const found = findScriptParsers(load)
    expect([...found.keys()]).toEqual(['.svelte'])
    expect(scriptParserVersions(found)).toBe('svelte 5.2.0')
    expect(scriptParserVersions(new Map())).toBe('')
  })
  it('read nothing when they do not load', () =>
    expect(findScriptParsers(load).get('.svelte')?.read('<p/>')).toBeUndefined())
  it('are said in the coverage', () => {
    const files = {'a.ts': '', 'b.vue': '<template/>', 'c.svelte': '<p/>', 'd.py': ''}
    const read = () => []
    const facts = factsOf(files, new Map([['.vue', {package: '@vue/compiler-sfc', version: '3.5.0', read}]]))
    expect(facts.skipped).toEqual([
      {extension: '.py', files: 1},
      {extension: '.svelte', files: 1, parser: 'svelte'}
    ])
    expect(describeCoverage(facts).filter(line => line.includes('.vue') || line.startsWith('Not'))).toEqual([
      'Read: every TypeScript and JavaScript source file and the scripts of `.vue` files.',
      'Of `.vue` files the scripts alone were read: what their markup uses is not seen.',
      'Not read: .py files.'
    ])
    expect(describeCoverage(facts)).toContain(
      '`.svelte` files were not read: `svelte` is not installed beside groundtruth.'
    )
  })
  it('that cannot read a file leave it out', () => {
    const read = () => undefined
    const {skipped, module} = factsOf({'b.vue': ''}, new Map([['.vue', {package: 'p', version: '1', read}]]))
    expect([skipped, module('b.vue')]).toEqual([[{extension: 'unreadable', files: 1}], undefined])
  })
})

describe('caches', () => {
  const texts = new Map<string, string>()
  const folder = {
    read: (name: string) => texts.get(name),
    write: (name: string, text: string) => void texts.set(name, text)
  }
  const files = {
    'src/App.vue': '<template>é</template>\n<script setup>\nimport "./a"\n</script>',
    'src/a.ts': ''
  }

  it('give the same facts of components', () => {
    const repo = createMemoryRepo(files)
    const first = openFileFactsCache(folder, 'engine, v1')
    const {modules, imports} = readFacts(repo, {parsers, cache: first})
    first.save()
    const fail = new Map([['.vue', {package: 'p', version: '1', read: () => undefined}]] as const)
    const again = readFacts(repo, {parsers: fail, cache: openFileFactsCache(folder, 'engine, v1')})
    expect([again.modules, again.imports]).toEqual([modules, imports])
    expect(again.module('src/App.vue')?.size).toBe(Buffer.byteLength(files['src/App.vue']))
  })
  it('are empty for another version of a parser', () => {
    const cache = openFileFactsCache(folder, 'engine, v2')
    const facts = readFacts(createMemoryRepo(files), {parsers})
    expect(cache.get('src/App.vue', facts.module('src/App.vue')?.contentHash ?? '')).toBeUndefined()
  })
  it('see that a component changed', () => {
    const read = (text: string) => {
      const repo = createMemoryRepo({...files, 'src/App.vue': text})
      let asked = 0
      const cached = createCachedReferences(folder, 'engine', (...all) => {
        asked++
        return readReferences(...all)
      })
      cached.read(repo, readFacts(repo, {parsers}))
      cached.save()
      return asked
    }
    expect([read('<template/>'), read('<template/>'), read('<template></template>')]).toEqual([1, 0, 1])
  })
})

describe('blankOut', () => {
  it('keeps length, lines and the scripts', () => {
    const text = '<p>é\u2028𝒳</p>\r\n<script>let a</script>\n'
    const start = text.indexOf('let')
    const code = blankOut(text, [
      {kind: 'code', start, end: start + 5, language: 'js', runs: 'module', exports: true}
    ])
    expect(code).toHaveLength(text.length)
    expect(code.trim()).toBe('let a')
    expect(code.match(/[^ ]/g)?.join('')).toBe('\u2028\r\nleta\n')
  })
})
