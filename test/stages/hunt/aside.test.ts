import {expect, test} from 'vitest'
import {asideModules} from '../../../src/stages/hunt/aside.ts'
import {factsOf} from './context.ts'

const asideOf = (files: Readonly<Record<string, string>>) => [...asideModules(factsOf(files))].sort()

test('sets samples of a documentation and trials aside', () => {
  expect(
    asideOf({
      'src/a.ts': 'export const a = 1',
      'docs/guide.mjs': "import {a} from '../src/a.ts'",
      'website/versioned_docs/version-1/guide.mjs': '',
      'dev/try.js': '',
      'playground/index.ts': ''
    })
  ).toEqual([
    'dev/try.js',
    'docs/guide.mjs',
    'playground/index.ts',
    'website/versioned_docs/version-1/guide.mjs'
  ])
})

test('sets aside what only tests load, also in a package of its own', () => {
  expect(
    asideOf({
      'package.json': '{"name": "a", "private": true, "workspaces": ["packages/*", "tests/*"]}',
      'packages/a/package.json': '{"name": "@a/a", "main": "src/a.ts"}',
      'packages/a/src/a.ts': 'export const a = 1',
      'tests/api/package.json': '{"name": "@a/api", "private": true, "scripts": {"test": "node run.js"}}',
      'tests/api/run.js': "import {server} from './server.ts'",
      'tests/api/server.ts': 'export const server = 1',
      'tests/api/a.test.ts': "import {server} from './server.ts'"
    })
  ).toEqual(['tests/api/run.js', 'tests/api/server.ts'])
})

test('keeps what the product loads or starts from there', () => {
  expect(
    asideOf({
      'package.json': '{"name": "a", "main": "dev/main.js"}',
      'src/a.ts': "import {pages} from '../docs/pages.ts'\nexport {pages}",
      'docs/pages.ts': 'export const pages = 1',
      'dev/main.js': ''
    })
  ).toEqual([])
})

test('keeps folders of that name below the sources', () => {
  expect(asideOf({'src/docs/render.ts': '', 'packages/dev/src/a.ts': '', 'lib/website/a.js': ''})).toEqual([])
})
