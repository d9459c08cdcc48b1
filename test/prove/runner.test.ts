import {describe, expect, it} from 'vitest'
import {findRunner} from '../../src/prove/runner.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

const runnerOf = (files: Record<string, string>) =>
  findRunner('packages/a/src/lock.ts', createMemoryRepo({'packages/a/src/lock.ts': '', ...files}))
const scripts = (test: string) => JSON.stringify({scripts: {test}})

describe('the runner', () => {
  it.each([
    ['vitest run --coverage', 'vitest'],
    ['tsc --noEmit && vitest', 'vitest'],
    ['NODE_OPTIONS=--x jest', 'jest'],
    ['node_modules/.bin/mocha -r x', 'mocha']
  ])('of `%s` is %s', (script, name) => {
    expect(runnerOf({'package.json': scripts(script)})).toEqual({name, folder: ''})
  })

  it.each([
    'eslint .',
    'echo vitestify',
    'my-jest-like',
    'node test.js',
    'node --test a.js && node b.js',
    'npm run jest:all'
  ])('of `%s` is not known', script => expect(runnerOf({'package.json': scripts(script)})).toBeUndefined())

  it.each([
    ['vitest.config.mts', '', 'vitest'],
    ['vite.config.ts', "/// <reference types='vitest' />", 'vitest'],
    ['jest.config.cjs', '', 'jest'],
    ['.mocharc.yml', '', 'mocha']
  ])('is named by %s', (file, text, name) => {
    expect(runnerOf({[`packages/a/${file}`]: text})).toEqual({name, folder: 'packages/a'})
  })

  it('is not named by a configuration of vite alone', () => {
    expect(runnerOf({'vite.config.ts': 'export default {}'})).toBeUndefined()
  })

  it('is that of the nearest folder, where the test script comes before configuration and that before other scripts', () => {
    const outer = {'package.json': scripts('jest')}
    expect(runnerOf(outer)?.name).toBe('jest')
    expect(runnerOf({...outer, 'packages/a/package.json': scripts('mocha')})).toEqual({
      name: 'mocha',
      folder: 'packages/a'
    })
    expect(runnerOf({'package.json': scripts('mocha'), 'jest.config.js': ''})?.name).toBe('mocha')
    expect(runnerOf({'package.json': '{"scripts": {"unit": "mocha"}, "jest": {}}'})?.name).toBe('jest')
    expect(runnerOf({...outer, 'packages/a/package.json': '{'})?.name).toBe('jest')
  })

  it('runs the files of a plain command without those that the script names', () => {
    expect(runnerOf({'package.json': scripts('node --import tsx --test test/*.ts')})).toEqual({
      name: 'command',
      folder: '',
      command: ['node', '--import', 'tsx', '--test']
    })
    expect(runnerOf({'package.json': scripts('ava test/a.js')})?.command).toEqual(['ava'])
  })
})
