import {describe, expect, it} from 'vitest'
import {testsOf} from './reach-of.ts'

const source = {'src/lock.ts': 'export function acquire() {}\n'}
const test = (up: string) => `import {acquire} from '${up}/src/lock.ts'\nit('a', () => acquire())\n`

/** Whether a file of this name is a test under a configuration. */
function isTest(path: string, config: Record<string, string>): boolean {
  const up = path.includes('/') ? '..' : '.'
  return testsOf('src/lock.ts#acquire', {...source, ...config, [path]: test(up)}).length > 0
}

describe('test files are those that a configuration names', () => {
  it('of vitest, jest, mocha, Playwright, ava and node', () => {
    const check = 'checks/lock.check.ts'
    expect(isTest(check, {})).toBe(false)
    expect(
      isTest(check, {'vitest.config.ts': "export default {test: {include: ['checks/**/*.check.ts']}}\n"})
    ).toBe(true)
    expect(isTest(check, {'vitest.config.ts': "export default {test: {include: ['other/**']}}\n"})).toBe(
      false
    )
    expect(
      isTest(check, {'vitest.config.ts': "export default {test: {coverage: {include: ['checks/**']}}}\n"})
    ).toBe(false)
    expect(isTest(check, {'package.json': '{"jest": {"testMatch": ["<rootDir>/checks/**/*.ts"]}}'})).toBe(
      true
    )
    expect(isTest(check, {'package.json': '{"jest": {"testRegex": "\\\\.check\\\\.ts$"}}'})).toBe(true)
    expect(isTest(check, {'package.json': '{"jest": {"testRegex": "("}}'})).toBe(false)
    expect(isTest(check, {'jest.config.js': "module.exports = {testMatch: ['**/*.check.ts']}\n"})).toBe(true)
    expect(isTest(check, {'.mocharc.yml': 'spec: checks/*.ts\n'})).toBe(true)
    expect(isTest(check, {'.mocharc.yml': 'spec: [\n'})).toBe(false)
    expect(isTest(check, {'package.json': '{"ava": {"files": ["checks/*"]}}'})).toBe(true)
    expect(
      isTest(check, {'package.json': '{"scripts": {"test": "tsc && node --test \\"checks/*.check.ts\\""}}'})
    ).toBe(true)
    expect(isTest(check, {'package.json': '{"scripts": {"start": "node checks/lock.check.ts"}}'})).toBe(false)
    const playwright = {
      'playwright.config.ts': "export default {testDir: './flows', testMatch: '**/*.flow.ts'}\n"
    }
    expect(isTest('flows/lock.flow.ts', playwright)).toBe(true)
  })
})
