import {expect, test} from 'vitest'
import {nearestPath} from '../../src/claims/nearest-path.ts'
import {resolvePath} from '../../src/claims/resolve-path.ts'
import {resolveSymbol} from '../../src/claims/resolve-symbol.ts'
import {worldOf} from './check.ts'

const world = worldOf({
  'package.json': '{"workspaces": ["packages/*"]}',
  'packages/core/package.json': '{"name": "@x/core", "exports": {"./deep": "./src/deep.ts"}}',
  'packages/core/src/deep.ts': 'export class Deep {\n  run() {}\n}\n',
  'packages/core/src/index.ts': "export {Deep} from './deep.ts'\n",
  'tsconfig.json': '{"compilerOptions": {"paths": {"~/*": ["./packages/core/src/*"]}}} // aliases',
  'docs/a b.md': ''
})

function check(text: string, expected: Record<string, unknown> | undefined, places: string[] = []): void {
  const found = resolvePath(text, {doc: 'docs/a b.md', places}, world)
  if (expected === undefined) expect(found).toBeUndefined()
  else expect(found).toMatchObject(expected)
}

test('follows the ladder from the root to a shortened path', () => {
  check('packages/core', {kind: 'folder', how: 'exists'})
  check('./a%20b.md', {kind: 'file', path: 'docs/a b.md', how: 'beside document'})
  check('deep.ts', {kind: 'file', path: 'packages/core/src/deep.ts', how: 'in place'}, ['packages/core/src'])
  check('@x/core', {kind: 'package', path: 'packages/core', how: 'package'})
  check('@x/core/deep', {kind: 'package', path: 'packages/core', how: 'package'})
  check('~/deep', {kind: 'file', path: 'packages/core/src/deep.ts', how: 'alias'})
  check('packages/core/src/deep.js', {kind: 'file', path: 'packages/core/src/deep.ts', how: 'source of'})
  check('src/deep.ts:2-3', {kind: 'file', how: 'shortened', lines: {first: 2, last: 3}})
  check('package.json', {kind: 'file', path: 'package.json', how: 'exists'})
  check('dist/a.css', {kind: 'generated'})
  check('../../x', {kind: 'outside'})
  check('src/gone.ts', undefined)
  check('', undefined)
})

test('tells declared, exported and mentioned names apart by place', () => {
  expect(resolveSymbol('Deep.run()', world)).toMatchObject({how: 'declared', inPlace: true})
  expect(resolveSymbol('deep.run', world)).toMatchObject({how: 'declared', name: 'deep.run'})
  expect(resolveSymbol('Deep', world, 'packages/core/src/index.ts')).toMatchObject({
    how: 'exported',
    inPlace: true
  })
  expect(resolveSymbol('Deep', world, 'docs')).toMatchObject({how: 'declared', inPlace: false})
  expect(resolveSymbol('Shallow', world)).toBeUndefined()
})

test('offers the nearest path only when it is the only one', () => {
  expect(nearestPath('lib/deep.ts', world)).toBe('packages/core/src/deep.ts')
  expect(nearestPath('packages/core/src/depe.ts', world)).toBeUndefined()
  expect(nearestPath('packages/core/src/indexx.ts', world)).toBe('packages/core/src/index.ts')
  expect(nearestPath('nothing/like/it.go', world)).toBeUndefined()
})
